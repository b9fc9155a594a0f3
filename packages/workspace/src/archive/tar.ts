/** Tar archives: ustar, with the long names of GNU and pax. */
import { ArchiveError, type Entry, limits } from './entries.ts';

const block = 512;

/** @throws {ArchiveError} */
export function tarEntries(archive: Uint8Array): Entry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries: Entry[] = [];
  /** What a header of its own said of the next entry. */
  let longName: string | undefined;
  let zeros = 0;
  for (let at = 0; at + block <= bytes.length; ) {
    if (bytes[at] === 0) {
      if (++zeros === 2) break;
      at += block;
      continue;
    }
    zeros = 0;
    const size = sizeIn(bytes, at);
    if (!isHeader(bytes, at) || size === undefined || at + block + size > bytes.length) throw new ArchiveError('is damaged');
    const kind = String.fromCharCode(bytes[at + 156]!);
    const data = at + block;
    if (kind === 'L') longName = textOf(bytes, data, size);
    else if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(bytes.toString('utf8', data, data + size))?.[1] ?? longName;
    else {
      const name = longName ?? nameIn(bytes, at);
      longName = undefined;
      if (kind === '0' || kind === '\0' || kind === '7') entries.push({ name, size, read: () => bytes.subarray(data, data + size) });
    }
    if (entries.length > limits.entries) throw new ArchiveError('was not unpacked: too many entries, as in a zip bomb');
    at = data + Math.ceil(size / block) * block;
  }
  return entries;
}

/** The sum of the header's bytes, with blanks in the place of the sum itself. */
function isHeader(bytes: Buffer, at: number): boolean {
  let sum = 8 * 32;
  for (let i = 0; i < block; i++) if (i < 148 || i >= 156) sum += bytes[at + i]!;
  return Number.parseInt(textOf(bytes, at + 148, 8), 8) === sum;
}

/** Octal; of large files binary, with the first bit set. */
function sizeIn(bytes: Buffer, at: number): number | undefined {
  if (bytes[at + 124]! & 0x80) return Number(bytes.readBigUInt64BE(at + 128));
  const size = Number.parseInt(textOf(bytes, at + 124, 12), 8);
  return Number.isNaN(size) ? undefined : size;
}

function nameIn(bytes: Buffer, at: number): string {
  const name = textOf(bytes, at, 100);
  const prefix = bytes.toString('latin1', at + 257, at + 262) === 'ustar' ? textOf(bytes, at + 345, 155) : '';
  return prefix ? `${prefix}/${name}` : name;
}

/** Up to the first zero byte. */
function textOf(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString('utf8', at, end < 0 || end > at + length ? at + length : end);
}
