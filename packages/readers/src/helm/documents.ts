import { type Data, hole, type MapEntry, restate, type StringData, type StringPart } from '@idlint/evaluate';
import type { Piece, Source, Str } from '@idlint/evaluate/go-template';
import { type Place, placeOf, samePlace, type Uri, type Why } from '@idlint/model';
import type { Language } from './part.ts';

/** A document of what a template came to, its values at the places where the template or its helpers write them. */
export interface RenderedDocument {
  data: Data;
  faults: { at: Place; message: string }[];
}

/** More places than these, through which a value came, tell nobody anything. */
const mostVia = 6;
/** Characters of a document, from which on it is not read: no object of Kubernetes may be as large. */
const largest = 2_000_000;
/** A map may be made of thousands of pieces, of which its ends say where it stands. */
const mostPieces = 64;
/** Places in the rendered text, which is no document. */
const renderedUri = '\0rendered';

/**
 * The documents of a rendered template, of which `worth` decides by their text whether they are read. Helm takes them apart at `---`,
 * whatever follows on its line.
 */
export function documentsOf(uri: Uri, text: Str, worth: (raw: string) => boolean, { yaml, template }: Language): RenderedDocument[] {
  let trace: Trace | undefined;
  const found: RenderedDocument[] = [];
  const known = withHoles(text);
  for (const { start, end } of partsOf(known.value)) {
    const raw = known.value.slice(start, end);
    if (!worth(raw)) continue;
    if (raw.length > largest) {
      const at = placeOf(uri, 0, 0);
      const why: Why = { code: 'limit', what: 'a document of this length', at };
      found.push({ data: { kind: 'unknown', at, why }, faults: [{ at, message: why.what }] });
      continue;
    }
    trace ??= new Trace(uri, known, template.firstPiece);
    const outer: StringData = { kind: 'string', value: raw, at: placeOf(renderedUri, start, end) };
    for (const { data, faults } of yaml.yamlInString(outer))
      found.push({ data: trace.data(data), faults: faults.map(({ at, message }) => ({ at: trace!.place(at), message })) });
  }
  return found;
}

function partsOf(text: string): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(/(?:^|\n)---[ \t]*/g)) {
    parts.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  parts.push({ start, end: text.length });
  return parts.map(part => ({ start: part.start, end: trimmedEnd(text, part) })).filter(part => part.end > part.start);
}

/** What is left of a line's end that was cut through (`\r`) is no part of a document. */
function trimmedEnd(text: string, { start, end }: { start: number; end: number }): number {
  let at = end;
  while (at > start && ' \t\r\n'.includes(text[at - 1]!)) at--;
  return at < end && text[at] === '\n' ? at + 1 : at;
}

/** The text with one character for each thing that is not known. */
function withHoles(text: Str): { value: string; pieces: Piece[] } {
  const given = text.pieces ?? [{ start: 0, end: text.value.length, ...(text.from ? { from: text.from } : {}) }];
  const values: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  for (const { start, end, from } of given) {
    const last = pieces.at(-1);
    if (from?.hole && last?.from?.hole === from.hole && last.from.at === from.at) continue;
    const value = from?.hole ? hole : text.value.slice(start, end);
    values.push(value);
    pieces.push(from ? { start: length, end: length + value.length, from } : { start: length, end: length + value.length });
    length += value.length;
  }
  return { value: values.join(''), pieces };
}

/** From places in the rendered text to where it comes from. */
class Trace {
  readonly #uri: Uri;
  readonly #pieces: Piece[];
  readonly #firstPiece: Language['template']['firstPiece'];
  readonly #whole: StringData;

  constructor(uri: Uri, { value, pieces }: { value: string; pieces: Piece[] }, firstPiece: Language['template']['firstPiece']) {
    this.#uri = uri;
    this.#pieces = pieces;
    this.#firstPiece = firstPiece;
    const parts = pieces.map(({ start, end, from }): StringPart => ({ start, end, from: partFrom(from, placeOf(uri, 0, 0)) }));
    this.#whole = { kind: 'string', value, at: placeOf(uri, 0, Number.MAX_SAFE_INTEGER), parts };
  }

  /** Where [start, end) of the rendered text is written: in the template itself, as far as any of it is. */
  place({ uri, start, end }: Place): Place {
    if (uri !== renderedUri) return placeOf(uri, start, end);
    const places = this.#at(start, end).flatMap(piece => (piece.from ? [within(piece, piece.from, start, end)] : []));
    const home = places.filter(place => place.uri === this.#uri);
    const [first, ...rest] = home.length > 0 ? home : places;
    if (!first) return placeOf(this.#uri, 0, 0);
    const beside = [first, ...rest.filter(place => place.uri === first.uri)];
    return { ...first, start: Math.min(...beside.map(place => place.start)), end: Math.max(...beside.map(place => place.end)) };
  }

  data(data: Data): Data {
    const at = this.place(data.at);
    switch (data.kind) {
      case 'list':
        return { kind: 'list', at, items: data.items.map(item => this.data(item)), ...this.#open(data) };
      case 'map': {
        const entries = new Map<string, MapEntry>();
        for (const [name, { key, value }] of data.entries) entries.set(name, { key: this.place(key), value: this.data(value) });
        return { kind: 'map', at, entries, ...this.#open(data) };
      }
      case 'unknown':
        return { ...data, at, ...this.#via(data.at, at), why: this.#why(data.why, data.at) };
      case 'string':
        return this.#string(data, at);
      default:
        return { ...data, at, ...this.#via(data.at, at) };
    }
  }

  #string(data: StringData, at: Place): StringData {
    const via = this.#via(data.at, at);
    const [only, ...others] = this.#at(data.at.start, data.at.end);
    if (others.length === 0 && !data.parts && only?.from?.exact) return { kind: 'string', value: data.value, at, ...via };
    const length = data.value.length;
    const part = data.parts?.[0]?.from;
    const runs =
      part && 'at' in part && 'map' in part && part.map
        ? part.map
        : [{ inner: 0, innerLength: length, outer: data.at.start, outerLength: length }];
    const { parts } = restate(this.#whole, data.value, runs);
    return { kind: 'string', value: data.value, at, ...(parts ? { parts } : {}), ...via };
  }

  #open({ open }: { open?: Why }): { open?: Why } {
    return open ? { open: this.#why(open, open.at) } : {};
  }

  /** Why something is not known: what stands there is a hole of the template's, or the YAML has a reason of its own. */
  #why(why: Why, at: Place | undefined): Why {
    if (!at) return why;
    const place = this.place(at);
    const found = at.uri === renderedUri ? this.#at(at.start, at.end).find(piece => piece.from?.hole)?.from?.hole : undefined;
    return { ...(found ?? why), at: place };
  }

  /** What the value came through, from where the template writes it to where it is given. */
  #via({ start, end }: Place, at: Place): { via?: Place[] } {
    const via: Place[] = [];
    for (const { from } of this.#at(start, end)) {
      if (from?.hole) continue;
      for (const place of from?.via ?? [])
        if (place.end > place.start && !samePlace(place, at) && !via.some(other => samePlace(other, place))) via.push(place);
    }
    if (via.length === 0) return {};
    return { via: via.length > mostVia ? [...via.slice(0, mostVia - 1), via.at(-1)!] : via };
  }

  /** The pieces of a range; of very many, those at its ends. */
  #at(start: number, end: number): Piece[] {
    const first = this.#firstPiece(this.#pieces, start);
    const last = Math.max(first + 1, this.#firstPiece(this.#pieces, end - 1) + 1);
    if (last - first <= mostPieces) return this.#pieces.slice(first, last);
    return [...this.#pieces.slice(first, first + mostPieces / 2), ...this.#pieces.slice(last - mostPieces / 2, last)];
  }
}

function partFrom(from: Source | undefined, otherwise: Place): StringPart['from'] {
  if (!from) return { at: otherwise, map: [] };
  if (from.hole) return { hole: { ...from.hole, at: from.at }, at: from.at };
  return from.exact ? { at: from.at } : { at: from.at, map: [] };
}

function within({ start: pieceStart, end: pieceEnd }: Piece, { at, exact }: Source, start: number, end: number): Place {
  if (!exact) return at;
  const from = at.start + Math.max(0, start - pieceStart);
  return { ...at, start: from, end: Math.max(from, at.start + Math.min(end, pieceEnd) - pieceStart) };
}
