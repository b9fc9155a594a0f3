import type { Masked } from '@idlint/engine';
import type { Finding, SourceDocument, Uri } from '@idlint/model';

/** A line of a document as it may be shown, and where its UTF-16 columns went. */
export interface ShownLine {
  text: string;
  /** A column inside of a secret moves to the mask's start, or with `end` to the mask's end. */
  column(original: number, end?: boolean): number;
}

interface Span {
  start: number;
  end: number;
  mask: string;
}

/** Shorter ones are not looked for in messages: they would be found in ordinary words. */
const shortest = 8;

/** Values that are the words by which one speaks of secrets: hidden where they stand, and nowhere else. */
const ordinary = /^(?:passwords?|passphrase|credentials?|username|changeme)$/i;

/** Keeps secrets out of all that is shown: lines of documents by place, sentences by content. */
export class Masks {
  readonly #byUri = new Map<Uri, Masked[]>();
  readonly #byLine = new Map<Uri, Map<number, Masked[]>>();
  /** Many findings may stand in one long line. */
  #last: { document: SourceDocument; line: number; shown: ShownLine } | undefined;
  readonly #document: (uri: Uri) => SourceDocument | undefined;
  /** Remedies are the same over and over. */
  readonly #scrubbed = new Map<string, string>();
  #heads: ReadonlySet<string> | undefined;
  #contents: { content: string; mask: string }[] | undefined;

  constructor(secrets: Masked[], document: (uri: Uri) => SourceDocument | undefined) {
    this.#document = document;
    for (const secret of secrets) {
      const others = this.#byUri.get(secret.uri);
      if (others) others.push(secret);
      else this.#byUri.set(secret.uri, [secret]);
    }
  }

  /** @param line zero-based */
  line(document: SourceDocument, line: number): ShownLine {
    if (this.#last?.document !== document || this.#last.line !== line) this.#last = { document, line, shown: this.#shown(document, line) };
    return this.#last.shown;
  }

  #shown(document: SourceDocument, line: number): ShownLine {
    const text = lineOf(document, line);
    const spans = this.#spans(document.uri, line, text.length);
    let shown = '';
    let done = 0;
    for (const span of spans) {
      shown += text.slice(done, span.start) + span.mask;
      done = span.end;
    }
    shown += text.slice(done);
    return { text: this.scrub(shown), column: (original, end) => columnIn(spans, original, end) };
  }

  /** A sentence without the secrets that documents hold. */
  scrub(text: string): string {
    let clean = this.#scrubbed.get(text);
    if (clean !== undefined) return clean;
    clean = text;
    if (this.#mayHold(text))
      for (const { content, mask } of this.#secretContents()) if (clean.includes(content)) clean = clean.replaceAll(content, mask);
    this.#scrubbed.set(text, clean);
    return clean;
  }

  /** Whether the beginning of a secret stands in it: most sentences hold none, and there are many secrets. */
  #mayHold(text: string): boolean {
    this.#heads ??= new Set(this.#secretContents().map(({ content }) => content.slice(0, shortest)));
    if (this.#heads.size > 0)
      for (let at = 0; at + shortest <= text.length; at++) if (this.#heads.has(text.slice(at, at + shortest))) return true;
    return false;
  }

  /** A finding whose every sentence may be shown. */
  finding(finding: Finding): Finding {
    const clean = (text: string) => this.scrub(text);
    const { label, fix, suppressed } = finding;
    return {
      ...finding,
      message: clean(finding.message),
      remedy: clean(finding.remedy),
      ...(label === undefined ? {} : { label: clean(label) }),
      related: finding.related.map(related => ({ ...related, message: clean(related.message) })),
      ...(fix && {
        fix: { ...fix, title: clean(fix.title), edits: fix.edits.map(edit => ({ ...edit, text: clean(edit.text) })) },
      }),
      ...(suppressed && { suppressed: { ...suppressed, ...(suppressed.reason && { reason: clean(suppressed.reason) }) } }),
    };
  }

  /** The secrets that stand in each line. */
  #linesOf(uri: Uri): Map<number, Masked[]> {
    let lines = this.#byLine.get(uri);
    if (lines) return lines;
    lines = new Map();
    for (const secret of this.#byUri.get(uri) ?? [])
      for (let line = secret.range.start.line; line <= secret.range.end.line; line++) {
        const others = lines.get(line);
        if (others) others.push(secret);
        else lines.set(line, [secret]);
      }
    this.#byLine.set(uri, lines);
    return lines;
  }

  #spans(uri: Uri, line: number, length: number): Span[] {
    const spans: Span[] = [];
    for (const { range, mask } of this.#linesOf(uri).get(line) ?? []) {
      const start = line === range.start.line ? range.start.character : 0;
      const end = Math.min(length, line === range.end.line ? range.end.character : length);
      // The lines that follow in a key of many lines are nothing but key.
      if (start < end) spans.push({ start, end, mask: line === range.start.line ? mask : '…' });
    }
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    const merged: Span[] = [];
    for (const span of spans) {
      const last = merged.at(-1);
      if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
      else merged.push({ ...span });
    }
    return merged;
  }

  #secretContents(): { content: string; mask: string }[] {
    if (this.#contents) return this.#contents;
    const contents = new Map<string, string>();
    for (const [uri, secrets] of this.#byUri) {
      const document = this.#document(uri);
      if (!document) continue;
      for (const { range, mask } of secrets) {
        const content = document.text.slice(document.offsetAt(range.start), document.offsetAt(range.end));
        for (const each of content.split(/\r?\n/))
          if (each.trim().length >= shortest && !ordinary.test(each.trim())) contents.set(each.trim(), mask);
      }
    }
    // The longest first: one secret may be the beginning of another.
    const sorted = [...contents].sort(([a], [b]) => b.length - a.length);
    this.#contents = sorted.map(([content, mask]) => ({ content, mask }));
    return this.#contents;
  }
}

function lineOf(document: SourceDocument, line: number): string {
  const start = document.lineStarts[line];
  if (start === undefined) return '';
  return document.text.slice(start, document.lineStarts[line + 1] ?? document.text.length).replace(/[\r\n]+$/, '');
}

function columnIn(spans: Span[], original: number, end: boolean | undefined): number {
  let shift = 0;
  for (const span of spans) {
    if (original <= span.start) break;
    if (original < span.end) return span.start + shift + (end ? span.mask.length : 0);
    shift += span.mask.length - (span.end - span.start);
  }
  return original + shift;
}
