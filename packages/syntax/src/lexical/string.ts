import type { Hole, StringForm } from './language.ts';
import type { StringShape } from './token.ts';

/**
 * How far a string that may span lines is followed when it does not end: an apostrophe in a text that idlint takes for program code must
 * not swallow the rest of the file.
 */
const farthest = { quoted: 10_000, marked: 200_000 };
const farthestHole = 2_000;

/** The string of this form whose opening stands at `at`. Where its end is missing it ends with its line. */
export function scanString(text: string, at: number, end: number, form: StringForm): StringShape {
  const contentStart = at + form.open.length;
  const limit = form.lines ? Math.min(end, contentStart + (form.open.length > 1 ? farthest.marked : farthest.quoted)) : end;
  const shape = (contentEnd: number, after: number): StringShape => ({
    contentStart,
    contentEnd,
    end: after,
    escape: form.escape,
    ...(form.escape === 'doubled' ? { quote: form.close } : {}),
    ...(form.holes ? { holes: form.holes } : {}),
    ...(form.drops ? { drops: true } : {}),
  });
  let lineEnd = -1;
  let next = contentStart;
  while (next < limit) {
    const code = text.charCodeAt(next);
    if (code === 10 || code === 13) {
      if (lineEnd < 0) lineEnd = next;
      if (!form.lines && !text.startsWith(form.close, next)) return shape(next, next);
    }
    if (text.startsWith(form.close, next)) {
      if (form.escape === 'doubled' && text.startsWith(form.close, next + form.close.length)) {
        next += 2 * form.close.length;
        continue;
      }
      // Of four quotes at the end of a triple-quoted string, the first belongs to it.
      if (form.close.length === 3) while (text.startsWith(form.close, next + 1)) next++;
      return shape(next, next + form.close.length);
    }
    const keeps = code === 92 ? form.escape === 'backslash' || form.escape === 'kept' : code === 96 && form.escape === 'backtick';
    const after = form.holes ? skipHole(text, next, limit, form.holes, form.lines === true) : next + 1;
    // Swift's hole begins with a backslash.
    if (keeps && after === next + 1) next += text[next + 1] === '\r' ? 3 : 2;
    else next = after;
  }
  const broken = lineEnd < 0 ? Math.min(limit, end) : lineEnd;
  return shape(broken, broken);
}

const bracketed: Partial<Record<Hole, { open: string; close: string }>> = {
  '${': { open: '{', close: '}' },
  '#{': { open: '{', close: '}' },
  '{': { open: '{', close: '}' },
  '\\(': { open: '(', close: ')' },
  '$(': { open: '(', close: ')' },
};

/** The end of the hole that begins at `at`; the next character where none does. */
export function skipHole(text: string, at: number, end: number, holes: readonly Hole[], lines: boolean): number {
  for (const hole of holes) {
    if (!text.startsWith(hole, at)) continue;
    const brackets = bracketed[hole];
    if (brackets) {
      if (hole === '{' && text[at + 1] === '{') return at + 2;
      const closed = closing(text, at + hole.length, Math.min(end, at + farthestHole), brackets.open, brackets.close, lines);
      if (closed > 0) return closed;
    } else {
      const name = /^\$(?:[A-Za-z_]\w*|[0-9@*#?!$-])/.exec(text.slice(at, at + 100));
      if (name) return at + name[0].length;
    }
  }
  return at + 1;
}

/** After the bracket that closes what is open at `at`, strings passed over; -1 where it is missing. */
function closing(text: string, at: number, end: number, open: string, close: string, lines: boolean): number {
  let depth = 1;
  for (let next = at; next < end; next++) {
    const char = text[next]!;
    if (char === '\\') next++;
    else if (char === '\n' && !lines) return -1;
    else if (char === open) depth++;
    else if (char === close) {
      if (--depth === 0) return next + 1;
    } else if (char === '"' || char === "'") {
      const quote = quoteEnd(text, next, end);
      if (quote > 0) next = quote;
    }
  }
  return -1;
}

function quoteEnd(text: string, at: number, end: number): number {
  for (let next = at + 1; next < end && text[next] !== '\n'; next++) {
    if (text[next] === '\\') next++;
    else if (text[next] === text[at]) return next;
  }
  return -1;
}
