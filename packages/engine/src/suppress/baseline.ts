import type { Finding, Uri } from '@idlint/model';

/** Findings that were known before, by fingerprint: in which file, and `rule secret` of a token that a provider issued. */
export type KnownFindings = ReadonlyMap<string, { path: Uri; token?: string | undefined }>;

/** What there is of a token now. */
export interface Places {
  /** Fingerprints of all findings that there are of it. */
  found: readonly string[];
  /** Whether a file is there that is not looked at: what stood in it stands there still. */
  unseen(path: Uri): boolean;
}

/**
 * Whether a finding was known. All but tokens are known by their place alone. A token is known where it stood, and moves along with its code:
 * another one in its place is new, and so is each place more than there were.
 */
export class Baseline {
  readonly #known: KnownFindings;
  readonly #byToken = new Map<string, { fingerprint: string; path: Uri }[]>();

  constructor(known: KnownFindings) {
    this.#known = known;
    for (const [fingerprint, { path, token }] of known)
      if (token !== undefined) this.#byToken.set(token, [...(this.#byToken.get(token) ?? []), { fingerprint, path }]);
  }

  has({ ruleId, fingerprint, secret }: Finding, places: () => Places): boolean {
    if (secret === undefined) return this.#known.has(fingerprint);
    const before = this.#byToken.get(`${ruleId} ${secret}`) ?? [];
    const was = (print: string) => before.some(each => each.fingerprint === print);
    if (before.length === 0 || was(fingerprint)) return before.length > 0;
    const { found, unseen } = places();
    const left = before.filter(each => !found.includes(each.fingerprint) && !unseen(each.path)).length;
    return found.filter(each => !was(each)).indexOf(fingerprint) < left;
  }
}
