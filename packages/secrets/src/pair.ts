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
  for (const id of candidates) {
    const secrets = pairs[id.name];
    if (!secrets || id.harmless) continue;
    const secret = candidates
      .filter(each => secrets.includes(each.name) && distance(each, id) <= farthest)
      .sort((a, b) => distance(a, id) - distance(b, id))[0];
    if (!secret || secret.related) continue;
    secret.related = [{ start: id.start, end: id.end, message: `the ${id.name} that it belongs to` }];
    secret.known = [...secret.known, ...id.known.filter(known => !secret.known.includes(known))];
  }
  return candidates;
}

const distance = (a: Candidate, b: Candidate): number => Math.max(a.start - b.end, b.start - a.end, 0);
