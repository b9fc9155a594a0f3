/** Zip archives (APPNOTE 6.3.10): their central directory, and entries that are stored or deflated. */
import { builtin } from '../builtin.ts';
import { ArchiveError, type Entry, limits } from './entries.ts';

const endSignature = 0x06054b50;
const locatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const largest32 = 0xffffffff;

interface Record {
  name: string;
  method: number;
  encrypted: boolean;
  packed: number;
  size: number;
  /** Of its local header. */
  offset: number;
}

/** @throws {ArchiveError} */
export function zipEntries(archive: Uint8Array): Entry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const records = directoryOf(bytes);
  refuseOverlap(records);
  return records
    .filter(({ name }) => !name.endsWith('/'))
    .map(record => ({ name: record.name, size: record.size, read: () => contentOf(bytes, record) }));
}

function directoryOf(bytes: Buffer): Record[] {
  let { at, count, shift } = endOf(bytes);
  if (count > limits.entries) throw new ArchiveError(`was not unpacked: ${count} entries, as in a zip bomb`);
  const records: Record[] = [];
  for (; count > 0; count--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) throw damaged();
    const [nameLength, extraLength, commentLength] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const extraAt = at + 46 + nameLength;
    if (extraAt + extraLength > bytes.length) throw damaged();
    const sizes = sizesOf(bytes, at, extraAt, extraLength);
    records.push({
      name: bytes.toString('utf8', at + 46, extraAt).replaceAll('\\', '/'),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
      ...sizes,
      offset: sizes.offset + shift,
    });
    at = extraAt + extraLength + commentLength;
  }
  return records;
}

/** Sizes and offset; of large ones the extra field 1 holds 64 bits. */
function sizesOf(bytes: Buffer, at: number, extraAt: number, extraLength: number): Pick<Record, 'packed' | 'size' | 'offset'> {
  let [packed, size, offset] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 42)];
  for (let field = extraAt; field + 4 <= extraAt + extraLength; field += 4 + bytes.readUInt16LE(field + 2)) {
    if (bytes.readUInt16LE(field) !== 1) continue;
    const end = Math.min(extraAt + extraLength, field + 4 + bytes.readUInt16LE(field + 2));
    let value = field + 4;
    const next = (): number => {
      if (value + 8 > end) throw damaged();
      value += 8;
      return Number(bytes.readBigUInt64LE(value - 8));
    };
    if (size === largest32) size = next();
    if (packed === largest32) packed = next();
    if (offset === largest32) offset = next();
    break;
  }
  return { packed, size, offset };
}

/** Where the central directory begins, how many entries it has, and how far all is shifted: a program that unpacks itself may stand before it. */
function endOf(bytes: Buffer): { at: number; count: number; shift: number } {
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= first; at--) {
    if (bytes.readUInt32LE(at) !== endSignature) continue;
    const locator = at - 20;
    if (locator >= 0 && bytes.readUInt32LE(locator) === locatorSignature) {
      const end = Number(bytes.readBigUInt64LE(locator + 8));
      if (end + 56 <= bytes.length && bytes.readUInt32LE(end) === end64Signature)
        return { at: Number(bytes.readBigUInt64LE(end + 48)), count: Number(bytes.readBigUInt64LE(end + 32)), shift: 0 };
    }
    const begins = at - bytes.readUInt32LE(at + 12);
    const shift = begins - bytes.readUInt32LE(at + 16);
    if (begins < 0 || shift < 0) throw damaged();
    return { at: begins, count: bytes.readUInt16LE(at + 10), shift };
  }
  throw damaged();
}

/** Entries that share their bytes make little of an archive and much of what is unpacked. */
function refuseOverlap(records: Record[]): void {
  const places = records.map(({ offset, packed }) => ({ offset, end: offset + packed })).sort((a, b) => a.offset - b.offset);
  for (let at = 1; at < places.length; at++)
    if (places[at]!.offset < places[at - 1]!.end) throw new ArchiveError('was not unpacked: its entries overlap, as in a zip bomb');
}

function contentOf(bytes: Buffer, { method, encrypted, packed, size, offset }: Record): Uint8Array {
  if (encrypted) throw new ArchiveError('is encrypted');
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localSignature) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packed > bytes.length) throw damaged();
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return data;
  if (method !== 8) throw new ArchiveError('is compressed in a way that idlint does not know');
  try {
    return builtin.zlib.inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new ArchiveError('was not unpacked: it is larger than it says, as in a zip bomb');
    throw damaged();
  }
}

const damaged = (): ArchiveError => new ArchiveError('is damaged');
