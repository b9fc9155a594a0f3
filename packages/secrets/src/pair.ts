/** What belongs together: an access key's id says whose key it is, the secret beside it opens the door. */
import type { Candidate } from './candidate.ts';

/** Names as in rules/secrets/cloud.yaml: an id and the secret that belongs to it. */
const pairs: Record<string, string[]> = {
  'AWS access key id': ['AWS secret access key', 'AWS secret access key beside its id'],
  'Alibaba Cloud access key id': ['Alibaba Cloud access key secret'],
  'Tencent Cloud secret id': ['Tencent Cloud secret key'],
  'Scaleway access key': ['Scaleway secret key'],
  'Twilio API key id': ['Twilio auth token or API secret'],
};

/** How far apart the two may stand, in characters. */
const farthest = 400;

/** Tells each secret where its id stands, and what the id says; an id on its own is left as it is. Candidates are sorted by place. */
export function pair(candidates: Candidate[]): Candidate[] {
  candidates.forEach((id, index) => {
    const names = pairs[id.name];
    if (!names || id.harmless) return;
    const secret = nearest(candidates, index, names);
    if (!secret || secret.related) return;
    secret.related = [{ start: id.start, end: id.end, message: `the ${id.name} that it belongs to` }];
    secret.known = [...secret.known, ...id.known.filter(known => !secret.known.includes(known))];
  });
  return candidates;
}

function nearest(candidates: Candidate[], index: number, names: string[]): Candidate | undefined {
  const id = candidates[index]!;
  let best: Candidate | undefined;
  for (const step of [1, -1])
    for (let at = index + step; candidates[at] && distance(candidates[at]!, id) <= farthest; at += step) {
      const each = candidates[at]!;
      if (names.includes(each.name) && (!best || distance(each, id) < distance(best, id))) best = each;
    }
  return best;
}

const distance = (a: Candidate, b: Candidate): number => Math.max(a.start - b.end, b.start - a.end, 0);
