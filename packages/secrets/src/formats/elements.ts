import type { Candidate } from '../candidate.ts';
import { given } from './given.ts';

/** Elements whose name another attribute, the element before or a prefix gives; the first group is the name, the second the value. */
const forms = [
  // `<property name="connection.password">…`, `<stringProp name="password">…`; Android's texts are for people.
  /<(?!string\s)[\w.:-]{1,60}\s[^<>]{0,200}?\b(?:name|key)="([^"<>]{1,120})"[^<>]{0,100}>\s{0,40}([^<>\s]{3,300})\s{0,40}<\//dg,
  // A property list.
  /<key>([^<>]{1,120})<\/key>\s{0,40}<string>([^<>\s]{3,300})<\/string>/dg,
  /<[\w-]{1,30}:(\w{3,60})>\s{0,40}([^<>\s]{3,300})\s{0,40}<\/[\w-]{1,30}:\1>/dg,
];
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What is given to a name in XML, where the name is not that of the element. */
export function elementSecrets(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const form of forms)
    for (const match of text.matchAll(form)) {
      const [start, end] = match.indices![2]!;
      const value = match[2]!.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name]!);
      const candidate = given({ called: match[1]!, start, end, value });
      if (candidate) found.push(candidate);
    }
  return found;
}
