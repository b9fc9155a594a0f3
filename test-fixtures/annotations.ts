/**
 * Squiggles drawn into files: what is found at a line stands under it, in a comment of the format where it has one, so that a fixture
 * reads as an editor shows it. The carets begin where the finding does and copy the tabs of the line above; `~` says that it goes on over
 * the next lines.
 *
 *     Action = "s3:*"
 *     #         ^^^^ error[wildcard-action]: allows every action of s3
 */

/** One finding, in UTF-16 offsets of the text without annotations. */
export interface Mark {
  start: number;
  end: number;
  level: string;
  rule: string;
  message: string;
}

const annotation = /^[ \t]*(?:#|\/\/|--|;|%|')?[ \t]*\^+~? (?:error|warning|note)\[[a-z0-9-]+\]: /;

/** The text as it is linted: without its annotation lines. */
export function withoutAnnotations(text: string): string {
  const lines = linesOf(text);
  const kept = lines.filter(({ content }) => !annotation.test(content));
  const open = lines.length > 0 && lines.at(-1)!.end === '' && kept.at(-1) !== lines.at(-1);
  return kept.map(({ content, end }, index) => content + (open && index === kept.length - 1 ? '' : end)).join('');
}

/** The text with a line under each line where something is found; the reverse of `withoutAnnotations`. */
export function withAnnotations(text: string, marks: readonly Mark[], marker: string | undefined): string {
  const sorted = [...marks].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.rule, b.rule) || compare(a.message, b.message));
  const lines = linesOf(text);
  const usual = lines[0]?.end || '\n';
  let drawn = '';
  lines.forEach(({ content, start, end }, index) => {
    const next = lines[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    const here = sorted.filter(mark => mark.start >= start && mark.start < next).map(mark => line(content, start, mark, marker));
    drawn += [content, ...here].join(end || usual) + end;
  });
  return drawn;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function line(content: string, lineStart: number, { start, end, level, rule, message }: Mark, marker: string | undefined): string {
  const column = Math.min(start - lineStart, content.length);
  const last = end - lineStart;
  const carets = '^'.repeat(Math.max(1, Math.min(last, content.length) - column)) + (last > content.length ? '~' : '');
  const blanks = content.slice(0, column).replace(/[^\t]/g, ' ');
  return `${marked(blanks, marker)}${carets} ${level}[${rule}]: ${message}`;
}

/** The marker takes the place of the first blanks; before a tab it takes no place, and where there is none it is left out. */
function marked(blanks: string, marker: string | undefined): string {
  if (!marker) return blanks;
  if (blanks.startsWith('\t')) return marker + blanks;
  const covered = blanks.slice(0, marker.length);
  return covered.length === marker.length && !covered.includes('\t') ? marker + blanks.slice(marker.length) : blanks;
}

interface Line {
  content: string;
  start: number;
  end: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [whole, content, end] = match as unknown as [string, string, string];
    if (whole === '' && (match.index > 0 || text === '')) continue;
    lines.push({ content, start: match.index, end });
  }
  return lines;
}
