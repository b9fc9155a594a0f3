import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@idlint/engine';
import type { Uri } from '@idlint/model';
import { worthReading } from '../disk.ts';
import { binaryByName, hugeBytes } from '../kinds.ts';
import type { PassedOver } from '../passed-over.ts';
import { ArchiveError, type Entry, limits, refuseBomb } from './entries.ts';
import { isArchive, isOtherArchive, openArchive } from './open.ts';

const notOpened = 'is packed in a way that idlint does not open';

/** What was unpacked of an archive that nobody else holds, together with all that is in it. */
interface Whole {
  uri: Uri;
  entries: number;
  bytes: number;
}

/** Files, and what is in the archives among them: `a.zip!inner/file`, `a.zip!b.tar.gz!c`. */
export class ArchiveFiles implements Files {
  readonly #root: string;
  readonly #files: Files;
  readonly #passed: PassedOver;
  readonly #uris: Uri[];
  /** The archives that were opened last, the outer one first: what is in one is read in a row. */
  readonly #opened = new Map<Uri, Map<string, Entry>>();

  /** @param asked of the archives among these, and of no others, the inside is listed */
  constructor(root: string, files: Files, asked: readonly Uri[], passed: PassedOver) {
    this.#root = root;
    this.#files = files;
    this.#passed = passed;
    const found: Uri[] = [];
    for (const uri of asked.filter(isOtherArchive)) passed.archives.set(uri, notOpened);
    for (const uri of asked.filter(isArchive)) this.#list(uri, 0, { uri, entries: 0, bytes: 0 }, found);
    this.#uris = [...files.list(), ...found].sort();
  }

  list(): Uri[] {
    return this.#uris;
  }

  stands(uri: Uri): boolean {
    return this.#files.stands?.(uri) === true;
  }

  read(uri: Uri): Uint8Array | undefined {
    const mark = uri.lastIndexOf('!');
    if (mark < 0 || !isArchive(uri.slice(0, mark))) return this.#files.read(uri);
    const entry = this.#entriesOf(uri.slice(0, mark))?.get(uri.slice(mark + 1));
    const bytes = entry && this.#unpacked(uri, entry);
    return bytes && worthReading(uri, bytes, this.#passed);
  }

  #list(uri: Uri, depth: number, whole: Whole, found: Uri[]): void {
    const entries = this.#entriesOf(uri);
    if (!entries) return;
    whole.entries += entries.size;
    for (const { size } of entries.values()) whole.bytes += size;
    if (!this.#tried(whole.uri, () => refuseBomb(Number.POSITIVE_INFINITY, whole.bytes, whole.entries))) return;
    for (const [name, { size }] of entries) {
      const inner = `${uri}!${name}`;
      if (isArchive(name)) {
        if (depth + 1 < limits.depth) this.#list(inner, depth + 1, whole, found);
        else this.#passed.archives.set(inner, 'lies too deep in others');
      } else if (isOtherArchive(name)) this.#passed.archives.set(inner, notOpened);
      else if (binaryByName(name)) this.#passed.binary.add(inner);
      else if (size > hugeBytes) this.#passed.huge.add(inner);
      else found.push(inner);
    }
  }

  /** By name; of several of the same name the last one, as unpacking leaves it. */
  #entriesOf(uri: Uri): Map<string, Entry> | undefined {
    const known = this.#opened.get(uri);
    if (known || this.#passed.archives.has(uri)) return known;
    for (const other of [...this.#opened.keys()]) if (!uri.startsWith(`${other}!`)) this.#opened.delete(other);
    const bytes = this.#bytesOf(uri);
    if (!bytes) return undefined;
    const opened = this.#tried(uri, () => openArchive(uri, bytes));
    const entries = opened && new Map(opened.map(entry => [inside(entry.name), entry]));
    if (entries) this.#opened.set(uri, entries);
    return entries;
  }

  #bytesOf(uri: Uri): Uint8Array | undefined {
    const mark = uri.lastIndexOf('!');
    if (mark >= 0 && isArchive(uri.slice(0, mark))) {
      const entry = this.#entriesOf(uri.slice(0, mark))?.get(uri.slice(mark + 1));
      return entry && this.#unpacked(uri, entry);
    }
    try {
      const path = join(this.#root, uri);
      if (statSync(path).size <= limits.packed) return readFileSync(path);
      this.#passed.archives.set(uri, `is larger than ${limits.packed / 1024 ** 2} MB`);
    } catch {
      this.#passed.unreadable.add(uri);
    }
    return undefined;
  }

  #unpacked(uri: Uri, entry: Entry): Uint8Array | undefined {
    if (entry.size <= limits.packed) return this.#tried(uri, () => entry.read());
    this.#passed.archives.set(uri, `is larger than ${limits.packed / 1024 ** 2} MB`);
    return undefined;
  }

  #tried<T>(uri: Uri, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      this.#passed.archives.set(uri, error.message);
      return undefined;
    }
  }
}

/** A name that leads out of the archive stands for nothing there. */
const inside = (name: string): string =>
  name
    .split('/')
    .filter(part => part !== '' && part !== '.' && part !== '..')
    .join('/');
