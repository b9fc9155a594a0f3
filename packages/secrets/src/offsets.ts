/** From offsets in bytes, which the prefilter tells, to offsets in the text. */
import type { SourceDocument } from '@idlint/model';
import type { Prefilter } from './prefilter/index.ts';

const bomLength = (bytes: Uint8Array): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);

/** Gives the offset in `document.text` of each ASCII byte asked for; to be asked in ascending order. */
export function toText(document: SourceDocument, bytes: Uint8Array, prefilter: Prefilter): (offset: number) => number {
  const bom = bomLength(bytes);
  // Where U+FFFD stands, bytes may have been invalid, and only the decoder knows how many it took for one.
  const count = document.text.includes('\uFFFD') ? countDecoded : prefilter.units;
  let done = bom;
  let units = 0;
  return offset => {
    if (offset < done) [done, units] = [bom, 0];
    units += count(bytes, done, offset);
    done = offset;
    return units;
  };
}

/** Decoding may be cut before any ASCII byte. */
const countDecoded = (bytes: Uint8Array, from: number, to: number): number =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to)).length;
