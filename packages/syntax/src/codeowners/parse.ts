/** A piece of the text, in offsets of the document. */
export interface Piece {
  text: string;
  start: number;
  end: number;
}

/** One line that says whose something is. No owners: it is nobody's, whatever the lines above say. */
export interface CodeownersLine {
  pattern: Piece;
  /** `@user`, `@organisation/team` or a mail address, as written. */
  owners: Piece[];
}

export interface CodeownersFile {
  /** As in the file: the last one that matches decides. */
  lines: CodeownersLine[];
  /** Lines that GitHub passes over, each with the reason. */
  faults: { start: number; end: number; message: string }[];
}

/** GitHub does not load a larger one, in bytes. */
export const largestFile = 3 * 1024 * 1024;

/** Never throws; a line that is not valid is left out and said, as GitHub does. */
export function parse(text: string): CodeownersFile {
  const file: CodeownersFile = { lines: [], faults: [] };
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match; match = lines.exec(text)) {
    const [pattern, ...owners] = piecesOf(match[0], match.index);
    if (!pattern) continue;
    const end = owners.at(-1)?.end ?? pattern.end;
    const fault = faultOfPattern(pattern.text);
    if (fault) file.faults.push({ start: pattern.start, end: pattern.end, message: fault });
    else if (owners.every(owner => isOwner(owner.text))) file.lines.push({ pattern, owners });
    else {
      const wrong = owners.find(owner => !isOwner(owner.text))!;
      file.faults.push({ start: wrong.start, end, message: 'an owner is @user, @organisation/team or a mail address' });
    }
  }
  return file;
}

/** Words of the line, without its comment. A backslash keeps the space after it in the word. */
function piecesOf(line: string, offset: number): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line[at]!)) {
      at++;
      continue;
    }
    if (line[at] === '#') break;
    const start = at;
    while (at < line.length && !isBlank(line[at]!)) at += line[at] === '\\' ? 2 : 1;
    at = Math.min(at, line.length);
    pieces.push({ text: line.slice(start, at), start: offset + start, end: offset + at });
  }
  return pieces;
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

function faultOfPattern(pattern: string): string | undefined {
  if (pattern.startsWith('!')) return 'CODEOWNERS has no negation: a pattern can’t start with "!"';
  if (pattern.startsWith('\\#')) return 'CODEOWNERS can’t escape "#" at the start of a pattern';
  if (/(?:^|[^\\])(?:\\\\)*[[\]]/.test(pattern)) return 'CODEOWNERS has no character ranges: "[" and "]" can’t stand in a pattern';
  if (pattern.includes('***')) return 'a pattern can’t hold "***"';
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) return 'a pattern can’t end with a single "\\"';
  return undefined;
}

/** Names of GitHub: letters, digits and single hyphens; a team's slug may hold `_` and `.` too. Bots end with `[bot]`, and can't own. */
function isOwner(text: string): boolean {
  if (text.startsWith('@')) return /^@[A-Za-z0-9][A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?$/.test(text);
  return /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(text);
}
