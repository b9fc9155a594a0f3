import type { Attribute, Block } from './ast.ts';
import type { Scanner } from './scanner.ts';

/**
 * Where to go on after a fault: at a line that looks like an item, told apart by its indentation from the lines of what is broken. All
 * positions are document offsets.
 */
const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const attributeStart = new RegExp(String.raw`${name}[ \t]*=(?![=>])`, 'uy');
const blockStart = new RegExp(String.raw`${name}(?:[ \t]+${name}|[ \t]*"[^"\n]*")*[ \t]*\{`, 'uy');

const startsWith = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

const nextLine = (text: string, at: number): number => {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
};

const spaces = (text: string, line: number): number => {
  let at = line;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - line;
};

/** How many spaces and tabs the line of `at` starts with. */
export const indentation = (text: string, at: number): number => spaces(text, text.lastIndexOf('\n', at - 1) + 1);

/**
 * Where to go on after the item that starts at `itemAt`, in a body whose block is indented by `header` (-1: the file's own): at the next
 * item of this body, at its closing brace, or at a block further out, for which `outdent` is set. Always on a line that starts after
 * the item does, and after all that is settled.
 */
export function recoveryPoint(s: Scanner, itemAt: number, header: number): number {
  const { text, limit, brokenAt } = s;
  const from = Math.max(itemAt, s.settled);
  const item = indentation(text, itemAt);
  let line = text.lastIndexOf('\n', brokenAt - 1) + 1;
  if (line <= from) line = nextLine(text, Math.max(brokenAt, from));
  for (; line < limit; line = nextLine(text, line)) {
    const indent = spaces(text, line);
    const at = line + indent;
    if (text.charCodeAt(at) === 125) {
      if (header >= 0 && (indent <= header || indent < item)) return at;
    } else if (indent <= item || indent <= header) {
      const block = startsWith(blockStart, text, at);
      if (block && indent <= header) s.outdent = indent;
      if (block || startsWith(attributeStart, text, at)) return at;
    }
  }
  return limit;
}

/** Goes on at the end of the line that broke. */
export function skipLine(s: Scanner): void {
  const newline = s.text.indexOf('\n', s.brokenAt);
  s.resume(newline < 0 || newline > s.limit ? s.limit : newline);
}

/**
 * An item that is still open at the end of the text: where the next one may well start, so that only this one is lost. The parser
 * may have met it as a block inside of this one (a lost `}`), or have read over it (a lost bracket or heredoc end). -1: nowhere.
 */
export function nextItem(text: string, at: number, item: Attribute | Block | undefined): number {
  const indent = indentation(text, at);
  const inside = item?.kind === 'block' ? strayBlock(text, at, item, indent) : -1;
  if (inside >= 0) return inside;
  for (let line = nextLine(text, at); line < text.length; line = nextLine(text, line)) {
    const start = line + spaces(text, line);
    if (start - line > indent) continue;
    if (startsWith(blockStart, text, start) || (item?.kind !== 'block' && startsWith(attributeStart, text, start))) return start;
  }
  return -1;
}

/** The first block in `outer` that is indented no more than it. */
function strayBlock(text: string, base: number, outer: Block, indent: number): number {
  const from = nextLine(text, base);
  const open = [outer];
  for (let block = open.pop(); block; block = open.pop()) {
    const at = base + block.start;
    if (block !== outer && at >= from && indentation(text, at) <= indent) return at;
    for (const item of block.body.items.toReversed()) if (item.kind === 'block') open.push(item);
  }
  return -1;
}
