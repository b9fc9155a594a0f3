import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import type { Files } from '@idlint/engine';
import type { Uri } from '@idlint/model';
import { binaryByContent, hugeBytes, keystoreByContent, keystoreByName } from './kinds.ts';
import type { PassedOver } from './passed-over.ts';

/** Files as they stand on the disk. */
export class DiskFiles implements Files {
  readonly #root: string;
  readonly #passed: PassedOver;
  readonly #uris: Uri[];

  /** @param uris sorted */
  constructor(root: string, uris: Uri[], passed: PassedOver) {
    this.#root = root.endsWith(sep) ? root : root + sep;
    this.#uris = uris;
    this.#passed = passed;
  }

  list(): Uri[] {
    return this.#uris;
  }

  stands(uri: Uri): boolean {
    return existsSync(this.#root + uri);
  }

  read(uri: Uri, room?: Uint8Array): Uint8Array | undefined {
    try {
      const bytes = readAll(this.#root + uri, room);
      return bytes ? worthReading(uri, bytes, this.#passed) : void this.#passed.huge.add(uri);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const gone = code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
      this.#passed[gone ? 'vanished' : 'unreadable'].add(uri);
      return undefined;
    }
  }
}

/** The bytes, unless they are no text and no key either. */
export function worthReading(uri: Uri, bytes: Uint8Array, passed: PassedOver): Uint8Array | undefined {
  if (bytes.length > hugeBytes) passed.huge.add(uri);
  else if (binaryByContent(bytes) && !keystoreByName(uri) && !keystoreByContent(bytes)) passed.binary.add(uri);
  else return bytes;
  return undefined;
}

/** Undefined where the file is huge. A file that shrinks meanwhile is taken as far as it goes. */
function readAll(path: string, room?: Uint8Array): Uint8Array | undefined {
  const file = openSync(path, constants.O_RDONLY);
  try {
    // Most files fit: their size needs not be asked for.
    const head = room ? fill(file, room, 0) : 0;
    if (room && head < room.length) return room.subarray(0, head);
    const { size } = fstatSync(file);
    if (size > hugeBytes) return undefined;
    const bytes = new Uint8Array(size);
    if (room) bytes.set(room.subarray(0, Math.min(head, size)));
    const filled = fill(file, bytes, Math.min(head, size));
    return filled < size ? bytes.subarray(0, filled) : bytes;
  } finally {
    closeSync(file);
  }
}

/** Reads on from where the last read ended, to the end of either. */
function fill(file: number, bytes: Uint8Array, from: number): number {
  let filled = from;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, null);
    if (!count) break;
    filled += count;
  }
  return filled;
}
