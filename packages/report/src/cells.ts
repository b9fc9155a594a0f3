import stringWidth from 'string-width';
import { visible } from './visible.ts';

/** What stands in one column of a terminal, or in two. */
interface Cell {
  text: string;
  width: number;
  /** In the line, in UTF-16 code units. */
  start: number;
}

/** A line cut to what fits, and the columns that a range of it takes there. */
export interface Fitted {
  text: string;
  /** Columns before the mark. */
  before: number;
  /** Columns under the mark; at least one. */
  width: number;
}

const tab = 4;
/** Of a line that is longer, only what is near the mark is looked at. */
const near = 400;
/** Of ASCII, Latin letters and masks, each character is a cell. What tells others apart takes longer to start than all the rest of a short run. */
const plain = /^[\t -~\u00a1-\u00ac\u00ae-\u017f…]*$/;
let graphemes: Intl.Segmenter | undefined;

/**
 * @param start,end the marked range, in UTF-16 code units of `line`
 * @param columns how wide the result may be
 */
export function fit(line: string, start: number, end: number, columns: number): Fitted {
  const from = startOfCharacter(line, Math.max(0, Math.min(start, line.length) - near));
  const to = startOfCharacter(line, Math.min(line.length, from + near * 3));
  const cells = cellsOf(line.slice(from, to), from);
  const first = Math.min(indexAt(cells, start), cells.length);
  const last = Math.max(first + 1, indexAt(cells, end));
  const whole = from === 0 && to === line.length && widthOf(cells) <= columns;
  const [left, right] = whole ? [0, cells.length] : windowAround(cells, first, last, columns);
  const cutLeft = left > 0 || from > 0;
  const cutRight = right < cells.length || to < line.length;
  const text = cells.slice(left, right).map(cell => cell.text);
  const before = (cutLeft ? 1 : 0) + widthOf(cells.slice(left, first));
  return {
    text: (cutLeft ? '…' : '') + text.join('') + (cutRight ? '…' : ''),
    before,
    width: Math.max(1, widthOf(cells.slice(first, Math.min(last, right)))),
  };
}

/** Cells [left, right) around the mark, so that two ellipses fit as well. A third of the room, at most, stands before the mark. */
function windowAround(cells: Cell[], first: number, last: number, columns: number): [number, number] {
  const room = columns - 2;
  let left = first;
  let right = first;
  let used = 0;
  const fits = (cell: Cell | undefined, limit: number) => cell !== undefined && used + cell.width <= limit;
  while (right < last && fits(cells[right], room)) used += cells[right++]!.width;
  const context = used + Math.floor((room - used) / 3);
  while (left > 0 && fits(cells[left - 1], context)) used += cells[--left]!.width;
  while (fits(cells[right], room)) used += cells[right++]!.width;
  while (left > 0 && fits(cells[left - 1], room)) used += cells[--left]!.width;
  return [left, right];
}

function cellsOf(text: string, offset: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (segment: string, index: number, widthOfOne: (shown: string) => number): void => {
    const shown = segment === '\t' ? ' '.repeat(tab - (column % tab)) : segment;
    const width = segment === '\t' ? shown.length : widthOfOne(shown);
    cells.push({ text: shown, width, start: offset + index });
    column += width;
  };
  if (plain.test(text)) for (let at = 0; at < text.length; at++) add(text[at]!, at, () => 1);
  else {
    graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    for (const { segment, index } of graphemes.segment(text))
      add(segment === '\t' ? segment : visible(segment), index, shown => Math.max(1, stringWidth(shown)));
  }
  return cells;
}

function indexAt(cells: Cell[], at: number): number {
  const index = cells.findIndex(cell => cell.start >= at);
  return index < 0 ? cells.length : index;
}

const widthOf = (cells: Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

/** Never between the two halves of a surrogate pair. */
function startOfCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
