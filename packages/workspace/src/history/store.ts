import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import { hugeBytes } from '../kinds.ts';

/** The packs under a folder of objects and its alternates, as paths without their extension; each name once. */
export function packsIn(folders: string[]): string[] {
  const packs = new Map<string, string>();
  for (const folder of folders) {
    for (const name of namesIn(join(folder, 'pack'))) {
      const path = join(folder, 'pack', name.slice(0, -5));
      if (name.endsWith('.pack') && !packs.has(name)) packs.set(name, path);
    }
  }
  return [...packs.values()].sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

/** A folder of objects with those that it borrows from (gitrepository-layout: objects/info/alternates). */
export function withAlternates(objects: string): string[] {
  const folders: string[] = [];
  const pending = [objects];
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    if (folders.includes(folder)) continue;
    folders.push(folder);
    for (const line of textOf(join(folder, 'info/alternates')).split('\n')) {
      const path = line.startsWith('"') ? '' : line.trim();
      if (path && !path.startsWith('#')) pending.push(resolve(folder, path));
    }
  }
  return folders;
}

/** The ids of objects that stand in files of their own. */
export function* looseIn(folders: string[]): Generator<{ id: string; path: string }> {
  for (const folder of folders)
    for (const name of namesIn(folder)) {
      if (!/^[0-9a-f]{2}$/.test(name)) continue;
      for (const rest of namesIn(join(folder, name)))
        if (/^[0-9a-f]{38,62}$/.test(rest)) yield { id: name + rest, path: join(folder, name, rest) };
    }
}

/** A blob in a file of its own: undefined for another object, `huge` for one that is too large. @throws where the file is damaged */
export function looseBlob(path: string): Uint8Array | 'huge' | undefined {
  const { type, size, packed } = opened(path);
  if (type !== 'blob') return undefined;
  return size > hugeBytes ? 'huge' : bodyOf(packed, size);
}

/** Any object in a file of its own; a blob without its bytes. @throws where the file is damaged */
export function looseObject(path: string): { type: string; bytes: Uint8Array | undefined } {
  const { type, size, packed } = opened(path);
  return { type, bytes: type === 'blob' || size > hugeBytes ? undefined : bodyOf(packed, size) };
}

function opened(path: string): { type: string; size: number; packed: Buffer } {
  const packed = readFileSync(path);
  const [, type, size] = /^([a-z]+) (\d+)\0/.exec(inflateHead(packed)) ?? [];
  if (type === undefined) throw new Error('an object is damaged');
  return { type, size: Number(size), packed };
}

function bodyOf(packed: Buffer, size: number): Uint8Array {
  const bytes = inflateSync(packed, { maxOutputLength: size + 64 });
  const body = bytes.subarray(bytes.indexOf(0) + 1);
  if (body.length !== size) throw new Error('an object is damaged');
  return body;
}

/** The first bytes only: a large tree or a huge blob is not unpacked for its type. */
function inflateHead(packed: Buffer): string {
  // A flush that asks for nothing more gives what the first bytes hold, without an error for the missing end.
  return inflateSync(packed.subarray(0, 128), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1', 0, 40);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
