import type { PositionMap, Run } from '../position-map.ts';

/** Collects a scalar's meaning together with the places of its characters. Runs that go on where the last one ended are joined. */
class Meaning {
  text = '';
  runs: Run[] = [];

  straight(raw: string, start: number, end: number, outer: number): void {
    if (end <= start) return;
    const last = this.runs.at(-1);
    if (last && last.innerLength === last.outerLength && last.outer + last.outerLength === outer + start) {
      last.innerLength += end - start;
      last.outerLength += end - start;
    } else this.runs.push({ inner: this.text.length, innerLength: end - start, outer: outer + start, outerLength: end - start });
    this.text += raw.slice(start, end);
  }

  /** `meaning` stands for everything in [start, end). */
  whole(meaning: string, start: number, end: number): void {
    if (meaning === '') return;
    this.runs.push({ inner: this.text.length, innerLength: meaning.length, outer: start, outerLength: end - start });
    this.text += meaning;
  }

  /** Takes characters off the end. */
  cutTo(length: number): void {
    this.text = this.text.slice(0, length);
    while (this.runs.length > 0) {
      const last = this.runs.at(-1)!;
      if (last.inner >= length) this.runs.pop();
      else {
        const over = last.inner + last.innerLength - length;
        if (over > 0 && last.innerLength === last.outerLength) {
          last.innerLength -= over;
          last.outerLength -= over;
        }
        break;
      }
    }
  }
}

export interface ScalarText {
  text: string;
  runs: PositionMap;
}

const short: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const longEscape = /^(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/;

/** The meaning of a plain or quoted scalar; `raw` is inside of the quotes and starts at `outer`. Line breaks are folded. */
export function flowScalar(raw: string, outer: number, style: 'plain' | 'single' | 'double'): ScalarText {
  const out = new Meaning();
  // What blank characters at a line's end may be folded away: not those that an escape stands for.
  let solid = 0;
  let at = 0;
  while (at < raw.length) {
    const char = raw[at]!;
    if (char === '\n' || (char === '\r' && raw[at + 1] === '\n')) {
      const gap = lineGap(raw, at);
      out.cutTo(Math.max(solid, trimmedLength(out.text)));
      out.whole(gap.breaks === 1 ? ' ' : '\n'.repeat(gap.breaks - 1), outer + at, outer + gap.end);
      at = gap.end;
      solid = out.text.length;
    } else if (style === 'single' && char === "'" && raw[at + 1] === "'") {
      out.whole("'", outer + at, outer + at + 2);
      at += 2;
    } else if (style === 'double' && char === '\\') {
      at = escaped(raw, at, outer, out);
      solid = out.text.length;
    } else {
      const end = nextSpecial(raw, at, style);
      out.straight(raw, at, end, outer);
      at = end;
    }
  }
  return out;
}

function nextSpecial(raw: string, at: number, style: 'plain' | 'single' | 'double'): number {
  let end = at + 1;
  while (end < raw.length) {
    const code = raw.charCodeAt(end);
    if (code === 10 || code === 13 || (code === 39 && style === 'single') || (code === 92 && style === 'double')) break;
    end++;
  }
  return end;
}

/** The line breaks from `at` on, with the blanks around them. */
function lineGap(raw: string, at: number): { breaks: number; end: number } {
  let breaks = 0;
  let end = at;
  for (;;) {
    let next = end;
    while (raw[next] === ' ' || raw[next] === '\t' || (raw[next] === '\r' && raw[next + 1] === '\n')) next++;
    if (raw[next] !== '\n') return { breaks, end: next };
    breaks++;
    end = next + 1;
  }
}

function escaped(raw: string, at: number, outer: number, out: Meaning): number {
  const long = longEscape.exec(raw.slice(at + 1, at + 10))?.[0];
  if (long) {
    const code = Number.parseInt(long.slice(1), 16);
    const end = at + 1 + long.length;
    out.whole(code <= 0x10ffff ? String.fromCodePoint(code) : raw.slice(at, end), outer + at, outer + end);
    return end;
  }
  const next = raw[at + 1];
  if (next === '\n' || (next === '\r' && raw[at + 2] === '\n')) {
    const { breaks, end } = lineGap(raw, at + 1);
    if (breaks > 1) out.whole('\n'.repeat(breaks - 1), outer + at, outer + end);
    return end;
  }
  const meaning = next === undefined ? undefined : short[next];
  const end = Math.min(at + 2, raw.length);
  out.whole(meaning ?? raw.slice(at, end), outer + at, outer + end);
  return end;
}

const trimmedLength = (text: string): number => {
  let length = text.length;
  while (length > 0 && (text[length - 1] === ' ' || text[length - 1] === '\t')) length--;
  return length;
};

/** A line of a block scalar: where its text starts after the indentation, where it ends, and where the next one starts. */
interface Line {
  start: number;
  end: number;
  next: number;
}

/** The meaning of a block scalar; `raw` starts with its `|` or `>` at `outer`. `indent`: how many columns the content is indented. */
export function blockScalar(raw: string, outer: number, indent: number): ScalarText {
  const out = new Meaning();
  const header = /^([|>])[-+\d]*/.exec(raw)?.[0] ?? '|';
  const keep = header.includes('+');
  const lines = linesOf(raw, indent);
  let filled = lines.length;
  while (filled > 0 && lines[filled - 1]!.end === lines[filled - 1]!.start) filled--;
  if (header[0] === '>') folded(raw, outer, lines.slice(0, filled), out);
  else literal(raw, outer, lines.slice(0, filled), out);
  const length = out.text.length;
  if (filled > 0 && !header.includes('-')) lineBreak(raw, outer, lines[filled - 1]!, out);
  if (keep) for (const line of lines.slice(filled)) lineBreak(raw, outer, line, out);
  if (header.includes('-')) out.cutTo(length);
  return out;
}

/** How far the first line with text is indented. */
export function blockIndent(raw: string): number {
  for (const { start, end } of linesOf(raw, 0)) {
    let at = start;
    while (at < end && raw[at] === ' ') at++;
    if (at < end) return at - start;
  }
  return 0;
}

function linesOf(raw: string, indent: number): Line[] {
  const lines: Line[] = [];
  let at = raw.indexOf('\n') + 1;
  if (at === 0) return lines;
  while (at < raw.length) {
    const found = raw.indexOf('\n', at);
    const next = found < 0 ? raw.length : found + 1;
    let end = found < 0 ? raw.length : found;
    if (end > at && raw[end - 1] === '\r') end--;
    let start = at;
    while (start < end && start - at < indent && raw[start] === ' ') start++;
    lines.push({ start, end, next });
    at = next;
  }
  return lines;
}

function lineBreak(raw: string, outer: number, { end, next }: Line, out: Meaning): void {
  if (next - end === 1) out.straight(raw, end, next, outer);
  else out.whole('\n', outer + end, outer + next);
}

function literal(raw: string, outer: number, lines: Line[], out: Meaning): void {
  lines.forEach((line, index) => {
    out.straight(raw, line.start, line.end, outer);
    if (index < lines.length - 1) lineBreak(raw, outer, line, out);
  });
}

/** A single line break between two lines of text becomes a space; beside a line that starts with a blank, every break stays. */
function folded(raw: string, outer: number, lines: Line[], out: Meaning): void {
  const isBlank = (line: Line) => line.start === line.end;
  const isSpaced = (line: Line) => raw[line.start] === ' ' || raw[line.start] === '\t';
  let previous: Line | undefined;
  let gap: Line[] = [];
  for (const line of lines) {
    if (isBlank(line)) {
      gap.push(line);
      continue;
    }
    if (!previous) for (const blank of gap) lineBreak(raw, outer, blank, out);
    else if (isSpaced(previous) || isSpaced(line)) for (const broken of [previous, ...gap]) lineBreak(raw, outer, broken, out);
    else if (gap.length === 0) out.whole(' ', outer + previous.end, outer + previous.next);
    else for (const blank of gap) lineBreak(raw, outer, blank, out);
    out.straight(raw, line.start, line.end, outer);
    previous = line;
    gap = [];
  }
}
