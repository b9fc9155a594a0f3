import { type Action, actionsOf, endOfLine } from './actions.ts';

/**
 * Takes the actions of a template out of a YAML text, so that the rest can be read: what stands in a value becomes a hole, what stands
 * alone becomes blank. Of the branches of a condition the first is kept where they hold whole objects; inside of an object none is,
 * because nobody knows which one it will be.
 */
export interface Mask {
  /** In order, without overlaps. */
  edits: Edit[];
  /** Where a template may put more. */
  inserts: Insert[];
  /** Text that is there only if a condition holds, or that is repeated. */
  conditional: Span[];
}
export interface Span {
  start: number;
  end: number;
}
/** Before the line that starts at `at`: entries of a map or items of a list, whose members start in this column. */
export interface Insert {
  at: number;
  column: number;
}
export interface Edit extends Span {
  /** The expression that the hole stands for. */
  hole?: string;
  /** Nothing but its line breaks stays: blanks would be read as an indentation. Without it and a hole, the text becomes blanks. */
  lines?: true;
}

/** `if`, `with`, `range` or `define` and what belongs to it. */
interface Block extends Span {
  open: Action;
  elses: Action[];
  /** Where the last branch ends: before its `end`. */
  inner: number;
}

export function maskOf(text: string): Mask {
  const actions = actionsOf(text);
  const mask: Mask = { edits: [], inserts: [], conditional: [] };
  const covered = new Uint8Array(text.length);
  for (const block of blocksOf(actions, text.length)) {
    if (covered[block.start]) continue;
    for (const edit of maskBlock(text, block, mask)) {
      covered.fill(1, edit.start, edit.end);
      mask.edits.push(edit);
    }
  }
  for (const action of actions) if (!covered[action.start]) mask.edits.push(...maskAction(text, action, mask));
  mask.edits = apart(mask.edits);
  return mask;
}

/** Whole lines are taken out once, however many actions they hold. */
function apart(edits: Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(edit.start, kept.at(-1)?.end ?? 0);
    if (start < edit.end) kept.push({ ...edit, start });
  }
  return kept;
}

/** In the order in which they open. */
function blocksOf(actions: Action[], length: number): Block[] {
  const blocks: Block[] = [];
  const pending: Block[] = [];
  for (const action of actions) {
    if (action.kind === 'open' || action.kind === 'define') {
      const block: Block = { open: action, elses: [], start: action.start, inner: length, end: length };
      blocks.push(block);
      pending.push(block);
    } else if (action.kind === 'else') pending.at(-1)?.elses.push(action);
    else if (action.kind === 'end') {
      const block = pending.pop();
      if (!block) continue;
      block.inner = action.start;
      block.end = action.end;
    }
  }
  return blocks;
}

/** What of a block is taken out as one piece. */
function maskBlock(text: string, block: Block, mask: Mask): Edit[] {
  const { open, elses, start, inner, end } = block;
  if (open.kind === 'define') return [lines(text, start, end)];
  if (!text.slice(start, end).includes('\n')) {
    if (!standsAlone(text, start, end)) return [{ start, end, hole: open.expression }];
    insert(text, start, text.slice(start, end), mask);
    return [lines(text, start, end)];
  }
  const [first, ...others] = [open, ...elses].map((action, index, all) => ({ start: action.end, end: all[index + 1]?.start ?? inner }));
  if (holdsObjects(text, first!)) {
    const kept = others.filter(branch => /^---/m.test(text.slice(branch.start, branch.end)));
    mask.conditional.push(first!, ...kept);
    return others.filter(branch => !kept.includes(branch)).map(branch => lines(text, branch.start, branch.end));
  }
  mask.inserts.push({ at: startOfLine(text, start), column: columnOfContent(text, first!) });
  if (others.length > 0) return [lines(text, start, end)];
  mask.conditional.push(first!);
  return [];
}

const holdsObjects = (text: string, { start, end }: Span): boolean => /^(?:apiVersion|kind)[ \t]*:/m.test(text.slice(start, end));

/** Where the members of what a block adds start: its first line says. */
function columnOfContent(text: string, { start, end }: Span): number {
  for (let at = endOfLine(text, start) + 1; at < end; at = endOfLine(text, at) + 1) {
    const line = text.slice(at, endOfLine(text, at));
    const column = line.search(/\S/);
    if (column < 0) continue;
    if (!line.startsWith('{{', column)) return column;
    const indent = indentOf(line);
    if (indent !== undefined) return indent;
  }
  return start - startOfLine(text, start);
}

const indentOf = (expression: string): number | undefined => {
  const indent = /\bn?indent\s+(\d{1,3})\b/.exec(expression)?.[1];
  return indent === undefined ? undefined : Number(indent);
};

function maskAction(text: string, { kind, start, end, expression }: Action, mask: Mask): Edit[] {
  const alone = standsAlone(text, start, end);
  if (kind !== 'output') return [alone ? lines(text, start, end) : { start, end }];
  if (alone) {
    insert(text, start, expression, mask);
    return [lines(text, start, end)];
  }
  const key = /^[ \t]*(?:- +)*[\w./-]+:[ \t]*$/.test(text.slice(startOfLine(text, start), start));
  const column = indentOf(expression);
  if (key && column !== undefined && text.slice(end, endOfLine(text, end)).trim() === '') {
    mask.inserts.push({ at: endOfLine(text, end) + 1, column });
    return [{ start, end }];
  }
  // A value that follows its key without a blank is none in YAML; the template may bring a line break of its own.
  if (key && text[start - 1] === ':')
    return [
      { start, end: start + 1 },
      { start: start + 1, end, hole: expression },
    ];
  return [{ start, end, hole: expression }];
}

function insert(text: string, start: number, expression: string, mask: Mask): void {
  const line = startOfLine(text, start);
  mask.inserts.push({ at: line, column: indentOf(expression) ?? start - line });
}

/** The lines that an action stands alone on. */
const lines = (text: string, start: number, end: number): Edit =>
  standsAlone(text, start, end) ? { start: startOfLine(text, start), end: endOfLine(text, end), lines: true } : { start, end };

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Whether its lines hold nothing else but actions and blanks. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(startOfLine(text, start), start);
  const after = text.slice(end, endOfLine(text, end));
  return withoutActions(before) === '' && withoutActions(after) === '';
}

const withoutActions = (line: string): string => line.replace(/\{\{[^{}]*\}\}/g, '').trim();
