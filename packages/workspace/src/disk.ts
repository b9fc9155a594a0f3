import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
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

  read(uri: Uri, room?: (size: number) => Uint8Array | undefined): Uint8Array | undefined {
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
function readAll(path: string, room?: (size: number) => Uint8Array | undefined): Uint8Array | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > hugeBytes) return undefined;
    const bytes = room?.(size) ?? new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const count = readSync(file, bytes, filled, size - filled, null);
      if (!count) break;
      filled += count;
    }
    return filled < size ? bytes.subarray(0, filled) : bytes;
  } finally {
    closeSync(file);
  }
}
