import type { Secret, SourceDocument } from '@idlint/model';
import type { Places } from './copied.ts';

/** A secret, wherever in the history it stands. */
export interface FoundSecret {
  /** As it was judged where it is gravest. */
  secret: Secret;
  /** Number of a blob, then start and end in its bytes, in turn. */
  places: number[];
  /** How many objects hold it that no commit names. */
  adrift: number;
  /** The commits and tags in whose messages it stands, and where in them. */
  messages: { id: string; bytes: Uint8Array; start: number; end: number }[];
}

/** What was found so far, one entry for equal secrets. */
export class Found {
  readonly secrets: FoundSecret[] = [];
  readonly #numbers = new Map<string, number>();

  /** The places of a document's secrets, which are noted. */
  note(document: SourceDocument, secrets: readonly Secret[]): Places {
    const places: Places = [];
    for (const secret of secrets) {
      let number = this.#numbers.get(secret.fingerprint);
      if (number === undefined) {
        number = this.secrets.push({ secret, places: [], adrift: 0, messages: [] }) - 1;
        this.#numbers.set(secret.fingerprint, number);
      } else if (weight(secret) > weight(this.secrets[number]!.secret)) this.secrets[number]!.secret = secret;
      const [start, end] = bytesOf(document, secret.at.start, secret.at.end);
      places.push(number, start, end);
    }
    return places;
  }

  /** @param blob its number in the log, or -1 */
  stands(blob: number, places: Places): void {
    for (let i = 0; i < places.length; i += 3) {
      const found = this.secrets[places[i]!]!;
      if (blob < 0) found.adrift++;
      else found.places.push(blob, places[i + 1]!, places[i + 2]!);
    }
  }

  /** What stands in the message of a commit or a tag. */
  said(id: string, document: SourceDocument, secrets: readonly Secret[]): void {
    const places = this.note(document, secrets);
    for (let i = 0; i < places.length; i += 3)
      this.secrets[places[i]!]!.messages.push({ id, bytes: document.bytes, start: places[i + 1]!, end: places[i + 2]! });
  }
}

const levels = { note: 1, warning: 2, error: 3 } as const;
const sureness = { low: 0, medium: 1, high: 2 } as const;
const weight = ({ harmless, level, confidence }: Secret): number => (harmless ? 0 : levels[level ?? 'error'] * 4 + sureness[confidence]);

/** From UTF-16 offsets to bytes; all of the document where that can't be told. */
function bytesOf(document: SourceDocument, start: number, end: number): [number, number] {
  const { text, bytes } = document;
  const whole: [number, number] = [0, bytes.length];
  if (start === end) return whole;
  if (text.length === bytes.length) return [start, end];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const value = Buffer.from(text.slice(start, end));
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const guess = mark + Buffer.byteLength(text.slice(0, start));
  if (guess + value.length <= bytes.length && buffer.subarray(guess, guess + value.length).equals(value))
    return [guess, guess + value.length];
  // Where bytes are no UTF-8, only the order of what is alike tells.
  const content = text.slice(start, end);
  let at = -1;
  for (let seen = text.indexOf(content); seen >= 0 && seen <= start; seen = text.indexOf(content, seen + 1))
    at = buffer.indexOf(value, at + 1);
  return at < 0 ? whole : [at, at + value.length];
}
