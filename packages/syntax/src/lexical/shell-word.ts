import type { Run } from '../position-map.ts';
import { hole } from '../string-use.ts';
import { skipHole } from './string.ts';

/** One word of a command: `"a b"c$d`. */
export interface ShellWord {
  start: number;
  end: number;
  /** Quotes and backslashes undone; one `hole` for each expansion. */
  value: string;
  runs: Run[];
  /** Wholly or partly in quotes. */
  quoted: boolean;
  /** Where commands stand in it: the insides of `$(…)` and of backticks. */
  commands: { start: number; end: number }[];
}

const ends = new Set([...' \t\r\n;|&()<>']);
const holes = ['${', '$(', '$'] as const;

/** The word at `at`, which is no blank and no operator. An unclosed quote ends with its line. */
export function shellWord(text: string, at: number, end: number): ShellWord {
  const word: ShellWord = { start: at, end: at, value: '', runs: [], quoted: false, commands: [] };
  let next = at;
  while (next < end && !ends.has(text[next]!)) {
    const char = text[next]!;
    if (char === '\\') next = backslash(word, text, next, end, false);
    else if (char === "'") next = single(word, text, next, end);
    else if (char === '"') next = double(word, text, next, end);
    else if (char === '$' && text[next + 1] === "'") next = single(word, text, next + 1, end);
    else if (char === '$' || char === '`') next = expansion(word, text, next, end);
    else {
      straight(word, text, next, next + 1);
      next++;
    }
  }
  word.end = Math.max(next, at + 1);
  return word;
}

function straight(word: ShellWord, text: string, start: number, end: number): void {
  if (end <= start) return;
  const last = word.runs.at(-1);
  if (last && last.innerLength === last.outerLength && last.outer + last.outerLength === start && word.value.at(-1) !== hole) {
    last.innerLength += end - start;
    last.outerLength += end - start;
  } else word.runs.push({ inner: word.value.length, innerLength: end - start, outer: start, outerLength: end - start });
  word.value += text.slice(start, end);
}

function whole(word: ShellWord, meaning: string, start: number, end: number): void {
  if (meaning === '') return;
  word.runs.push({ inner: word.value.length, innerLength: meaning.length, outer: start, outerLength: end - start });
  word.value += meaning;
}

function backslash(word: ShellWord, text: string, at: number, end: number, quoted: boolean): number {
  const next = text[at + 1];
  if (next === undefined || at + 1 >= end) return at + 1;
  if (next === '\n') return at + 2;
  if (next === '\r' && text[at + 2] === '\n') return at + 3;
  if (quoted && !'$`"\\'.includes(next)) straight(word, text, at, at + 2);
  else whole(word, next, at, at + 2);
  return at + 2;
}

function single(word: ShellWord, text: string, at: number, end: number): number {
  word.quoted = true;
  const close = closing(text, at, end, "'");
  straight(word, text, at + 1, close);
  return Math.min(close + 1, end);
}

function double(word: ShellWord, text: string, at: number, end: number): number {
  word.quoted = true;
  const limit = closing(text, at, end, '"');
  let next = at + 1;
  while (next < limit) {
    const char = text[next]!;
    if (char === '\\') next = backslash(word, text, next, limit, true);
    else if (char === '$' || char === '`') next = expansion(word, text, next, limit);
    else {
      straight(word, text, next, next + 1);
      next++;
    }
  }
  return Math.min(Math.max(limit, next) + 1, end);
}

/** Where the quote at `at` is closed; the end of its line where it is not, or not near. */
function closing(text: string, at: number, end: number, quote: string): number {
  const limit = Math.min(end, at + 10_000);
  let next = at + 1;
  while (next < limit && text[next] !== quote) {
    if (quote === '"' && text[next] === '\\') next += 2;
    else next = quote === '"' ? skipHole(text, next, limit, ['$('], true) : next + 1;
  }
  if (next < limit) return next;
  const line = text.indexOf('\n', at);
  return line < 0 ? end : Math.min(line, end);
}

function expansion(word: ShellWord, text: string, at: number, end: number): number {
  if (text[at] === '`') {
    const close = text.indexOf('`', at + 1);
    if (close < 0 || close >= end) {
      straight(word, text, at, at + 1);
      return at + 1;
    }
    word.commands.push({ start: at + 1, end: close });
    whole(word, hole, at, close + 1);
    return close + 1;
  }
  const next = skipHole(text, at, end, holes, true);
  if (next === at + 1) straight(word, text, at, next);
  else {
    if (text[at + 1] === '(' && text[at + 2] !== '(') word.commands.push({ start: at + 2, end: next - 1 });
    whole(word, hole, at, next);
  }
  return next;
}
