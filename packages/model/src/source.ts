/**
 * A file's path from the workspace's root, `/` between its parts, without a leading `/` and not percent-encoded. Hosts turn it into
 * a `file:` URI; inside of idlint it is the key by which a document is known.
 */
export type Uri = string;

/** Zero-based line and UTF-16 character, as in LSP 3.18. */
export interface Position {
  line: number;
  character: number;
}

/** Half-open: `end` is the first position that no longer belongs to it (LSP 3.18). */
export interface Range {
  start: Position;
  end: Position;
}

/**
 * One file as the linter sees it. Holds bytes or text and makes the other on demand: a file in which nothing is found is never
 * turned into a string. Invalid UTF-8 becomes U+FFFD; a byte order mark is dropped from the text; UTF-16 is decoded.
 */
export class SourceDocument {
  readonly uri: Uri;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;
  #lineStarts: Uint32Array | undefined;

  constructor(uri: Uri, content: Uint8Array | string) {
    this.uri = uri;
    if (typeof content === 'string') this.#text = content;
    else this.#bytes = content;
  }

  /** UTF-8 where it was made from text; otherwise the file's own bytes, whatever their encoding. */
  get bytes(): Uint8Array {
    this.#bytes ??= new TextEncoder().encode(this.#text);
    return this.#bytes;
  }

  /** Its text, from whoever has found a faster way to it. */
  know(text: string): void {
    this.#text ??= text;
  }

  /** Offsets in this string are what Places count in: UTF-16 code units. */
  get text(): string {
    this.#text ??= decode(this.#bytes!);
    return this.#text;
  }

  /** The offset at which each line starts. Lines end with `\n`, `\r\n` or a lone `\r`, as in LSP. */
  get lineStarts(): Uint32Array {
    this.#lineStarts ??= startsOfLines(this.text);
    return this.#lineStarts;
  }

  /** Offsets outside of the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const starts = this.lineStarts;
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - starts[low]! };
  }

  offsetAt({ line, character }: Position): number {
    const starts = this.lineStarts;
    if (line < 0) return 0;
    if (line >= starts.length) return this.text.length;
    const end = line + 1 < starts.length ? starts[line + 1]! : this.text.length;
    return Math.min(starts[line]! + character, end);
  }

  rangeOf(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }
}

/** So many bytes tell whether a file without a mark is UTF-16, and fewer than these tell nothing. */
const telling = 64;
const fewest = 16;

/** Which UTF-16 it is: by its mark or, as some Windows programs write it, by zeros beside each of its first characters, all of them ASCII. */
export function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zero = bytes[1] === 0 ? 1 : 0;
  if (bytes[zero] !== 0) return undefined;
  const end = Math.min(telling, bytes.length - (bytes.length % 2));
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]!;
    const isText = (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
    if (at % 2 === zero ? byte !== 0 : !isText) return undefined;
  }
  return end < fewest ? undefined : zero === 1 ? 'utf-16le' : 'utf-16be';
}

function decode(bytes: Uint8Array): string {
  const encoding = wideEncoding(bytes) ?? 'utf-8';
  decoders[encoding] ??= new TextDecoder(encoding);
  return decoders[encoding].decode(bytes);
}

/** Making one costs as much as decoding a small file. */
const decoders: Record<string, TextDecoder> = {};

function startsOfLines(text: string): Uint32Array {
  // The search for a character is the machine's own, so it is asked for each line and not for each character.
  const starts = [0];
  let lone = text.indexOf('\r');
  for (let at = text.indexOf('\n'); ; at = text.indexOf('\n', at + 1)) {
    const end = at < 0 ? text.length : at;
    for (; lone >= 0 && lone < end - (at < 0 ? 0 : 1); lone = text.indexOf('\r', lone + 1)) starts.push(lone + 1);
    if (lone === at - 1) lone = text.indexOf('\r', at);
    if (at < 0) break;
    starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}
