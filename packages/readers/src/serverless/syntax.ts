/**
 * The variables of the Serverless Framework: `${type(params):address, fallback, …}`, one inside of the other. Offsets are of the string.
 * https://www.serverless.com/framework/docs/guides/variables
 */
export interface Variable {
  /** From `${` to after `}`. */
  start: number;
  end: number;
  /** Tried one after another. */
  sources: Source[];
}

export type Source =
  | { kind: 'literal'; value: string | number | boolean | null }
  /** `type`, in parentheses `params`, after the colon `address`; each a text that may hold variables. */
  | { kind: 'source'; type: string; params: string; address: string }
  /** A variable as a fallback: `${opt:a, ${self:b}}`. */
  | { kind: 'text'; text: string };

const opening = /\$\{(?=\s*(?:[A-Za-z]\w*(?:\(|:(?!:))|\$\{))/g;
const deepest = 20;

/** The outermost variables of a text, in order. `${AWS::Region}` and `${Name}` are CloudFormation's and none. */
export function variablesIn(text: string): Variable[] {
  const found: Variable[] = [];
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match && found.length < 1000; match = opening.exec(text)) {
    const close = closing(text, match.index + 2);
    if (close === undefined) break;
    found.push({ start: match.index, end: close + 1, sources: alternatives(text.slice(match.index + 2, close)).map(sourceOf) });
    opening.lastIndex = close + 1;
  }
  return found;
}

/** Where the brace that opened before `from` closes. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '{') {
      if (++depth > deepest) return undefined;
      at++;
    } else if (text[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}

/** Parted by commas that stand outside of quotes, parentheses and other variables. */
function alternatives(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '{' || character === '(') depth++;
    else if (character === '}' || character === ')') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function sourceOf(written: string): Source {
  const text = written.trim();
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  if (quoted) return { kind: 'literal', value: quoted[2]! };
  if (/^(?:true|false)$/.test(text)) return { kind: 'literal', value: text === 'true' };
  if (text === 'null') return { kind: 'literal', value: null };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { kind: 'literal', value: Number(text) };
  const [, type, rest] = /^([A-Za-z]\w*)(.*)$/s.exec(text) ?? [];
  if (type === undefined || rest === undefined || text.startsWith('${')) return { kind: 'text', text };
  const params = rest.startsWith('(') ? balanced(rest) : '';
  const after = rest.slice(params === '' ? 0 : params.length + 2);
  return { kind: 'source', type, params: params.trim(), address: after.replace(/^:/, '').trim() };
}

/** What stands in the parentheses that a text begins with. */
function balanced(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(1, at);
  }
  return text.slice(1);
}
