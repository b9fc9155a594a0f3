import type { Finding, Range, SourceDocument, Uri } from '@idlint/model';
import { fit } from './cells.ts';
import type { Masks } from './masks.ts';
import type { Style } from './style.ts';
import { visible } from './visible.ts';

interface Mark {
  uri: Uri;
  range: Range;
  label: string;
  /** Carets under the value at fault, dashes under the evidence. */
  sign: '^' | '-';
}

export interface FrameOptions {
  masks: Masks;
  style: Style;
  columns: number;
  document(uri: Uri): SourceDocument | undefined;
  path(uri: Uri): string;
}

/**
 * The lines of a document that a finding is about, with what is wrong under the value at fault and the first piece of evidence under
 * its own line. Empty where the document can't be read any more.
 */
export function frame(finding: Finding, options: FrameOptions): string[] {
  const [first, ...others] = finding.related;
  const marks: Mark[] = [{ uri: finding.location.uri, range: finding.location.range, label: finding.label ?? '', sign: '^' }];
  if (first) {
    const more = others.length ? ` (and ${others.length} more)` : '';
    marks.push({ uri: first.uri, range: first.range, label: first.message + more, sign: '-' });
  }
  const here = marks.filter(mark => mark.uri === finding.location.uri);
  // In the order of the file; two marks of one line share it.
  here.sort((a, b) => a.range.start.line - b.range.start.line || a.sign.localeCompare(b.sign));
  const elsewhere = marks.filter(mark => mark.uri !== finding.location.uri);
  const gutter = Math.max(...marks.map(mark => String(mark.range.start.line + 1).length), 2);
  const lines = draw(here, gutter, finding, options);
  for (const mark of elsewhere) {
    const { line, character } = mark.range.start;
    lines.push(`  ${' '.repeat(gutter)} ${options.style.dim(visible(`${options.path(mark.uri)}:${line + 1}:${character + 1}`))}`);
    lines.push(...draw([mark], gutter, finding, options));
  }
  return lines;
}

/** A keystore has no line that a person could read. */
const isBinary = (document: SourceDocument): boolean => document.text.slice(0, 8000).includes('\0');

function draw(marks: Mark[], gutter: number, { level }: Finding, { masks, style, columns, document: find }: FrameOptions): string[] {
  const document = find(marks[0]!.uri);
  if (!document || isBinary(document)) return [];
  const shown = marks.map(mark => ({ mark, line: masks.line(document, mark.range.start.line) }));
  const indent = Math.min(...shown.map(({ line }) => /^[ \t]*/.exec(line.text)![0].length));
  const lines: string[] = [];
  let previous = -1;
  for (const { mark, line } of shown) {
    const { start, end } = mark.range;
    const stop = end.line === start.line ? line.column(end.character, true) : line.text.trimEnd().length;
    const cut = fit(
      line.text.slice(indent),
      Math.max(0, line.column(start.character) - indent),
      Math.max(0, stop - indent),
      columns - gutter - 7,
    );
    const empty = `  ${' '.repeat(gutter)} ${style.dim('|')}   `;
    if (start.line !== previous) lines.push(`  ${style.dim(`${String(start.line + 1).padStart(gutter)} |`)}   ${cut.text}`);
    const under = `${mark.sign.repeat(cut.width)}${mark.label ? ` ${visible(mark.label)}` : ''}`;
    lines.push(`${empty}${' '.repeat(cut.before)}${mark.sign === '^' ? style.level(level, under) : style.dim(under)}`);
    previous = start.line;
  }
  return lines;
}
