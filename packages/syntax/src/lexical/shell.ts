import type { Run } from '../position-map.ts';
import type { StringRole, StringUse } from '../string-use.ts';
import { type ShellWord, shellWord } from './shell-word.ts';
import { special } from './special.ts';

/** After these a new command begins. */
const reserved = new Set('if then else elif do while until ! time { sudo exec'.split(' '));
const assignment = /^([A-Za-z_][A-Za-z0-9_.-]*)(?:\[[^\]]*\])?\+?=/;
const option = /^(--?[A-Za-z][\w.-]*)=/;
const deepest = 4;

/**
 * The words of shell commands that are no command and no option, with what they are there for: `NAME=x` is assigned wherever it stands
 * (`export NAME=x`, `docker run -e NAME=x`), others are arguments with the option before them.
 */
export function shellUses(text: string, start = 0, end = text.length): StringUse[] {
  const uses: StringUse[] = [];
  commands(text, start, Math.min(end, text.length), uses, 0);
  return uses;
}

/** What is known of the command that is being read. */
interface Command {
  callee: string;
  index: number;
  label?: string;
  after?: string;
}

function commands(text: string, start: number, end: number, uses: StringUse[], depth: number): void {
  let command: Command = { callee: '', index: 0 };
  let bodyEnd = 0;
  // As in the tokenizer: a heredoc that does not end is searched for in all of the text.
  let heredocs = 50;
  let at = start;
  while (at < end) {
    const char = text[at]!;
    if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else if (char === '\n' || ';|&()'.includes(char)) {
      command = { callee: '', index: 0 };
      // The lines of a heredoc follow the line that opens it.
      at = char === '\n' ? Math.max(at + 1, Math.min(bodyEnd, end)) : at + 1;
    } else if (char === '#') {
      const line = text.indexOf('\n', at);
      at = line < 0 ? end : line;
    } else if (char === '<' || char === '>') {
      const body = heredocs > 0 && text.startsWith('<<', at) && text[at + 2] !== '<' ? special['shell-heredoc'](text, at, end) : undefined;
      if (body) {
        const { contentStart, contentEnd } = body;
        uses.push({ start: contentStart, end: contentEnd, value: text.slice(contentStart, contentEnd), role: { is: 'other' } });
        bodyEnd = body.end;
        at = at + /^<<[-~]?[ \t]*\\?["']?\w+["']?/.exec(text.slice(at, at + 80))![0].length;
      } else {
        if (text[at + 1] === '<') heredocs--;
        command.label = char;
        at++;
      }
    } else {
      const word = shellWord(text, at, end);
      at = word.end;
      if (depth < deepest) for (const inner of word.commands) commands(text, inner.start, inner.end, uses, depth + 1);
      at = read(text, word, command, end, uses);
    }
  }
}

/** Takes a word for what it is, and gives where to go on. */
function read(text: string, word: ShellWord, command: Command, end: number, uses: StringUse[]): number {
  const flag = option.exec(word.value);
  const value = flag ? cut(word, flag[0].length) : word;
  const given = assignment.exec(value.value);
  if (given && !(word.quoted && word.runs[0]?.outer !== word.start && !flag && !command.callee)) {
    const role: StringRole = { is: 'assigned', name: given[1]!, at: value.start };
    if (text[word.end] === '(' && value.value.length === given[0].length) return list(text, word.end + 1, end, role, uses);
    uses.push(use(cut(value, given[0].length), role));
  } else if (!command.callee) {
    if (!reserved.has(word.value)) command.callee = word.value;
  } else if (!flag && /^--?[A-Za-z]/.test(word.value) && !word.quoted && !word.value.includes(' ')) {
    command.label = word.value;
    return word.end;
  } else uses.push(use(value, argument(command, flag?.[1])));
  if (command.callee && !given) {
    if (uses.at(-1)?.start === value.start) command.index++;
    command.after = value.value.slice(0, 100);
  }
  delete command.label;
  return word.end;
}

function argument({ callee, index, label, after }: Command, flag: string | undefined): StringRole {
  if (callee === '[' || callee === '[[' || callee === 'test') return { is: 'compared' };
  const called = flag ?? label;
  const before = called === undefined && index > 0 && after !== undefined ? { after } : {};
  return {
    is: 'argument',
    callee: callee.slice(callee.lastIndexOf('/') + 1),
    index,
    ...(called === undefined ? {} : { label: called }),
    ...before,
  };
}

/** `NAME=(a b)` */
function list(text: string, start: number, end: number, role: StringRole, uses: StringUse[]): number {
  let at = start;
  while (at < end && text[at] !== ')') {
    if (/\s/.test(text[at]!) || ';|&(<>'.includes(text[at]!)) at++;
    else {
      const word = shellWord(text, at, end);
      uses.push({ ...use(word, role), through: ['list'] });
      at = word.end;
    }
  }
  return at + 1;
}

/** The word without its first characters. */
function cut(word: ShellWord, length: number): ShellWord {
  const runs: Run[] = [];
  for (const run of word.runs) {
    const into = Math.max(0, length - run.inner);
    if (into >= run.innerLength) continue;
    if (into === 0 || run.innerLength !== run.outerLength) runs.push({ ...run, inner: run.inner - length + into });
    else
      runs.push({
        inner: run.inner + into - length,
        innerLength: run.innerLength - into,
        outer: run.outer + into,
        outerLength: run.outerLength - into,
      });
  }
  return { ...word, start: runs[0]?.outer ?? word.end, value: word.value.slice(length), runs };
}

function use({ start, end, value, runs }: ShellWord, role: StringRole): StringUse {
  const first = runs[0]?.outer ?? start;
  const last = runs.at(-1);
  const to = last ? last.outer + last.outerLength : Math.min(first, end);
  return runs.length <= 1 && to - first === value.length
    ? { start: first, end: to, value, role }
    : { start: first, end: to, value, runs, role };
}
