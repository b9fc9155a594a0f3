/** TOML: values under their keys, as much of them as can be read. */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { nestsDeeper } from '../depth.ts';
import type { Leaf } from '../leaf.ts';
import { meaningOf } from '../lexical/meaning.ts';

/** The parser gives up at the first fault: its line is left out, and the rest read again, so many times. */
const mostFaults = 20;
const deepest = 200;

export function tomlLeaves(text: string): Leaf[] {
  if (nestsDeeper(text, deepest)) return [];
  let readable = text;
  let result = attempt(text);
  for (let faults = 0; typeof result === 'number' && faults < mostFaults; faults++) {
    // What is missing shows only on the next line: of the two lines, the one without which the parser comes farther is at fault.
    const lines = [...(result > 0 ? [readable.lastIndexOf('\n', result - 1)] : []), result].filter(at => at >= 0);
    const tries = lines.map(at => withoutLine(readable, at)).map(without => ({ without, result: attempt(without) }));
    const best = tries.reduce((best, each) => (reach(each.result) >= reach(best.result) ? each : best));
    if (best.without === readable) break;
    readable = best.without;
    result = best.result;
  }
  return typeof result === 'number' ? [] : leavesOf(result, text);
}

/** The program, or the offset at which the parser gives up. */
function attempt(text: string): AST.TOMLProgram | number {
  try {
    return parseTOML(text, { tomlVersion: '1.1' });
  } catch (error) {
    return error instanceof ParseError ? error.index : 0;
  }
}

const reach = (result: AST.TOMLProgram | number): number => (typeof result === 'number' ? result : Number.POSITIVE_INFINITY);

/** The line of the offset made blank, at the same length; the nearest one before it that is not blank already. */
function withoutLine(text: string, offset: number): string {
  for (let end = lineEnd(text, offset); end >= 0; ) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    if (text.slice(start, end).trim() !== '') return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
    end = start - 1;
  }
  return text;
}

function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found;
}

function leavesOf(program: AST.TOMLProgram, text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const entries = (body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], path: string[]): void => {
    for (const node of body) {
      const keys = [...path, ...node.key.keys.map(key => (key.type === 'TOMLBare' ? key.name : key.value))];
      if (node.type === 'TOMLTable') entries(node.body, keys);
      else visit(node.value, keys, { start: node.key.range[0], end: node.key.range[1] });
    }
  };
  const visit = (node: AST.TOMLContentNode, path: string[], key: Leaf['key']): void => {
    if (node.type === 'TOMLArray') for (const item of node.elements) visit(item, path, key);
    else if (node.type === 'TOMLInlineTable') entries(node.body, path);
    else leaves.push({ path, ...(key ? { key } : {}), ...meaningIn(node, text) });
  };
  for (const table of program.body) entries(table.body, []);
  return leaves;
}

function meaningIn(node: AST.TOMLValue, text: string): Pick<Leaf, 'value' | 'start' | 'end' | 'runs' | 'string'> {
  const [start, end] = node.range;
  if (node.kind !== 'string') return { value: text.slice(start, end), start, end, string: false };
  const quotes = node.multiline ? 3 : 1;
  // A line break right after the opening quotes is none of the value.
  const from = start + quotes + (node.multiline ? (/^\r?\n/.exec(text.slice(start + quotes, start + quotes + 2))?.[0].length ?? 0) : 0);
  const to = Math.max(from, end - quotes);
  const read = meaningOf(text, { contentStart: from, contentEnd: to, end, escape: node.style === 'basic' ? 'backslash' : 'none' });
  if (read.value === node.value) return { ...read, start: from, end: to, string: true };
  // Where lines are joined in ways of TOML's own, the value stands as a whole.
  const runs = [{ inner: 0, innerLength: node.value.length, outer: from, outerLength: to - from }];
  return { value: node.value, start: from, end: to, runs, string: true };
}
