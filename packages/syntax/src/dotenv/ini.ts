import type { Leaf } from '../leaf.ts';
import { meaningOf } from '../lexical/meaning.ts';
import { isBlank, type Line, lineAt, skipBlanks, trimmedEnd } from './lines.ts';

/**
 * INI files of all kinds (git, AWS, pip, npm, PHP, systemd): sections, `key = value`, `key: value`, quotes around a whole value, further
 * lines that are indented. A `;` or `#` begins a comment at the start of a line or after a blank; anywhere else it belongs to the value.
 */
export function iniLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  let section: string[] = [];
  let last: Leaf | undefined;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const line = lineAt(text, at);
    at = line.next;
    const start = skipBlanks(text, line.start, line.end);
    const first = text[start];
    if (start === line.end || first === ';' || first === '#') continue;
    const header = first === '[' ? /^\[\s*([^\]"]*?)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(text.slice(start, line.end)) : null;
    if (header) {
      section = [header[1]!, ...(header[2] === undefined ? [] : [header[2]])].filter(part => part !== '');
      last = undefined;
      continue;
    }
    const separator = separatorIn(text, start, line);
    if (separator < 0) {
      // An indented line goes on with the value before it.
      if (last && start > line.start) leaves.push({ ...last, ...meaningIn(text, start, line) });
      continue;
    }
    const keyEnd = trimmedEnd(text, start, separator);
    last = {
      path: [...section, text.slice(start, keyEnd)],
      key: { start, end: keyEnd },
      ...meaningIn(text, separator + 1, line),
      string: true,
    };
    leaves.push(last);
  }
  return leaves;
}

/** The first `=`, or a colon that stands before it and is followed by a blank; `//registry/:_token=x` has its key before the `=`. */
function separatorIn(text: string, start: number, { end }: Line): number {
  let colon = -1;
  for (let at = start; at < end; at++) {
    if (text[at] === '=') return colon >= 0 ? colon : at;
    if (colon < 0 && text[at] === ':' && (at + 1 === end || isBlank(text[at + 1]))) colon = at;
  }
  return colon;
}

function meaningIn(text: string, from: number, line: Line): Pick<Leaf, 'start' | 'end' | 'value' | 'runs'> {
  const start = skipBlanks(text, from, line.end);
  const quote = text[start];
  if (start < line.end && (quote === '"' || quote === "'")) {
    const close = closing(text, start, line.end, quote);
    const rest = close < 0 ? 'x' : text.slice(close + 1, line.end).trim();
    if (rest === '' || rest[0] === ';' || rest[0] === '#') {
      const shape = { contentStart: start + 1, contentEnd: close, end: close + 1, escape: quote === '"' ? 'backslash' : 'none' } as const;
      return { start: start + 1, end: close, ...meaningOf(text, shape) };
    }
  }
  let end = start;
  while (end < line.end && !((text[end] === ';' || text[end] === '#') && end > start && isBlank(text[end - 1]))) end++;
  end = trimmedEnd(text, start, end);
  return { start, end, value: text.slice(start, end) };
}

function closing(text: string, start: number, end: number, quote: string): number {
  for (let at = start + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
