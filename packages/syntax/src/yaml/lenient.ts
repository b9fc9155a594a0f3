/**
 * libyaml, which most programs read YAML with, lets a flow collection or a quoted scalar go on at the indentation of what it stands in, or before
 * it. YAML 1.2 (8.1) does not, nor does the parser here: such lines are indented for it, and its offsets are taken back.
 */
import type { PositionMap } from '../position-map.ts';
import type { YamlFault, YamlNode } from './tree.ts';

export interface Indented {
  text: string;
  /** The offset in the text as it is written. */
  back(offset: number): number;
}

/** The text with such lines indented; undefined where there are none. */
export function indented(text: string): Indented | undefined {
  /** Where blanks were put in, in the text that comes out, and how many there were up to and with them. */
  const at: number[] = [];
  const until: number[] = [0];
  let out = '';
  let from = 0;
  const state: State = { depth: 0, quote: '', least: 0, block: -1 };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    const indent = indentOf(text, start, end);
    const blank = text.slice(start + indent, end).trim() === '';
    if (state.block >= 0 && !blank && indent <= state.block) state.block = -1;
    const goesOn = state.depth > 0 || state.quote !== '';
    if (goesOn && !blank && indent < state.least) {
      out += text.slice(from, start) + ' '.repeat(state.least - indent);
      from = start;
      at.push(start + until.at(-1)!);
      until.push(until.at(-1)! + state.least - indent);
    }
    if (state.block < 0 && !blank) readLine(text, start + indent, end, goesOn, indent, state);
    start = end;
  }
  if (at.length === 0) return undefined;
  return {
    text: out + text.slice(from),
    back: offset => {
      let low = 0;
      for (let high = at.length; low < high; ) {
        const middle = (low + high) >>> 1;
        if (at[middle]! <= offset) low = middle + 1;
        else high = middle;
      }
      // In the last of them, the place is where it was put in.
      return low === 0 ? offset : Math.max(at[low - 1]! - until[low - 1]!, offset - until[low]!);
    },
  };
}

interface State {
  /** Open brackets. */
  depth: number;
  quote: string;
  /** How far a line must be indented that belongs to what is open. */
  least: number;
  /** The indentation of a line that a block scalar hangs on; -1 outside of one. */
  block: number;
}

function readLine(text: string, start: number, end: number, goesOn: boolean, indent: number, state: State): void {
  let at = start;
  let column = indent;
  if (!goesOn) {
    // `- - key:`: what follows the dashes is the parent of its value.
    for (let dash = /^-[ \t]+/.exec(text.slice(at, end)); dash; dash = /^-[ \t]+/.exec(text.slice(at, end))) {
      at += dash[0].length;
      column += dash[0].length;
    }
    state.least = column + 1;
  }
  let opens = !goesOn;
  for (; at < end; at++) {
    const c = text[at]!;
    if (state.quote) {
      if (c === '\\' && state.quote === '"') at++;
      else if (c === state.quote) {
        if (c === "'" && text[at + 1] === "'") at++;
        else state.quote = '';
      }
      continue;
    }
    if (c === '#' && /[\s]/.test(text[at - 1] ?? ' ')) return;
    if (state.depth > 0) {
      if (c === '[' || c === '{') state.depth++;
      else if (c === ']' || c === '}') state.depth--;
      else if ((c === '"' || c === "'") && /[\s[{,:]/.test(text[at - 1] ?? ' ')) state.quote = c;
      continue;
    }
    if (c === ' ' || c === '\t' || c === '\r' || c === '\n') continue;
    if (opens && (c === '[' || c === '{')) state.depth++;
    else if (opens && (c === '"' || c === "'")) state.quote = c;
    else if (opens && (c === '|' || c === '>') && /^[|>][-+\d]*\s*(?:#.*)?$/.test(text.slice(at, end).trimEnd())) {
      state.block = indent;
      return;
    }
    // Tags and anchors stand before a value.
    if (opens && (c === '!' || c === '&')) {
      while (at + 1 < end && !/\s/.test(text[at + 1]!)) at++;
      continue;
    }
    opens = (c === ':' || c === '-' || c === '?') && /\s/.test(text[at + 1] ?? ' ');
  }
}

function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === ' ') at++;
  return at - start;
}

/** Takes all offsets of a tree back. */
export function takenBack(root: YamlNode, back: (offset: number) => number): void {
  const seen = new Set<YamlNode>();
  const walk = (node: YamlNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    [node.start, node.end] = [back(node.start), back(node.end)];
    if (node.tag) [node.tag.start, node.tag.end] = [back(node.tag.start), back(node.tag.end)];
    if (node.kind === 'scalar' && node.runs) node.runs = runsBack(node.runs, back);
    else if (node.kind === 'sequence') node.items.forEach(walk);
    else if (node.kind === 'map')
      for (const { key, value } of node.entries) {
        walk(key);
        walk(value);
      }
  };
  walk(root);
}

const runsBack = (runs: PositionMap, back: (offset: number) => number): PositionMap =>
  runs.map(run => {
    const outer = back(run.outer);
    return { ...run, outer, outerLength: back(run.outer + run.outerLength) - outer };
  });

export const faultsBack = (faults: YamlFault[], back: (offset: number) => number): YamlFault[] =>
  faults.map(({ start, end, message }) => ({ start: back(start), end: back(end), message }));
