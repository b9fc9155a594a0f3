import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** A pack, its index or an object in it is not as git writes it. The message is a part of a sentence. */
export class PackError extends Error {}

/** Types of objects as packs number them (gitformat-pack). */
export const types = { blob: 3, offsetDelta: 6, referenceDelta: 7 } as const;

export interface Entry {
  type: number;
  /** Of what is compressed: the object, or the delta. */
  size: number;
  /** Where that starts in the pack. */
  data: number;
  /** Where it ends, at the latest. */
  end: number;
  /** Number of the entry that a delta is made from; -1 where it is none, or stands in another pack. */
  base: number;
}

const windowSize = 1024 * 1024;
const spotSize = 8 * 1024;
/** The longest that stands before an object's data: two numbers, an object id. */
const longestHead = 64;

/** One pack with its index (version 2), read from disk piece by piece. Entries are numbered by their place in the pack. */
export class Pack {
  readonly count: number;
  readonly #file: number;
  readonly #index: Buffer;
  readonly #idLength: number;
  /** Where each entry starts; one more for where the last ends. */
  readonly #offsets: Float64Array;
  /** Which place in the index an entry has. */
  readonly #inIndex: Uint32Array;
  readonly #window = windowOf();
  readonly #spot = windowOf();

  /** @param path without `.pack` and `.idx` @throws {PackError} */
  constructor(path: string, idLength: number) {
    this.#idLength = idLength;
    this.#index = contentOf(`${path}.idx`);
    const index = this.#index;
    if (index.length < 1032 + 2 * idLength || index.readUInt32BE(0) !== 0xff744f63)
      throw new PackError('its index is damaged, or of an old form');
    if (index.readUInt32BE(4) !== 2) throw new PackError(`its index has version ${index.readUInt32BE(4)}`);
    this.count = index.readUInt32BE(8 + 4 * 255);
    if (index.length < 1032 + (idLength + 8) * this.count + 2 * idLength) throw new PackError('its index is cut off');
    this.#file = opened(`${path}.pack`);
    try {
      const size = fstatSync(this.#file).size;
      const head = this.#read(0, 12);
      const version = head.length === 12 ? head.readUInt32BE(4) : 0;
      if (head.toString('latin1', 0, 4) !== 'PACK' || (version !== 2 && version !== 3)) throw new PackError('it is damaged');
      if (head.readUInt32BE(8) !== this.count) throw new PackError('its index is that of another pack');
      [this.#offsets, this.#inIndex] = this.#inOrder(size - idLength);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The object's id, as bytes of the index. */
  id(entry: number): Buffer {
    const at = 1032 + this.#inIndex[entry]! * this.#idLength;
    return this.#index.subarray(at, at + this.#idLength);
  }

  /** @throws {PackError} */
  entry(number: number): Entry {
    const offset = this.#offsets[number]!;
    const stop = this.#offsets[number + 1]!;
    const bytes = this.#read(offset, Math.min(stop, offset + longestHead));
    let at = 0;
    let byte = bytes[at++] ?? 0;
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let factor = 16; byte & 128 && at < bytes.length; factor *= 128) {
      byte = bytes[at++]!;
      size += (byte & 127) * factor;
    }
    let base = -1;
    if (type === types.offsetDelta) {
      byte = bytes[at++] ?? 0;
      let distance = byte & 127;
      while (byte & 128 && at < bytes.length) {
        byte = bytes[at++]!;
        distance = (distance + 1) * 128 + (byte & 127);
      }
      base = this.#entryAt(offset - distance);
      if (base < 0) throw new PackError('a delta has no base');
    } else if (type === types.referenceDelta) {
      base = this.find(bytes.subarray(at, at + this.#idLength));
      at += this.#idLength;
    } else if (type < 1 || type > 4) throw new PackError('an object has no type');
    return { type, size, data: offset + at, end: stop, base };
  }

  /** What is compressed there, and perhaps some bytes behind it. Good until the next call of anything. */
  packed({ data, end }: Entry): Uint8Array {
    return this.#read(data, end);
  }

  /** The number of the entry with this id, or -1. */
  find(id: Uint8Array): number {
    const first = id[0]!;
    let low = first ? this.#index.readUInt32BE(8 + 4 * (first - 1)) : 0;
    let high = this.#index.readUInt32BE(8 + 4 * first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = 1032 + middle * this.#idLength;
      const order = this.#index.compare(id, 0, this.#idLength, at, at + this.#idLength);
      if (order === 0) return this.#entryAt(this.#offsetOf(middle));
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  #offsetOf(inIndex: number): number {
    const table = 1032 + (this.#idLength + 4) * this.count;
    const offset = this.#index.readUInt32BE(table + 4 * inIndex);
    if (offset < 0x80000000) return offset;
    const at = table + 4 * this.count + 8 * (offset - 0x80000000);
    if (at + 8 > this.#index.length) throw new PackError('its index is damaged');
    return this.#index.readUInt32BE(at) * 2 ** 32 + this.#index.readUInt32BE(at + 4);
  }

  #inOrder(end: number): [Float64Array, Uint32Array] {
    const offsets = new Float64Array(this.count + 1);
    for (let i = 0; i < this.count; i++) {
      offsets[i] = this.#offsetOf(i);
      if (offsets[i]! < 12 || offsets[i]! >= end) throw new PackError('it is cut off, or its index is damaged');
    }
    const order = orderOf(offsets, this.count);
    const sorted = new Float64Array(this.count + 1);
    for (let i = 0; i < this.count; i++) sorted[i] = offsets[order[i]!]!;
    sorted[this.count] = end;
    return [sorted, order];
  }

  #entryAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const there = this.#offsets[middle]!;
      if (there === offset) return middle;
      if (there < offset) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Good until the next call. What is asked for in the pack's order comes from a window that moves along, the rest from a small one. */
  #read(start: number, end: number): Buffer {
    for (const { bytes, from } of [this.#window, this.#spot])
      if (start >= from && end <= from + bytes.length) return bytes.subarray(start - from, end - from);
    const { bytes, from } = this.#window;
    const along = start >= from && start <= from + bytes.length + spotSize;
    const window = along ? this.#window : this.#spot;
    const wanted = Math.max(end - start, along ? windowSize : spotSize);
    if (window.room.length < wanted) window.room = Buffer.allocUnsafe(wanted);
    window.bytes = readInto(window.room.subarray(0, wanted), this.#file, start);
    window.from = start;
    return window.bytes.subarray(0, end - start);
  }
}

interface Window {
  room: Buffer;
  bytes: Buffer;
  from: number;
}
const windowOf = (): Window => ({ room: Buffer.alloc(0), bytes: Buffer.alloc(0), from: 0 });

/** Numbers from 0 on, by what the array holds. */
function orderOf(values: Float64Array, count: number): Uint32Array {
  const bits = 2 ** Math.ceil(Math.log2(count + 1));
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most * bits < Number.MAX_SAFE_INTEGER) {
    // Value and number in one: sorting numbers needs no call for each comparison.
    const both = Float64Array.from({ length: count }, (_, i) => values[i]! * bits + i).sort();
    return Uint32Array.from(both, each => each % bits);
  }
  return Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

/** As much as there is room for, or as the file has. */
function readInto(room: Buffer, file: number, start: number): Buffer {
  let filled = 0;
  while (filled < room.length) {
    const count = readSync(file, room, filled, room.length - filled, start + filled);
    if (!count) break;
    filled += count;
  }
  return room.subarray(0, filled);
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new PackError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its index is missing' : "its index can't be read");
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new PackError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is missing' : "it can't be read");
  }
}
