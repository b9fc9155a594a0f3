/** Where the characters around a literal of TypeScript or JavaScript tell what it is there for, no parser is needed. */

interface Span {
  start: number;
  end: number;
}

/** Attributes that say something about a field, and what people read in it. */
export const aboutField = new Set([
  'placeholder',
  'label',
  'title',
  'id',
  'name',
  'type',
  'alt',
  'autocomplete',
  'autoComplete',
  'className',
  'htmlFor',
  'data-testid',
  'aria-label',
]);

/** UTF-16 units; how far what a literal stands in is looked for. */
const farthest = 4000;
const longestLine = 1000;

/**
 * Whether a text stands in a literal that is plainly given to a name: assigned, compared, the value of an object's member, an argument or in a list
 * of them. Such a literal is no key, type or module's name, and nothing is joined to it. Where it is not plain, it may be so all the same.
 */
export function isPlainlyGiven(text: string, { start, end }: Span): boolean {
  if (isInTemplate(text, text.lastIndexOf('\n', start - 1) + 1)) return false;
  const literal = literalAround(text, start, end);
  return literal !== undefined && isGiven(text, literal, 0);
}

/** Whether a template may be open there: one was that has several lines. */
function isInTemplate(text: string, until: number): boolean {
  for (let at = text.indexOf('`'); at >= 0 && at < until; ) {
    const close = text.indexOf('`', at + 1);
    if (close < 0 || close >= until || text.slice(at, close).includes('\n')) return true;
    at = text.indexOf('`', close + 1);
  }
  return false;
}

/** The literal, with its quotes, in which something stands; undefined where its line has more in it than names, marks and other literals. */
function literalAround(text: string, from: number, to: number): Span | undefined {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  if (from - begin > longestLine) return undefined;
  for (let at = begin; at < from; at++) {
    const c = text[at]!;
    // A comment or a regular expression.
    if (c === '/') return undefined;
    if (c !== '"' && c !== "'" && c !== '`') continue;
    const end = endOfLiteral(text, at);
    if (end === undefined) return undefined;
    // In a template, what is worked out is an expression of its own.
    if (end >= to)
      return text.lastIndexOf('${', from) > Math.max(at, text.lastIndexOf('}', from - 1)) ? undefined : { start: at, end: end + 1 };
    at = end;
  }
  return undefined;
}

function endOfLiteral(text: string, open: number): number | undefined {
  const quote = text[open]!;
  for (let at = open + 1; at - open < longestLine; at++) {
    const c = text[at];
    if (c === '\n' || c === undefined) return undefined;
    if (c === quote) return at;
    if (c === '\\') at++;
  }
  return undefined;
}

/** A list may be made one text; nothing else is done with either. */
const ends = /^.(?:(?<=\])\.join\((?:"[^"\n]*"|'[^'\n]*')?\))?[ \t]*(?:[,;)\]}]|\r?\n\s*(?:[\w$})\]@]|$))/;

function isGiven(text: string, { start, end }: Span, depth: number): boolean {
  if (depth > 4 || !ends.test(text.slice(end - 1, end + 200))) return false;
  const before = text.slice(Math.max(0, start - 200), start);
  const named = /(?:([\w$]+)|(["'])[\w$.-]+\2)\s?([=:]|[=!]==?)\s?$/.exec(before);
  if (named) {
    const line = before.slice(before.lastIndexOf('\n', named.index) + 1, named.index);
    if (named[3] === ':') return isInObject(text, start - before.length + named.index);
    // What would be a type, and an attribute of a tag.
    return named[3] !== '=' || !(/\btype\s|<\w|-$/.test(line) || aboutField.has(named[1] ?? ''));
  }
  if (!/[[(,]\s*$/.test(before)) return false;
  const open = openedBefore(text, start);
  if (open === undefined) return false;
  if (text[open] === '(') return isCall(text, open);
  const close = text[open] === '[' ? closedAfter(text, end) : undefined;
  return close !== undefined && isGiven(text, { start: open, end: close + 1 }, depth + 1);
}

function isCall(text: string, open: number): boolean {
  const callee = /[\w$.]+$/.exec(text.slice(Math.max(0, open - 60), open))?.[0];
  return (
    callee !== undefined && !/^(?:require|import|if|while|switch|return|typeof|await|of|in|case|void|delete|yield|throw)$/.test(callee)
  );
}

/** Whether a member that begins there is one of an object that is given somewhere itself. A type has members too. */
function isInObject(text: string, member: number): boolean {
  for (let at = member, depth = 0; depth < 8; depth++) {
    if (!/[{,]\s*$/.test(text.slice(Math.max(0, at - 100), at))) return false;
    const open = openedBefore(text, at);
    if (open === undefined || text[open] !== '{') return false;
    const head = text.slice(Math.max(0, open - 200), open);
    if (/(?:[\w$]\(|[(,[]|\breturn|\w\s?=)\s*$/.test(head))
      return !/\b(?:type|interface|declare)\s|<[^=]*$/.test(head.slice(head.lastIndexOf('\n') + 1));
    const outer = /(?:[\w$]+|(["'])[\w$.-]+\1)\s?:\s?$/.exec(head);
    if (!outer) return false;
    at = open - head.length + outer.index;
  }
  return false;
}

/** The bracket that is open at a place. */
function openedBefore(text: string, from: number): number | undefined {
  const last = Math.max(0, from - farthest);
  for (let at = from - 1, depth = 0; at >= last; at--) {
    const c = text[at]!;
    if (c === '}' || c === ')' || c === ']') depth++;
    else if ((c === '{' || c === '(' || c === '[') && depth-- === 0) return at;
  }
  return undefined;
}

/** The bracket that closes what is open at a place. */
function closedAfter(text: string, from: number): number | undefined {
  const last = Math.min(text.length, from + farthest);
  for (let at = from, depth = 0; at < last; at++) {
    const c = text[at]!;
    if (c === '{' || c === '(' || c === '[') depth++;
    else if ((c === '}' || c === ')' || c === ']') && depth-- === 0) return at;
  }
  return undefined;
}
