import { type Node, type Pattern, parsePattern } from './parse.ts';

/**
 * Patterns run by simulating their states side by side (Pike's machine): leftmost, first alternative preferred, in time that grows with
 * pattern times text, whatever the pattern.
 */
type Instruction =
  | { do: 'set'; matches: (code: number) => boolean }
  | { do: 'assert'; holds: (text: number[], at: number) => boolean }
  | { do: 'save'; slot: number }
  | { do: 'split'; first: number; second: number }
  | { do: 'jump'; to: number }
  | { do: 'match' };

export interface Regex {
  groups: (string | undefined)[];
  /** Starts and ends of the whole match and of each group, in UTF-16 units; undefined for a group that took no part. */
  exec(text: string, from?: number): (Span | undefined)[] | undefined;
}
export interface Span {
  start: number;
  end: number;
}

/** Larger programs come only from nested counted repetition. */
const largestProgram = 20_000;
/** States times characters that one search may go through. */
const mostSteps = 50_000_000;

/** Undefined where RE2 would refuse the pattern, or it is too large. */
export function compile(source: string): Regex | undefined {
  const pattern = parsePattern(source);
  const program = pattern && programOf(pattern);
  return program && { groups: pattern.groups, exec: (text, from = 0) => run(program, pattern.groups.length, text, from) };
}

function programOf({ node }: Pattern): Instruction[] | undefined {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): number => program.push(instruction) - 1;
  const compileNode = (node: Node): void => {
    if (program.length > largestProgram) return;
    switch (node.kind) {
      case 'set':
        add({ do: 'set', matches: node.matches });
        return;
      case 'assertion':
        add({ do: 'assert', holds: node.holds });
        return;
      case 'sequence':
        for (const part of node.nodes) compileNode(part);
        return;
      case 'capture':
        add({ do: 'save', slot: node.group * 2 });
        compileNode(node.node);
        add({ do: 'save', slot: node.group * 2 + 1 });
        return;
      case 'choice':
        compileChoice(node.nodes);
        return;
      case 'repeat':
        compileRepeat(node);
        return;
    }
  };
  const compileChoice = (nodes: Node[]): void => {
    const ends: number[] = [];
    for (const [index, part] of nodes.entries()) {
      const last = index === nodes.length - 1;
      const split = last ? -1 : add({ do: 'split', first: program.length + 1, second: 0 });
      compileNode(part);
      if (last) break;
      ends.push(add({ do: 'jump', to: 0 }));
      program[split] = { do: 'split', first: split + 1, second: program.length };
    }
    for (const end of ends) program[end] = { do: 'jump', to: program.length };
  };
  const compileRepeat = ({ node, least, most, greedy }: Extract<Node, { kind: 'repeat' }>): void => {
    const branch = (at: number, into: number, past: number): void => {
      program[at] = { do: 'split', first: greedy ? into : past, second: greedy ? past : into };
    };
    for (let count = 0; count < least && program.length <= largestProgram; count++) compileNode(node);
    if (most === Number.POSITIVE_INFINITY) {
      const split = add({ do: 'jump', to: 0 });
      compileNode(node);
      add({ do: 'jump', to: split });
      branch(split, split + 1, program.length);
      return;
    }
    const splits: number[] = [];
    for (let count = least; count < most && program.length <= largestProgram; count++) {
      splits.push(add({ do: 'jump', to: 0 }));
      compileNode(node);
    }
    for (const split of splits) branch(split, split + 1, program.length);
  };
  compileNode(node);
  add({ do: 'match' });
  return program.length > largestProgram ? undefined : program;
}

interface Thread {
  at: number;
  slots: (number | undefined)[];
}

function run(program: Instruction[], groups: number, text: string, from: number): (Span | undefined)[] | undefined {
  const codes: number[] = [];
  const offsets: number[] = [];
  let begin = 0;
  for (let at = 0; at < text.length; ) {
    if (at === from) begin = codes.length;
    offsets.push(at);
    const code = text.codePointAt(at)!;
    codes.push(code);
    at += code > 0xffff ? 2 : 1;
  }
  offsets.push(text.length);
  if (from >= text.length) begin = codes.length;
  let threads: Thread[] = [];
  let matched: (number | undefined)[] | undefined;
  let steps = 0;
  for (let at = begin; at <= codes.length; at++) {
    const seen = new Set<number>();
    const now: Thread[] = [];
    for (const thread of threads) follow(program, thread.at, thread.slots, codes, at, seen, now);
    if (!matched) follow(program, 0, [at], codes, at, seen, now);
    threads = [];
    for (const { at: state, slots } of now) {
      if (++steps > mostSteps) return undefined;
      const instruction = program[state]!;
      if (instruction.do === 'match') {
        matched = [slots[0], at, ...slots.slice(2)];
        break;
      }
      if (instruction.do === 'set' && at < codes.length && instruction.matches(codes[at]!)) threads.push({ at: state + 1, slots });
    }
    if (threads.length === 0 && matched) break;
  }
  if (!matched) return undefined;
  const spans: (Span | undefined)[] = [];
  for (let group = 0; group <= groups; group++) {
    const [start, end] = [matched[group * 2], matched[group * 2 + 1]];
    spans.push(start === undefined || end === undefined ? undefined : { start: offsets[start]!, end: offsets[end]! });
  }
  return spans;
}

/** Adds the states that can be reached without reading a character, best first. */
function follow(
  program: Instruction[],
  start: number,
  saved: (number | undefined)[],
  text: number[],
  at: number,
  seen: Set<number>,
  threads: Thread[],
): void {
  const pending: Thread[] = [{ at: start, slots: saved }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next.at)) continue;
    seen.add(next.at);
    const instruction = program[next.at]!;
    switch (instruction.do) {
      case 'jump':
        pending.push({ at: instruction.to, slots: next.slots });
        break;
      case 'split':
        pending.push({ at: instruction.second, slots: next.slots }, { at: instruction.first, slots: next.slots });
        break;
      case 'save': {
        const slots = [...next.slots];
        slots[instruction.slot] = at;
        pending.push({ at: next.at + 1, slots });
        break;
      }
      case 'assert':
        if (instruction.holds(text, at)) pending.push({ at: next.at + 1, slots: next.slots });
        break;
      default:
        threads.push(next);
    }
  }
}
