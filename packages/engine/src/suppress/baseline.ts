import type { Finding } from '@idlint/model';

/** Findings that were known before: their fingerprints, with `rule secret` of a token that a provider issued. */
export type KnownFindings = ReadonlyMap<string, string | undefined>;

/**
 * Whether a finding was known. All but tokens are known by their place alone. A token is known where it stood, and moves along with its code:
 * another one in its place is new, and so is each place more than there were.
 */
export class Baseline {
  readonly #known: KnownFindings;
  readonly #byToken = new Map<string, string[]>();

  constructor(known: KnownFindings) {
    this.#known = known;
    for (const [fingerprint, token] of known)
      if (token !== undefined) this.#byToken.set(token, [...(this.#byToken.get(token) ?? []), fingerprint]);
  }

  /** @param places fingerprints of all findings that there are of the same token now */
  has({ ruleId, fingerprint, secret }: Finding, places: () => readonly string[]): boolean {
    if (secret === undefined) return this.#known.has(fingerprint);
    const before = this.#byToken.get(`${ruleId} ${secret}`) ?? [];
    if (before.length === 0 || before.includes(fingerprint)) return before.length > 0;
    const now = places();
    const left = before.filter(each => !now.includes(each)).length;
    return now.filter(each => !before.includes(each)).indexOf(fingerprint) < left;
  }
}
