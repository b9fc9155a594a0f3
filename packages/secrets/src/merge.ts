/** One secret, one candidate; then facts, which hold nothing of a secret but its mask. */
import { type Confidence, type Host, placeOf, type Secret, type SourceDocument } from '@idlint/model';
import { type Candidate, scores } from './candidate.ts';
import { isTestPath } from './context/form.ts';
import { digitsOf, naming, published } from './well-known.ts';

const sureness: Record<Confidence, number> = { low: 0, medium: 1, high: 2 };

/** Where candidates overlap, the most specific one stays; what everybody publishes is harmless. Sorted by place. */
export function merge(all: Candidate[], host: Host): Candidate[] {
  const candidates = all.flatMap(each => known(each, host)).sort((a, b) => a.start - b.start);
  const kept: Candidate[] = [];
  for (let from = 0; from < candidates.length; ) {
    // As far as one overlaps with the next.
    let { end } = candidates[from]!;
    let to = from + 1;
    for (; to < candidates.length && candidates[to]!.start < end; to++) end = Math.max(end, candidates[to]!.end);
    kept.push(...(to - from === 1 ? [candidates[from]!] : resolve(candidates.slice(from, to))));
    from = to;
  }
  return kept;
}

function known(candidate: Candidate, host: Host): Candidate[] {
  const digits = digitsOf(candidate.value, host);
  if (naming.has(digits)) return [];
  const whose = published.get(digits);
  return [whose ? { ...candidate, harmless: whose } : candidate];
}

function resolve(overlapping: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  overlapping.sort(
    (a, b) =>
      b.score - a.score || sureness[b.confidence] - sureness[a.confidence] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const candidate of overlapping) {
    const over = kept.find(each => candidate.start < each.end && each.start < candidate.end);
    if (!over) kept.push(candidate);
    else adopt(over, candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** What the less specific one knows of the same text stays true (a provider's token that is a JSON Web Token, and has expired). */
function adopt(kept: Candidate, other: Candidate): void {
  kept.called ??= other.called;
  if (kept.start !== other.start || kept.end !== other.end) return;
  if (kept.known.length === 0) kept.known = other.known;
  if (kept.score < scores.proven) kept.harmless ??= other.harmless;
}

export function factsOf(document: SourceDocument, candidates: Candidate[], host: Host): Secret[] {
  const ordinals = new Map<string, number>();
  const test = isTestPath(document.uri);
  return candidates.map(candidate => {
    const called = candidate.called ?? nameBefore(document.text, candidate.start);
    const name = `${document.uri}#secret/${candidate.rule}/${called ?? ''}`;
    const ordinal = ordinals.get(name) ?? 0;
    ordinals.set(name, ordinal + 1);
    // What only a name beside it tells is made up in a test or a page as often as not.
    const level = candidate.level ?? (test && candidate.score === scores.named ? 'note' : undefined);
    const related = candidate.related?.map(({ start, end, message }) => ({ at: placeOf(document.uri, start, end), message }));
    return {
      kind: 'secret',
      key: `${name}/${ordinal}`,
      platform: 'source',
      at: placeOf(document.uri, candidate.start, candidate.end),
      exists: true,
      names: [],
      rule: candidate.rule,
      name: candidate.name,
      mask: mask(candidate.value),
      fingerprint: host.hmac(candidate.value),
      ...(candidate.score >= scores.named ? { issued: true as const } : {}),
      confidence: candidate.confidence,
      known: candidate.known,
      ...(level ? { level } : {}),
      ...(candidate.harmless ? { harmless: candidate.harmless } : {}),
      ...(called ? { called } : {}),
      ...(related?.length ? { related } : {}),
    };
  });
}

/** At most the first and last four characters, and never more than a third of it all; of a PEM block its first line. */
function mask(value: string): string {
  const head = /^(?:-----BEGIN [A-Z0-9 ]{1,40}-----|PuTTY-User-Key-File-\d)/.exec(value);
  if (head) return `${head[0]}…`;
  const shown = Math.min(4, Math.floor(value.length / 6));
  return `${value.slice(0, shown)}…${shown ? value.slice(-shown) : ''}`;
}

/** The name to which the text at `start` is given: the last identifier before an operator, on the same line; a type may stand between. */
export function nameBefore(text: string, start: number): string | undefined {
  const line = text.slice(Math.max(0, start - 120), start);
  return /([\w$][\w.$-]{0,79})['"`\])]{0,2}\s{0,4}(?::\s{0,2}&?(?:'\w{1,20}\s)?[\w<>[\]]{1,30}\s{0,2}(?==))?(?:=>|:?=|:|,|\()\s{0,4}[\w@]{0,8}['"`([{<]{0,3}$/.exec(
    line.slice(line.lastIndexOf('\n') + 1),
  )?.[1];
}
