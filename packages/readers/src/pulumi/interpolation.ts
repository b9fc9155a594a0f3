import { type Data, type StringData, sliceString } from '@idlint/evaluate';
import { asText, joined } from '@idlint/evaluate/arm';

/** `${role.tags["owner"][0]}`: a name and the way from it. */
export interface Path {
  name: string;
  steps: (string | number)[];
}

const opening = /\$\$\{|\$\{/g;
const step = /\.([A-Za-z_$][\w$-]*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/y;

/** A path between `${` and `}`; undefined where it is none. */
function pathAt(text: string, from: number): { path: Path; end: number } | undefined {
  const first = /[A-Za-z_$][\w$-]*/y;
  first.lastIndex = from;
  const [name] = first.exec(text) ?? [];
  if (name === undefined) return undefined;
  const steps: Path['steps'] = [];
  step.lastIndex = first.lastIndex;
  let at = first.lastIndex;
  for (let match = step.exec(text); match; match = step.exec(text)) {
    steps.push(match[1] ?? match[2]?.replace(/\\(.)/g, '$1') ?? Number(match[3]));
    at = step.lastIndex;
  }
  return text[at] === '}' ? { path: { name, steps }, end: at + 1 } : undefined;
}

/**
 * A string of a Pulumi program with what is between `${` and `}` put in; `$${` is a dollar and a brace. A string that is one path alone is
 * the value itself. https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/#interpolation
 */
export function interpolated(text: StringData, meant: (path: Path, at: StringData['at']) => Data): Data {
  if (!text.value.includes('${')) return text;
  const pieces: StringData[] = [];
  let from = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text.value); match; match = opening.exec(text.value)) {
    if (match[0] === '$${') {
      pieces.push(sliceString(text, from, match.index), sliceString(text, match.index + 1, match.index + 3));
      from = match.index + 3;
      continue;
    }
    const found = pathAt(text.value, match.index + 2);
    if (!found) continue;
    const at = sliceString(text, match.index, found.end).at;
    const value = meant(found.path, at);
    if (match.index === 0 && found.end === text.value.length) return value;
    if (match.index > from) pieces.push(sliceString(text, from, match.index));
    pieces.push(asText(value));
    from = found.end;
    opening.lastIndex = from;
  }
  if (from < text.value.length) pieces.push(sliceString(text, from, text.value.length));
  return joined(pieces, text.at);
}
