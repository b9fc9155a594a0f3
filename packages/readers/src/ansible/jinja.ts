import { type Data, type Found, member, type StringData, sliceString } from '@idlint/evaluate';
import { asText, joined } from '@idlint/evaluate/arm';
import { encodeJson, partOf, through, unknownData } from '@idlint/evaluate/hcl';
import { jsonInString } from '@idlint/evaluate/json';
import type { Place } from '@idlint/model';

/** What the names in a template mean. */
export interface Variables {
  /** How many values may still be looked at. */
  budget: { left: number };
  /** As written; undefined where nobody says. */
  value(name: string): Data | undefined;
  /** The text of a file as `lookup('file', …)` finds it. */
  file(path: string, at: Place): Data;
}

const deepest = 30;

/** A value of a playbook with its `{{ … }}` put in, as far as these are plain names: nothing is computed. */
export function rendered(data: Data, variables: Variables, depth = 0): Data {
  if (depth > deepest || --variables.budget.left < 0)
    return unknownData({ code: 'limit', what: 'a value nested this deeply', at: data.at }, data.at);
  switch (data.kind) {
    case 'string':
      return renderedText(data, variables, depth);
    case 'list':
      return { ...data, items: data.items.map(item => rendered(item, variables, depth + 1)) };
    case 'map':
      return {
        ...data,
        entries: new Map(
          [...data.entries].map(([key, entry]) => [key, { key: entry.key, value: rendered(entry.value, variables, depth + 1) }]),
        ),
      };
    default:
      return data;
  }
}

const marks = /\{\{-?([\s\S]*?)-?\}\}|\{[%#]/g;

function renderedText(text: StringData, variables: Variables, depth: number): Data {
  if (!text.value.includes('{{') && !text.value.includes('{%')) return text;
  const pieces: StringData[] = [];
  let from = 0;
  for (const match of text.value.matchAll(marks)) {
    const { at } = sliceString(text, match.index, match.index + match[0].length);
    if (match[1] === undefined) return unknownData({ code: 'template', what: 'a template', at }, at);
    const value = expression(match[1].trim(), at, variables, depth);
    if (match.index === 0 && match[0].length === text.value.trimEnd().length) return value;
    if (match.index > from) pieces.push(sliceString(text, from, match.index));
    pieces.push(asText(value));
    from = match.index + match[0].length;
  }
  if (from < text.value.length) pieces.push(sliceString(text, from, text.value.length));
  return joined(pieces, text.at);
}

const unclear = (what: string, at: Place): Data => unknownData({ code: 'template', what: what.slice(0, 200), at }, at);

/** `name.part[0] | to_json`; anything else is not worked out. */
function expression(text: string, at: Place, variables: Variables, depth: number): Data {
  const [first = '', ...filters] = text.split(/\s*\|\s*(?![^(]*\))/);
  const value = operand(first.trim(), at, variables, depth);
  return filters.reduce<Data>((of, filter) => filtered(of, filter.trim(), at, text), value);
}

function filtered(of: Data, filter: string, at: Place, text: string): Data {
  const [, name] = /^([\w.]+)/.exec(filter) ?? [];
  switch (name) {
    case 'to_json':
    case 'to_nice_json':
    case 'tojson':
      return of.kind === 'unknown' ? of : encodeJson(of, at);
    case 'from_json':
      return of.kind === 'string' ? (of.encoded?.of ?? jsonInString(of).data) : unclear(text, at);
    case 'string':
    case 'trim':
    case 'default':
    case 'd':
    case 'mandatory':
      // Of a value that is known, none of these makes another.
      return of.kind === 'unknown' ? unclear(text, at) : of;
    default:
      return unclear(text, at);
  }
}

const step = /\.([A-Za-z_]\w*)|\[\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*\]/y;

function operand(text: string, at: Place, variables: Variables, depth: number): Data {
  const [, quoted] = /^(?:'([^']*)'|"[^"]*")$/.exec(text) ?? [];
  if (quoted !== undefined)
    return { kind: 'string', value: quoted, at, parts: quoted ? [{ start: 0, end: quoted.length, from: { at, map: [] } }] : [] };
  const [, path] = /^lookup\(\s*['"](?:ansible\.builtin\.)?file['"]\s*,\s*['"]([^'"]+)['"]\s*\)$/.exec(text) ?? [];
  if (path !== undefined) return variables.file(path, at);
  const [name] = /^[A-Za-z_]\w*/.exec(text) ?? [];
  if (name === undefined) return unclear(text, at);
  let found = variables.value(name);
  if (!found) return unknownData({ code: 'variable', what: text.slice(0, 200), at }, at);
  found = through(rendered(found, variables, depth + 1), at);
  step.lastIndex = name.length;
  let end = name.length;
  for (let match = step.exec(text); match; match = step.exec(text)) {
    found = part(found, match[1] ?? match[2] ?? match[3] ?? Number(match[4]), at);
    end = step.lastIndex;
  }
  return end === text.length ? found : unclear(text, at);
}

function part(of: Data, key: string | number, at: Place): Data {
  if (of.kind === 'unknown') return unknownData({ ...of.why, what: `${of.why.what}.${key}`.slice(0, 200) }, at, of.via);
  const found: Found | undefined =
    typeof key === 'number' ? (of.kind === 'list' ? of.items[key] : undefined) : of.kind === 'map' ? member(of, key) : undefined;
  return found && found.kind !== 'absent' ? partOf(of, found) : unknownData({ code: 'variable', what: String(key), at }, at);
}
