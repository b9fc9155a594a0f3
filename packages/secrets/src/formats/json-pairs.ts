import type { JsonNode, JsonObject, JsonString } from '@idlint/syntax/json';
import type { Candidate } from '../candidate.ts';
import { type Given, given } from './given.ts';

/** How a name and its value are called where they stand beside each other. */
const pairs: [name: string, value: string][] = [
  ['key', 'value'],
  ['name', 'value'],
  ['ParameterKey', 'ParameterValue'],
];

/**
 * What stands beside its name: `{ "key": "token", "value": "…" }` of a Postman collection, `{ "name": "DB_PASSWORD", "value": "…" }` of a container.
 */
export function jsonPairs(root: JsonNode): Candidate[] {
  const found: Candidate[] = [];
  visit(root, object => {
    for (const [name, value] of pairs) {
      const [called, written] = [text(object, name), text(object, value)];
      // Postman says so of a variable itself.
      const secret = text(object, 'type')?.value === 'secret';
      const candidate = called && written && given({ ...of(called.value, written), secret });
      if (candidate) found.push(candidate);
    }
  });
  return found;
}

/** Stands before a name that is a value itself. */
const named = /"(?:key|name|ParameterKey)"\s{0,8}:\s{0,8}"([^"\n]{0,60})$/;
/** From within the name to the value, with few other members between. */
const beside =
  /^([^"\n]{0,80})"\s{0,40},\s{0,40}(?:"\w{1,30}"\s{0,8}:\s{0,8}(?:"[^"\n]{0,80}"|[\w.+-]{1,20})\s{0,40},\s{0,40}){0,3}"(?:value|ParameterValue)"\s{0,8}:\s{0,8}"((?:[^"\\\n]|\\.){1,600})"/d;

/** The same, found around words of the context without a look at the rest: documents in JSON are large, and few hold such pairs. */
export function pairsAt(document: string, places: readonly number[]): Candidate[] {
  const found = new Map<number, Candidate>();
  for (const at of places) {
    const before = named.exec(document.slice(Math.max(0, at - 80), at));
    const after = before && beside.exec(document.slice(at, at + 1600));
    if (!after) continue;
    const [start, end] = after.indices![2]!;
    const candidate = given({ called: before[1]! + after[1]!, start: at + start, end: at + end, value: meaning(after[2]!) });
    if (candidate) found.set(candidate.start, candidate);
  }
  return [...found.values()];
}

function meaning(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

/** Every object, the outer ones first. */
export function visit(node: JsonNode, see: (object: JsonObject) => void): void {
  const open: JsonNode[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'object') {
      see(next);
      for (let at = next.members.length - 1; at >= 0; at--) open.push(next.members[at]!.value);
    } else if (next.kind === 'array') for (let at = next.items.length - 1; at >= 0; at--) open.push(next.items[at]!);
  }
}

export const memberOf = ({ members }: JsonObject, name: string): JsonNode | undefined =>
  members.find(({ key }) => key.value === name)?.value;

export function text(object: JsonObject, name: string): JsonString | undefined {
  const node = memberOf(object, name);
  return node?.kind === 'string' ? node : undefined;
}

export const of = (called: string, { start, end, value }: JsonString): Given => ({ called, start, end, value });
