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
