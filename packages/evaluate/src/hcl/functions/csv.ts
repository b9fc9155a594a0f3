/** One field of a row: its value, and where it stands in the text. */
export interface Cell {
  value: string;
  start: number;
  end: number;
}

/** RFC 4180, as Go's encoding/csv reads it. Undefined where quotes do not fit. */
export function csvRows(text: string): Cell[][] | undefined {
  const rows: Cell[][] = [];
  let at = 0;
  while (at < text.length) {
    // Empty lines are no rows.
    const blank = /\r?\n/y;
    blank.lastIndex = at;
    const skipped = blank.exec(text);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const row: Cell[] = [];
    for (let more = true; more; ) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
      if (!cell) return undefined;
      row.push(cell.cell);
      at = cell.next;
      more = text[at] === ',';
      if (more) at++;
    }
    at += text.startsWith('\r\n', at) ? 2 : text[at] === '\n' ? 1 : 0;
    rows.push(row);
  }
  return rows;
}

function plainCell(text: string, start: number): { cell: Cell; next: number } | undefined {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !text.startsWith('\r\n', end)) {
    if (text[end] === '"') return undefined;
    end++;
  }
  return { cell: { value: text.slice(start, end), start, end }, next: end };
}

function quotedCell(text: string, quote: number): { cell: Cell; next: number } | undefined {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') {
      at++;
      continue;
    }
    const next = at + 1;
    if (next < text.length && text[next] !== ',' && text[next] !== '\n' && !text.startsWith('\r\n', next)) return undefined;
    return {
      cell: {
        value: text
          .slice(quote + 1, at)
          .replaceAll('""', '"')
          .replaceAll('\r\n', '\n'),
        start: quote + 1,
        end: at,
      },
      next,
    };
  }
  return undefined;
}
