/** Documents of word processors and presentations: their text lies in pieces, often in the middle of a line, with marks between. */
import { type Decoded, Layer, type Stretch } from '../decode/layer.ts';
import type { Embedded } from './embedded.ts';

/** What Office Open XML and OpenDocument put around text; where one stands, the document may be one. */
export const officeWords = ['<w:t>', '<w:t ', '<a:t>', '<text:p'];

/** Where such documents keep it: `word/document.xml`, `ppt/slides/slide1.xml`, `content.xml`. */
const kept = /(?:^|\/)(?:word\/[\w-]{1,60}|ppt\/(?:slides|notesSlides)\/[\w-]{1,60}|content)\.xml$/;

/** A piece of text, an entity in one, or what ends a line. */
const pieces =
  /<(?:w|a):t(?:\s[^<>]{0,80})?>([^<]*)|<\/(?:w|a):p>|<(?:w:(?:br|cr|tab)|a:br|text:(?:line-break|tab))(?:\s[^<>]{0,80})?\/?>|<\/text:(?:p|h)>|<text:(?:p|h|span|s)(?:\s[^<>]{0,200})?>([^<]*)|<\/text:span>([^<]*)/g;
const entity = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,6})|#x([0-9a-fA-F]{1,5}));/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the document as a person reads it; undefined where it is none of these. */
export function officeText(uri: string, text: string): Embedded | undefined {
  if (!kept.test(uri) || !officeWords.some(word => text.includes(word))) return undefined;
  const stretches: Stretch[] = [];
  let whole = '';
  const add = (written: string, outer: number, outerLength: number): void => {
    if (written === '') return;
    const straight = written.length === outerLength;
    const [per, as] = straight ? [1, 1] : [written.length, outerLength];
    stretches.push({ inner: whole.length, innerLength: written.length, outer, outerLength, per, as, decoded: true });
    whole += written;
  };
  for (const match of text.matchAll(pieces)) {
    const written = match[1] ?? match[2] ?? match[3];
    if (written === undefined) {
      add(/:tab/.test(match[0]) ? '\t' : '\n', match.index, match[0].length);
      continue;
    }
    const from = match.index + match[0].length - written.length;
    let done = 0;
    for (const { 0: escaped, 1: name, 2: decimal, 3: hex, index } of written.matchAll(entity)) {
      add(written.slice(done, index), from + done, index - done);
      const code = Number.parseInt(decimal ?? hex ?? '32', hex ? 16 : 10);
      add(name ? entities[name]! : String.fromCharCode(code), from + index, escaped.length);
      done = index + escaped.length;
    }
    add(written.slice(done), from + done, written.length - done);
  }
  const layer = new Layer();
  layer.add({ text: whole, stretches } satisfies Decoded);
  return { layer, name: 'document.txt' };
}
