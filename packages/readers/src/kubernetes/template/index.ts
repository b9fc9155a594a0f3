import { type Data, hole, type StringData, type StringPart } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import { type Place, placeOf, type Uri, type Why } from '@idlint/model';
import { splitDocuments } from '@idlint/syntax/yaml';
import { type Edit, maskOf, type Span } from './mask.ts';
import { openingsOf, withOpenings } from './openings.ts';

/** One document of a YAML file that a template makes, as far as it can be read without rendering it. */
export interface TemplateDocument {
  segment: string;
  offset: number;
  data: Data;
  faults: { at: Place; message: string }[];
  /** Offsets in the segment: what stands there is there only if a condition holds, or is repeated. */
  conditional: Span[];
}

const templateWhy: Why = { code: 'template', what: 'a template' };

/**
 * The documents of a template, each action a hole in its value or a reason why a map may hold more. `worth` decides by the raw text
 * whether a document is read; with `whole`, their places are those of the file.
 */
export function templateDocuments(
  uri: Uri,
  text: string,
  worth: (raw: string) => boolean,
  { whole = false }: { whole?: boolean } = {},
): TemplateDocument[] {
  const { edits, inserts, conditional } = maskOf(text);
  const openings = openingsOf(flatten(text, edits), inserts);
  const parts = splitDocuments(text);
  return parts.flatMap(({ start, end }, index): TemplateDocument[] => {
    if (!worth(text.slice(start, end))) return [];
    const single = parts.length === 1;
    const segment = single || whole ? '' : String(index);
    const offset = single || whole ? 0 : start;
    const outer = masked(uri, { segment, offset }, text, single ? { start: 0, end: text.length } : { start, end }, edits);
    const [document] = yamlInString(outer);
    if (!document) return [];
    const inside = conditional.filter(span => span.start < end && span.end > start);
    return [
      {
        segment,
        offset,
        data: withOpenings(document.data, offset, openings, templateWhy),
        faults: document.faults,
        conditional: inside.map(span => ({ start: span.start - offset, end: span.end - offset })),
      },
    ];
  });
}

/** Same lengths and line breaks, each action blank or, where it is a value, a word. */
function flatten(text: string, edits: Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, hole } of edits) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, hole === undefined ? ' ' : '_'));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The text from `start` to `end`, each of its characters at its place, each action that gives a value a hole. */
function masked(
  uri: Uri,
  { segment, offset }: { segment: string; offset: number },
  text: string,
  { start, end }: Span,
  edits: Edit[],
): StringData {
  const parts: StringPart[] = [];
  let value = '';
  const add = (piece: string, from: StringPart['from']) => {
    if (piece === '') return;
    parts.push({ start: value.length, end: value.length + piece.length, from });
    value += piece;
  };
  const place = (from: number, to: number): Place => placeOf(uri, from - offset, to - offset, segment);
  let at = start;
  for (const edit of edits) {
    if (edit.end <= start || edit.start >= end) continue;
    const from = Math.max(edit.start, start);
    const to = Math.min(edit.end, end);
    add(text.slice(at, from), { at: place(at, from) });
    if (edit.lines) add(text.slice(from, to).replace(/[^\r\n]/g, ''), { at: place(from, to), map: [] });
    else if (edit.hole === undefined) add(text.slice(from, to).replace(/[^\r\n]/g, ' '), { at: place(from, to) });
    else add(hole, { hole: { code: 'template', what: shown(edit.hole), at: place(from, to) }, at: place(from, to) });
    at = to;
  }
  add(text.slice(at, end), { at: place(at, end) });
  return { kind: 'string', value, at: place(start, end), parts };
}

/** The expression, unless it is long, or could hold a secret. */
function shown(expression: string): string {
  const short = expression.replace(/\s+/g, ' ');
  return short.length > 120 || /pass|secret|token|key|credential/i.test(short) ? 'a template' : `{{ ${short} }}`;
}
