import { type Data, hole, type StringData, type StringPart } from '@idlint/evaluate';
import type { Place } from '@idlint/model';

/**
 * What a script or a template engine puts in later: `${bucket}` (IAM's own variables have a colon: `${aws:username}`), `{{ account }}`,
 * `<ACCOUNT_ID>`, `__REGION__`. It is not known, whatever it looks like.
 */
const placeholder = /\$\{[\w.-]+\}|\{\{[^{}]*\}\}|<[A-Za-z][\w -]*>|\b__[A-Z0-9_]+__\b/g;

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
