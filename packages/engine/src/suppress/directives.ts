import type { SourceDocument } from '@idlint/model';

/** How a comment is written. */
export type CommentForm = { line: string } | { open: string; close: string };

/** One comment that silences findings, or ends that. Lines are zero-based. */
export interface Directive {
  does: 'disable' | 'enable';
  /** Rule ids as written; none: every rule. */
  rules: { id: string; start: number; end: number }[];
  /** The first and the last line that it is about. */
  from: number;
  to: number;
  reason?: string;
  owner?: string;
  /** The last day on which it holds, as written. */
  until?: string;
  /** Where it stands, in offsets of the text. */
  start: number;
  end: number;
}

const words = /idlint-(disable-next-line|disable-line|disable|enable)(?![\w-])/g;
/** Nobody writes a longer one. */
const longest = 1000;
/** Nor a longer comment before it. */
const longestComment = 5000;
/** A directive is for a line that is not farther below. */
const farthest = 50;
const ruleList = /^[ \t]*(?:[a-z][a-z0-9-]*(?:[ \t]*,[ \t]*[a-z][a-z0-9-]*)*)?/;

/** `idlint-disable-next-line RULE, RULE -- reason (owner @team, until 2027-01-31)` in the comments of a text. Never throws. */
export function directivesOf(document: SourceDocument, forms: readonly CommentForm[]): Directive[] {
  const { text } = document;
  const lines = new Lines(document);
  const directives: Directive[] = [];
  for (const match of text.matchAll(words)) {
    const line = lines.of(match.index);
    const close = commentBefore(text, lines.start(line), match.index, forms);
    if (close === undefined) continue;
    const after = match.index + match[0].length;
    const rest = upTo(close, text.slice(after, Math.min(lines.end(line), after + longest)));
    const directive: Directive = {
      does: match[1] === 'enable' ? 'enable' : 'disable',
      ...parseRest(rest, after),
      from: line,
      to: line,
      start: match.index,
      end: after + rest.trimEnd().length,
    };
    if (match[1] === 'disable-next-line') directive.from = directive.to = nextLine(text, lines, line, forms);
    else if (match[1] !== 'disable-line') directive.to = lines.count - 1;
    directives.push(directive);
  }
  return endBlocks(directives, lines.count);
}

/**
 * The closing mark of the comment that a directive stands in; '' where the line's end closes it; undefined where it stands in none.
 * @param from where its line starts
 */
function commentBefore(text: string, from: number, at: number, forms: readonly CommentForm[]): string | undefined {
  const bare = text.slice(from, at).trimEnd();
  const blocks = forms.filter(form => 'open' in form);
  for (const { open, close } of blocks) if (bare.endsWith(open)) return close;
  for (const form of forms) if ('line' in form && bare.endsWith(form.line)) return '';
  // A line of its own inside of a block comment, with or without the usual star.
  if (blocks.length === 0 || !/^\s*\*?$/.test(bare)) return undefined;
  const above = text.slice(Math.max(0, from - longestComment), from);
  return blocks.find(({ open, close }) => above.lastIndexOf(open) > above.lastIndexOf(close))?.close;
}

function upTo(close: string, rest: string): string {
  const end = close === '' ? -1 : rest.indexOf(close);
  return end < 0 ? rest : rest.slice(0, end);
}

function parseRest(rest: string, at: number): Pick<Directive, 'rules' | 'reason' | 'owner' | 'until'> {
  const list = ruleList.exec(rest)![0];
  const rules = [...list.matchAll(/[a-z][a-z0-9-]*/g)].map(({ 0: id, index }) => ({ id, start: at + index, end: at + index + id.length }));
  const dashes = rest.slice(list.length).match(/^\s*--\s*(.*)$/s);
  if (!dashes) return { rules };
  const told = dashes[1]!.trim();
  const details = told.match(/^(.*?)\s*\(([^()]*)\)$/s);
  const { owner, until, known } = detailsOf(details?.[2] ?? '');
  const reason = known ? details![1]! : told;
  return { rules, ...(reason ? { reason } : {}), ...(owner ? { owner } : {}), ...(until ? { until } : {}) };
}

/** `owner @team, until 2027-01-31`, in any order; parentheses that say something else belong to the reason. */
function detailsOf(text: string): { owner?: string; until?: string; known: boolean } {
  const found: { owner?: string; until?: string } = {};
  for (const piece of text.split(',')) {
    const [, word, value] = piece.trim().match(/^(owner|until):?\s+(\S.*)$/i) ?? [];
    if (!word) return { known: false };
    found[word.toLowerCase() as 'owner' | 'until'] = value!.trim();
  }
  return { ...found, known: true };
}

/** The next line that is not blank and holds no directive of its own, so that several can stand above one line. */
function nextLine(text: string, lines: Lines, line: number, forms: readonly CommentForm[]): number {
  for (let next = line + 1; next < Math.min(lines.count, line + farthest); next++) {
    const content = text.slice(lines.start(next), lines.end(next));
    const directive = content.search(/idlint-(disable|enable)/);
    const isDirective = directive >= 0 && commentBefore(text, lines.start(next), lines.start(next) + directive, forms) !== undefined;
    const closes = forms.some(form => 'close' in form && content.trim() === form.close);
    if (content.trim() !== '' && !closes && !isDirective) return next;
  }
  return line + 1;
}

/** A disable lasts until the enable that names its rules, or names none, or to the end of the file. */
function endBlocks(directives: Directive[], lines: number): Directive[] {
  const held: Directive[] = [];
  const enables = directives.filter(({ does }) => does === 'enable');
  for (const directive of directives) {
    if (directive.does === 'enable') continue;
    held.push(directive);
    if (directive.to !== lines - 1 || directive.from === directive.to) continue;
    const end = enables.find(enable => enable.start > directive.start && ends(enable, directive));
    if (end) directive.to = end.from;
  }
  return held;
}

const ends = (enable: Directive, disable: Directive): boolean =>
  enable.rules.length === 0 || disable.rules.some(rule => enable.rules.some(({ id }) => id === rule.id));

/** The lines of a document, without what ends them. */
class Lines {
  readonly count: number;
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
    this.count = document.lineStarts.length;
  }

  of(offset: number): number {
    return this.#document.positionAt(offset).line;
  }

  start(line: number): number {
    return this.#document.lineStarts[line]!;
  }

  end(line: number): number {
    const { text, lineStarts } = this.#document;
    let end = lineStarts[line + 1] ?? text.length;
    while (end > this.start(line) && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return end;
  }
}
