import { type Data, hole, type StringData, type StringPart } from '@idlint/evaluate';
import type { Place } from '@idlint/model';

/**
 * What a script or a template engine puts in later: `${bucket}` (IAM's own variables have a colon: `${aws:username}`), `{{ account }}`,
 * `<ACCOUNT_ID>`, `__REGION__`. It is not known, whatever it looks like.
 */
const placeholder = /\$\{[\w.-]+\}|\{\{[^{}]*\}\}|<[A-Za-z][\w -]*>|\b__[A-Z0-9_]+__\b/g;

/** A string, or between strings `${arns}`, which puts in a value, and a directive of Terraform's templates (`%{ if last }`). */
const templated = /"(?:[^"\\\n]|\\.)*"|([$%])\{[^{}\n]{1,200}\}/g;

/** A template of JSON as JSON of the same length, in which a placeholder stands for each value that is put in. */
export const filledIn = (text: string): string =>
  text.replace(templated, (found, sign: string | undefined) => {
    if (sign === undefined) return found;
    return sign === '$' ? `"<${'x'.repeat(Math.max(found.length - 4, 0))}>"` : ' '.repeat(found.length);
  });

/** Strings with holes where their document has placeholders. */
export function withHoles(data: Data): Data {
  switch (data.kind) {
    case 'string':
      return stringWithHoles(data);
    case 'list':
      return { ...data, items: data.items.map(withHoles) };
    case 'map':
      return { ...data, entries: new Map([...data.entries].map(([key, entry]) => [key, { ...entry, value: withHoles(entry.value) }])) };
    default:
      return data;
  }
}

function stringWithHoles(data: StringData): Data {
  if (data.value.length > 5000) return data;
  const found = [...data.value.matchAll(placeholder)];
  if (found.length === 0) return data;
  if (found.length === 1 && found[0]![0].length === data.value.length)
    return { kind: 'unknown', at: data.at, why: why(data.at, found[0]![0]) };
  let value = '';
  let from = 0;
  const parts: StringPart[] = [];
  const add = (text: string, part: StringPart['from']): void => {
    if (text === '') return;
    parts.push({ start: value.length, end: value.length + text.length, from: part });
    value += text;
  };
  for (const { 0: text, index } of found) {
    add(data.value.slice(from, index), { at: data.at });
    add(hole, { hole: why(data.at, text), at: data.at });
    from = index + text.length;
  }
  add(data.value.slice(from), { at: data.at });
  return { ...data, value, parts };
}

const why = (at: Place, text: string) => ({ code: 'template' as const, what: text, at });
