/** Texts that are written in base64 or hexadecimal. */
import { sextets } from '../prefilter/encoded.ts';
import type { Decoded, Stretch } from './layer.ts';

/** An encoded text: from `start` to `end` in the document. */
export interface Run extends Decoded {
  start: number;
  end: number;
  /** Nothing but text is in it, to its end, and it is no part of a longer token. */
  whole: boolean;
  encoding: 'base64' | 'hexadecimal';
  /** It is text as far as it was looked at, and goes on. */
  cut: boolean;
}

/** Encoded characters that are looked at; what is longer is data. */
export const longest = 1 << 18;
/** What is written over several lines has lines as long as that. */
const shortestLine = 32;

/** The text that begins at `at`, if it means any of `shortest` characters or more. */
export function runAt(text: string, at: number, shortest = 8): Run | undefined {
  return hexAt(text, at, shortest) ?? base64At(text, at, shortest);
}

function hexAt(text: string, at: number, shortest: number): Run | undefined {
  const pattern = /(?:[0-9a-fA-F]{2})+(?![0-9a-zA-Z+/=_])/y;
  pattern.lastIndex = at;
  const digits = pattern.exec(text.length > at + longest ? text.slice(0, at + longest) : text)?.[0];
  if (!digits || digits.length < shortest * 2) return undefined;
  let bytes = '';
  for (let i = 0; i < digits.length; i += 2) bytes += String.fromCharCode(Number.parseInt(digits.slice(i, i + 2), 16));
  const length = textLength(bytes);
  if (length < shortest) return undefined;
  const whole = length === bytes.length;
  const encoding = 'hexadecimal';
  const stretch = { inner: 0, innerLength: length, outer: at, outerLength: length * 2, per: 1, as: 2, decoded: true };
  const cut = whole && digits.length >= longest - 1;
  return { start: at, end: at + digits.length, text: bytes.slice(0, length), stretches: [stretch], whole, encoding, cut };
}

function base64At(text: string, at: number, shortest: number): Run | undefined {
  const lines = linesAt(text, at);
  const { bytes, stretches } = bytesOf(text, lines);
  const end = lines.at(-1)?.end ?? at;
  const whole = text[end] !== '.' && text[at - 1] !== '.';
  const encoding = 'base64';
  if (bytes.startsWith('\0', 1)) {
    const wide = wideText(bytes);
    return wide.length < shortest
      ? undefined
      : { start: at, end, text: wide, stretches: stretches.map(widened), whole, encoding, cut: false };
  }
  const length = textLength(bytes);
  if (length < shortest) return undefined;
  const all = length === bytes.length;
  // Lines are taken up to there; one line is taken as it is.
  const cut = all && lines.length > 1 && end - at >= longest;
  return { start: at, end, text: bytes.slice(0, length), stretches, whole: whole && all, encoding, cut };
}

interface Line {
  start: number;
  end: number;
}

/** The lines over which the run is written: as files are wrapped, or as literals that a program joins, escapes and all. */
function linesAt(text: string, at: number): Line[] {
  const lines: Line[] = [];
  const characters = /[A-Za-z0-9+/_-]+={0,2}/y;
  const wrap = /(?:(?:\\r)?\\n)?["'`]?[ \t]*(?:[+.\\,&]|\|\|)?[ \t]*\r?\n[ \t]*(?:[+.&][ \t]*)?["'`]?|(?:\\r)?\\n/y;
  let width = 0;
  for (let from = at; from - at < longest; ) {
    characters.lastIndex = from;
    const found = characters.exec(text)?.[0];
    if (!found) break;
    const end = from + found.length;
    if (lines.length > 0) {
      const last = found.length < width;
      if (found.length > width || (last && !/^(?:$|[\s"'`\\,;)<])/.test(text.slice(end, end + 1)))) break;
    }
    lines.push({ start: from, end });
    width ||= found.length;
    if (found.endsWith('=') || found.length < width || width < shortestLine) break;
    wrap.lastIndex = end;
    const gap = wrap.exec(text)?.[0];
    if (!gap) break;
    from = end + gap.length;
  }
  return lines;
}

/** As a string with a character for each byte. Groups of four characters that a line's end divides are stretches of their own. */
function bytesOf(text: string, lines: Line[]): { bytes: string; stretches: Stretch[] } {
  let bytes = '';
  const stretches: Stretch[] = [];
  let group: number[] = [];
  let groupAt = 0;
  const add = (decoded: string, outer: number, end: number, as: number): void => {
    stretches.push({ inner: bytes.length, innerLength: decoded.length, outer, outerLength: end - outer, per: 3, as, decoded: true });
    bytes += decoded;
  };
  for (const [number, { start, end }] of lines.entries()) {
    let at = start;
    if (group.length === 0) {
      const whole = wholeGroups(text, start, end);
      if (whole > start) add(atob(text.slice(start, whole).replaceAll('-', '+').replaceAll('_', '/')), start, whole, 4);
      at = whole;
    }
    for (; at < end; at++) {
      const value = sextets[text.charCodeAt(at)]!;
      if (group.length === 0) groupAt = at;
      if (value < 64) group.push(value);
      const last = number === lines.length - 1 && at === end - 1;
      if (group.length < 4 && !last) continue;
      // A group that goes over a line's end stands as a whole.
      add(decode(group), groupAt, at + 1, Math.max(4, at + 1 - groupAt));
      group = [];
      if (at + 1 < end) {
        const whole = wholeGroups(text, at + 1, end);
        if (whole > at + 1)
          add(
            atob(
              text
                .slice(at + 1, whole)
                .replaceAll('-', '+')
                .replaceAll('_', '/'),
            ),
            at + 1,
            whole,
            4,
          );
        at = whole - 1;
      }
    }
  }
  return { bytes, stretches };
}

/** The end of the last group of four that is whole and not padded. */
function wholeGroups(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && text[last - 1] === '=') last--;
  return start + Math.floor((last - start) / 4) * 4;
}

function decode([a = 0, b = 0, c, d]: number[]): string {
  let bytes = String.fromCharCode((a << 2) | (b >> 4));
  if (c !== undefined) bytes += String.fromCharCode(((b & 15) << 4) | (c >> 2));
  if (c !== undefined && d !== undefined) bytes += String.fromCharCode(((c & 3) << 6) | d);
  return bytes;
}

/** How far it is text: up to a byte that no text has. Beyond ASCII it must be UTF-8 as a whole. */
function textLength(bytes: string): number {
  const control = bytes.search(/[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/);
  const length = control < 0 ? bytes.length : control;
  const beyond = bytes.slice(0, length).search(/[\x80-\xff]/);
  if (beyond < 0) return length;
  return utf8(bytes.slice(0, length)) === undefined ? beyond : length;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** What bytes mean, a character for each; undefined where they are no UTF-8. */
export function utf8(bytes: string): string | undefined {
  try {
    const codes = new Uint8Array(bytes.length);
    for (let at = 0; at < codes.length; at++) codes[at] = bytes.charCodeAt(at);
    return strict.decode(codes);
  } catch {
    return undefined;
  }
}

/** UTF-16, little endian. */
function wideText(bytes: string): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const code = bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

/** Three characters are six bytes, which are eight characters of base64. */
const widened = (stretch: Stretch): Stretch => ({
  ...stretch,
  inner: Math.floor(stretch.inner / 2),
  innerLength: Math.ceil(stretch.innerLength / 2),
  as: stretch.as * 2,
});
