import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** A pack, its index or an object in it is not as git writes it. The message is a part of a sentence. */
export class PackError extends Error {}

/** Types of objects as packs number them (gitformat-pack). */
export const types = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, referenceDelta: 7 } as const;

/** One pack with its index (version 2). Entries are numbered by their place in the pack. */
export class Pack {
  readonly count: number;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Where each entry starts; one more for where the last ends. */
  readonly offsets: Float64Array;
  /** Which place in the index each entry has, and which entry each place. */
  readonly #inIndex: Uint32Array;
  readonly #entryOf: Uint32Array;
  readonly #path: string;
  #file: number | undefined;
  readonly #index: Buffer;
  readonly #idLength: number;

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
    this.#path = path;
    try {
      this.size = fstatSync(this.#opened()).size;
      const head = this.read(Buffer.alloc(12), 0);
      const version = head.length === 12 ? head.readUInt32BE(4) : 0;
      if (head.toString('latin1', 0, 4) !== 'PACK' || (version !== 2 && version !== 3)) throw new PackError('it is damaged');
      if (head.readUInt32BE(8) !== this.count) throw new PackError('its index is that of another pack');
      [this.offsets, this.#inIndex] = this.#inOrder(this.size - idLength);
      this.#entryOf = new Uint32Array(this.count);
      for (let entry = 0; entry < this.count; entry++) this.#entryOf[this.#inIndex[entry]!] = entry;
    } finally {
      this.rest();
    }
  }

  /** Holds no file open until it is read again: there may be more packs than a program may have files. */
  rest(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** The object's id, as bytes of the index. */
  id(entry: number): Buffer {
    const at = 1032 + this.#inIndex[entry]! * this.#idLength;
    return this.#index.subarray(at, at + this.#idLength);
  }

  /** All ids in their order, and which entry each of them is. */
  ids(): { ids: Buffer; entries: Uint32Array } {
    return { ids: this.#index.subarray(1032, 1032 + this.count * this.#idLength), entries: this.#entryOf };
  }

  /** As much from there on as there is room for, or as the file has. */
  read<T extends Uint8Array>(room: T, start: number): T {
    const file = this.#opened();
    let filled = 0;
    while (filled < room.length) {
      const count = readSync(file, room, filled, room.length - filled, start + filled);
      if (!count) break;
      filled += count;
    }
    return room.subarray(0, filled) as T;
  }

  /** The number of the entry with this id, or -1. */
  find(id: Uint8Array): number {
    const first = id[0]!;
    let low = first ? this.#index.readUInt32BE(8 + 4 * (first - 1)) : 0;
    let high = Math.min(this.#index.readUInt32BE(8 + 4 * first), this.count);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = 1032 + middle * this.#idLength;
      const order = this.#index.compare(id, 0, this.#idLength, at, at + this.#idLength);
      if (order === 0) return this.#entryOf[middle]!;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** The number of the entry that starts there, or -1. */
  entryAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const there = this.offsets[middle]!;
      if (there === offset) return middle;
      if (there < offset) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #opened(): number {
    try {
      this.#file ??= openSync(`${this.#path}.pack`, 'r');
      return this.#file;
    } catch (error) {
      throw new PackError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is missing' : "it can't be read");
    }
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
    const order = this.#reverseIndex(offsets) ?? orderOf(offsets, this.count);
    const sorted = new Float64Array(this.count + 1);
    for (let i = 0; i < this.count; i++) sorted[i] = offsets[order[i]!]!;
    sorted[this.count] = end;
    return [sorted, order];
  }

  /** The order that git has written beside the pack (gitformat-pack: `.rev`), where it is there and true. */
  #reverseIndex(offsets: Float64Array): Uint32Array | undefined {
    const length = 12 + 4 * this.count;
    let bytes: Buffer;
    try {
      bytes = readFileSync(`${this.#path}.rev`);
    } catch {
      return undefined;
    }
    if (bytes.length < length || bytes.toString('latin1', 0, 4) !== 'RIDX' || bytes.readUInt32BE(4) !== 1) return undefined;
    const order = new Uint32Array(this.count);
    let last = 0;
    for (let i = 0; i < this.count; i++) {
      const place = bytes.readUInt32BE(12 + 4 * i);
      const offset = place < this.count ? offsets[place]! : 0;
      if (offset <= last) return undefined;
      order[i] = place;
      last = offset;
    }
    return order;
  }
}

/** Numbers from 0 on, by what the array holds. */
function orderOf(values: Float64Array, count: number): Uint32Array {
  const bits = 2 ** Math.ceil(Math.log2(count + 1));
  let most = 0;
  for (let i = 0; i < count; i++) if (values[i]! > most) most = values[i]!;
  const order = new Uint32Array(count);
  if (most * bits < Number.MAX_SAFE_INTEGER) {
    // Value and number in one: sorting numbers needs no call for each comparison.
    const both = new Float64Array(count);
    for (let i = 0; i < count; i++) both[i] = values[i]! * bits + i;
    both.sort();
    for (let i = 0; i < count; i++) order[i] = both[i]! % bits;
    return order;
  }
  for (let i = 0; i < count; i++) order[i] = i;
  return order.sort((a, b) => values[a]! - values[b]!);
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new PackError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its index is missing' : "its index can't be read");
  }
}
