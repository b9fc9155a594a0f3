import { spawn } from 'node:child_process';
import { GitError, gitEnvironment, safely } from '../git.ts';
import { unquoted } from '../quoted.ts';
import type { FoundSecret } from './found.ts';
import type { Log, Story } from './tell.ts';

const none = -1;

/**
 * What git's log tells of each blob: of a range, of some paths, or where not everything is here. Blobs and commits are numbered as they
 * come; commits from the newest to the oldest.
 */
export class BlobLog implements Log {
  readonly missing = undefined;
  readonly ids: string[] = [];
  readonly #paths: string[] = [];
  /** Of each blob: the oldest commit that brings it (-1: it was there before), and under which path. */
  readonly #broughtBy: number[] = [];
  readonly #pathOf: number[] = [];
  /** Of each blob: the newest commit of HEAD's history that replaces or deletes it, and by which blob; -1 for none. */
  readonly #takenBy: number[] = [];
  readonly #replacedBy: number[] = [];
  /** Of each blob: what it replaced where it was brought; told once for each time. Only where somebody asks for a range. */
  readonly #steps: { blob: number; before: number; commit: number; path: number }[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #pathNumbers = new Map<string, number>();
  /** Commits that are known to belong to HEAD's history and have not come yet. */
  readonly #ofHead = new Set<string>();
  readonly #keepsSteps: boolean;
  readonly #wanted: (path: string) => boolean;
  /** By number of a path. */
  readonly #isWanted: boolean[] = [];
  #inHead = false;
  /** Commits of HEAD's history that have come. */
  readonly #inHeads = new Set<string>();

  /** @param wanted paths that are asked about; what happens elsewhere is not told */
  constructor(head: string | undefined, keepsSteps: boolean, wanted: (path: string) => boolean) {
    this.#keepsSteps = keepsSteps;
    this.#wanted = wanted;
    if (head) this.#ofHead.add(head);
  }

  get count(): number {
    return this.#broughtBy.length;
  }

  get size(): number {
    return this.count;
  }

  get commits(): number {
    return this.ids.length;
  }

  isWanted(number: number): boolean {
    return this.#pathOf[number]! >= 0;
  }

  pathOf(number: number): string {
    return this.#paths[this.#pathOf[number]!] ?? '';
  }

  isInHead(commit: string): boolean {
    return this.#inHeads.has(commit);
  }

  stories(found: readonly FoundSecret[], head: () => ReadonlyMap<string, string>): Story[] {
    if (found.length === 0) return [];
    const standing = new Map<number, { id: string; path: string }>();
    for (const [id, path] of head()) {
      const number = this.numberOf(Buffer.from(id, 'hex'));
      if (number >= 0) standing.set(number, { id, path });
    }
    const brought = this.#keepsSteps ? this.#broughtByRange() : undefined;
    return found.flatMap(each => this.#storyOf(each, standing, brought));
  }

  #storyOf(found: FoundSecret, head: ReadonlyMap<number, { id: string; path: string }>, brought: Brought | undefined): Story[] {
    const blobs = new Set<number>();
    for (let i = 0; i < found.places.length; i += 3) blobs.add(found.places[i]!);
    let first = -1;
    let since = -1;
    let standing: number | undefined;
    let gone = -1;
    for (const blob of blobs) {
      const commit = brought ? oldestStep(brought.get(blob) ?? [], blobs) : this.#broughtBy[blob]!;
      if (commit > since) [since, first] = [commit, blob];
      if (head.has(blob)) standing ??= blob;
      // Replaced by a version that still has it is not gone.
      const taken = this.#takenBy[blob]!;
      if (taken >= 0 && !blobs.has(this.#replacedBy[blob]!) && (gone < 0 || taken < gone)) gone = taken;
    }
    if (since < 0) return [];
    const there = standing === undefined ? undefined : head.get(standing);
    const path = there?.path ?? this.pathOf(first);
    return [
      {
        found,
        since: this.ids[since]!,
        gone: gone < 0 || there ? undefined : this.ids[gone],
        inHead: there !== undefined,
        path,
        blob: standing ?? first,
        name: there?.id ?? `${this.ids[this.#broughtBy[first]!]}:${path}`,
      },
    ];
  }

  /** Steps of the range by the blob that they brought. */
  #broughtByRange(): Brought {
    const steps: Brought = new Map();
    for (const { blob, before, commit } of this.#steps) {
      const others = steps.get(blob);
      if (others) others.push({ before, commit });
      else steps.set(blob, [{ before, commit }]);
    }
    return steps;
  }

  /** The number of a blob that a commit names, or -1. */
  numberOf(id: Uint8Array): number {
    return (
      this.#numbers.get(
        ((id[0]! << 16) | (id[1]! << 8) | id[2]!) * 2 ** 28 + ((id[3]! << 20) | (id[4]! << 12) | (id[5]! << 4) | (id[6]! >> 4)),
      ) ?? none
    );
  }

  /** One line of `git log --raw --format='c%H %P'`. */
  line(bytes: Buffer, start: number, end: number): void {
    if (bytes[start] === 99) this.#commit(bytes.toString('latin1', start + 1, end));
    else if (bytes[start] === 58) this.#change(bytes, start, end);
  }

  #commit(text: string): void {
    const [id, ...parents] = text.split(' ');
    this.ids.push(id!);
    this.#inHead = this.#ofHead.delete(id!);
    if (!this.#inHead) return;
    this.#inHeads.add(id!);
    for (const parent of parents) if (parent) this.#ofHead.add(parent);
  }

  /** `:100644 100644 OLD NEW M\tpath`; a merge has a colon, a mode and an id for each parent. */
  #change(bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (bytes[at] === 58) at++;
    const parents = at - start;
    const modes = at;
    at += 7 * (parents + 1);
    const idLength = bytes.indexOf(32, at) - at;
    const old = bytes[modes + 1] === 48 && bytes[modes] === 49 ? this.#number(bytes, at) : none;
    const newMode = modes + 7 * parents;
    const isNew = bytes[newMode] === 49 && bytes[newMode + 1] === 48;
    const brought = isNew ? this.#number(bytes, at + (idLength + 1) * parents) : none;
    const commit = this.ids.length - 1;
    const path = this.#path(bytes, bytes.indexOf(9, at) + 1, end);
    if (!this.#isWanted[path]) return;
    if (old >= 0 && this.#pathOf[old] === none) this.#pathOf[old] = path;
    if (old >= 0 && this.#inHead && this.#takenBy[old] === none) {
      this.#takenBy[old] = commit;
      this.#replacedBy[old] = brought;
    }
    if (brought < 0) return;
    this.#broughtBy[brought] = commit;
    this.#pathOf[brought] = path;
    if (this.#keepsSteps) this.#steps.push({ blob: brought, before: old, commit, path });
  }

  #path(bytes: Buffer, start: number, end: number): number {
    // Of a renamed file, the last one is its name now.
    const tab = bytes.lastIndexOf(9, end - 1);
    const text = bytes.toString('utf8', tab > start ? tab + 1 : start, end);
    let number = this.#pathNumbers.get(text);
    if (number === undefined) {
      const path = text.startsWith('"') ? unquoted(text) : text;
      number = this.#paths.push(path) - 1;
      this.#isWanted.push(this.#wanted(path));
      this.#pathNumbers.set(text, number);
    }
    return number;
  }

  /** Known by the first 52 bits of its id: of a million blobs two are alike once in ten thousand repositories. */
  #number(bytes: Buffer, at: number): number {
    let high = 0;
    let low = 0;
    for (let i = 0; i < 6; i++) high = (high << 4) | digit(bytes[at + i]!);
    for (let i = 6; i < 13; i++) low = (low << 4) | digit(bytes[at + i]!);
    const key = high * 2 ** 28 + low;
    if (key === 0) return none;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#broughtBy.push(none) - 1;
      this.#pathOf.push(none);
      this.#takenBy.push(none);
      this.#replacedBy.push(none);
      this.#numbers.set(key, number);
    }
    return number;
  }
}

type Brought = Map<number, { before: number; commit: number }[]>;

/** The oldest commit that brought the secret to a file that did not have it before; -1 where none did. */
function oldestStep(steps: { before: number; commit: number }[], blobs: Set<number>): number {
  let oldest = -1;
  for (const { before, commit } of steps) if (!blobs.has(before) && commit > oldest) oldest = commit;
  return oldest;
}

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);

/**
 * Walks over the commits that the revisions name.
 * @throws {GitError} with git's own words
 */
export async function readLog(folder: string, log: BlobLog, revisions: string[], renames: boolean): Promise<void> {
  const args = [
    'log',
    '--topo-order',
    '--raw',
    '-c',
    renames ? '--find-renames' : '--no-renames',
    '--no-abbrev',
    '--no-color',
    '--no-ext-diff',
  ];
  const child = spawn('git', safely([...args, '--format=c%H %P', ...revisions, '--']), {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let rest: Buffer = Buffer.alloc(0);
  let error = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (error.length < 2000) error += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      log.line(bytes, start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if ((await ended) === 0) return;
  const said = error.split('\n').filter(line => !line.startsWith('warning: '));
  throw new GitError(`git log: ${(said[0] ?? '').replace(/^(fatal|error): /, '')}`);
}
