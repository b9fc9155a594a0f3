import type { Secret } from '@idlint/model';
import { SourceDocument } from '@idlint/model';
import { Git, type Store } from '../git.ts';
import { binaryByName, hugeBytes } from '../kinds.ts';
import type { Places } from './copied.ts';
import { Found } from './found.ts';
import { BlobLog, readLog } from './log.ts';
import type { Held, Machine } from './machine.ts';
import { Messages } from './messages.ts';
import { Objects } from './objects.ts';
import { PackScan } from './pack-scan.ts';
import { Progress } from './progress.ts';
import { isWide, joined, stands } from './regions.ts';
import { looseBlob, withAlternates } from './store.ts';
import { type HistoricSecret, type Log, tell } from './tell.ts';
import { Walk } from './walk.ts';

export interface HistoryRequest {
  /** Where git is asked: a work tree or a bare repository. */
  folder: string;
  /** Only what these commits bring, as `git log` takes it: `main..`, `v1.0..HEAD`. */
  range?: string | undefined;
  scan(document: SourceDocument): readonly Secret[];
  /** Where the scanner would like a document's bytes to stand, until the next one. */
  room?(): Uint8Array | undefined;
  /** Whether a path, from the top of the repository, is asked about. */
  wanted?(path: string): boolean;
  /** What the results depend on besides the repository; what is done is kept for the next run. Without it nothing is kept. */
  by?: string;
  onProgress?(done: number, total: number): void;
}

export interface History {
  secrets: HistoricSecret[];
  commits: number;
  blobs: number;
  /** Blobs that an earlier run looked at. */
  before: number;
  bytes: number;
  /** Secrets in objects that no branch, tag or stash holds any more. */
  adrift: number;
  /** What could not be looked at, as sentences, and whether something is broken or just not here. */
  gaps: { message: string; severity: 'broken' | 'limit' }[];
}

/**
 * Looks for secrets in every blob of a repository.
 * @throws {GitError} where there is no repository, or no such range
 */
export async function scanHistory(request: HistoryRequest): Promise<History> {
  const git = new Git(request.folder);
  const store = git.store();
  const objects = new Objects(withAlternates(store.objects), store.idLength);
  const scan = new HistoryScan(request, git, objects);
  await scan.readLog(store);
  const kept = request.by !== undefined && request.range === undefined && !request.wanted;
  const progress = new Progress(kept ? store.common : undefined, request.by ?? '');
  scan.packs(progress);
  scan.loose();
  scan.others();
  objects.machine.close();
  progress.write();
  return scan.result(store);
}

class HistoryScan {
  readonly #request: HistoryRequest;
  readonly #git: Git;
  readonly #objects: Objects;
  readonly #machine: Machine;
  readonly #found = new Found();
  readonly #kinds = new Map<string, number>();
  #log: Log = noLog;
  /** By number in the log: whether it was here. */
  #here = new Uint8Array(0);
  readonly #leftToGit: string[] = [];
  readonly #damaged = new Set<string>();
  readonly #gaps: History['gaps'] = [];
  #blobs = 0;
  #before = 0;
  #bytes = 0;
  #huge = 0;

  constructor(request: HistoryRequest, git: Git, objects: Objects) {
    this.#request = request;
    this.#git = git;
    this.#objects = objects;
    this.#machine = objects.machine;
    for (const { name, why } of objects.broken) this.#gaps.push({ message: `${name} can't be read: ${why}`, severity: 'broken' });
  }

  async readLog(store: Store): Promise<void> {
    const { range, wanted } = this.#request;
    const log = (range === undefined && !wanted && this.#walk(store)) || (await this.#readLog(store));
    this.#log = log;
    this.#here = new Uint8Array(log.size);
  }

  /** Reads commits, their messages and what they name. */
  #walk(store: Store): Walk | undefined {
    const heard: { number: number; document: SourceDocument; secrets: readonly Secret[] }[] = [];
    const messages = new Messages<number>(this.#request.scan, (number, document, secrets) => heard.push({ number, document, secrets }));
    const walk = Walk.of(this.#objects, this.#git, store, (number, bytes) => messages.add(number, bytes));
    messages.flush();
    if (walk)
      for (const { number, document, secrets } of heard)
        if (walk.isReached(number)) this.#found.said(this.#objects.id(number), document, secrets);
        else this.#found.stands(-1, this.#found.note(document, secrets));
    return walk;
  }

  /** The same by git's own log: of a range, of some paths, and where something is not here. */
  async #readLog(store: Store): Promise<BlobLog> {
    const { folder, range, wanted } = this.#request;
    const git = this.#git;
    const log = new BlobLog(git.head(), range !== undefined, wanted ?? (() => true));
    try {
      await readLog(folder, log, range === undefined ? ['--all', ...git.stashes()] : ['--end-of-options', range], range !== undefined);
    } catch (error) {
      if (range !== undefined) throw error;
      // Some commits are better than none; what they did not name is looked at without its path.
      const partial = store.isPartial();
      const why = partial ? 'trees are not here (a partial clone)' : (error as Error).message;
      this.#gaps.push({ message: `not every commit could be read: ${why}`, severity: partial ? 'limit' : 'broken' });
    }
    // Paths are asked for: a message is in none.
    if (wanted) return log;
    const messages = new Messages<string>(this.#request.scan, (id, document, secrets) => this.#found.said(id, document, secrets));
    for (const { id, message } of git.messages(range === undefined ? [...log.ids, ...git.tags()] : log.ids)) messages.add(id, message);
    messages.flush();
    return log;
  }

  packs(progress: Progress): void {
    for (const { name, maker } of this.#objects.packs) {
      const looker = {
        number: (id: Buffer) => this.#wanted(id),
        knew: (id: Buffer) => {
          const found = progress.found.has(id.toString('hex'));
          if (!found) this.#passKnown(id);
          return found;
        },
        look: (id: Buffer, number: number, held: Held, copied: Places) => {
          const places = this.#look(number, held, copied);
          if (places.length) progress.found.add(id.toString('hex'));
          return places;
        },
        tooLarge: (id: Buffer) => void this.#leftToGit.push(id.toString('hex')),
        damaged: (id: Buffer) => void this.#damaged.add(id.toString('hex')),
        reached: (entry: number) => {
          progress.reached(name, entry);
          this.#request.onProgress?.(this.#blobs + this.#before, this.#log.count);
        },
      };
      new PackScan(maker, this.#machine, looker).run(progress.done(name));
    }
  }

  loose(): void {
    for (const { id, path } of this.#objects.loose) {
      const number = this.#log.numberOf(Buffer.from(id, 'hex'));
      if (number < 0 ? !this.#wantsAll() : this.#here[number] || !this.#log.isWanted(number)) continue;
      try {
        const blob = looseBlob(path);
        if (blob === 'huge') this.#passHuge(number);
        else if (blob) this.#lookAtAll(number, blob);
      } catch {
        this.#damaged.add(id);
      }
    }
  }

  /** What the reader left is read by git, which knows more forms. */
  others(): void {
    const asked = new Set([...this.#leftToGit, ...this.#damaged]);
    if (this.#objects.broken.length)
      for (const id of this.#git.allBlobs()) if (this.#log.numberOf(Buffer.from(id, 'hex')) >= 0) asked.add(id);
    for (const [id, size] of this.#git.sizes([...asked])) {
      const number = this.#log.numberOf(Buffer.from(id, 'hex'));
      if (number >= 0 && (this.#here[number] || !this.#log.isWanted(number))) continue;
      if (size > hugeBytes) {
        this.#passHuge(number);
        continue;
      }
      const [bytes] = this.#git.contents([id]);
      if (!bytes) continue;
      this.#damaged.delete(id);
      this.#lookAtAll(number, bytes);
    }
  }

  result({ shallow, isPartial }: Store): History {
    const gaps = this.#gaps;
    if (this.#damaged.size)
      gaps.push({ message: `${some(this.#damaged.size, 'object')} damaged: git fsck names them`, severity: 'broken' });
    const missing = this.#log.missing ?? this.#missing();
    if (missing > 0) {
      const partial = isPartial();
      const why = partial ? ' (a partial clone)' : '';
      gaps.push({ message: `${some(missing, 'blob')} not here${why}`, severity: partial ? 'limit' : 'broken' });
    }
    if (shallow) gaps.push({ message: 'the history is cut off (a shallow clone): older commits are not here', severity: 'limit' });
    if (this.#huge) gaps.push({ message: `${some(this.#huge, 'blob')} over 32 MB`, severity: 'limit' });
    const { secrets, adrift } = tell(this.#found.secrets, this.#log, this.#git);
    const { commits } = this.#log;
    return { secrets, commits, blobs: this.#blobs, before: this.#before, bytes: this.#bytes, adrift, gaps };
  }

  /** How many blobs commits name that were not seen. */
  #missing(): number {
    let missing = 0;
    for (let number = 0; number < this.#here.length; number++) if (!this.#here[number] && this.#log.isWanted(number)) missing++;
    return missing - [...this.#damaged].filter(id => this.#log.numberOf(Buffer.from(id, 'hex')) >= 0).length;
  }

  /** Its number in the log, -1 where no commit names it; undefined where nobody asks for it. */
  #wanted(id: Buffer): number | undefined {
    const number = this.#log.numberOf(id);
    return (number < 0 ? this.#wantsAll() : this.#log.isWanted(number)) ? number : undefined;
  }

  #wantsAll(): boolean {
    return this.#request.range === undefined && !this.#request.wanted;
  }

  #passKnown(id: Buffer): void {
    this.#before++;
    const number = this.#log.numberOf(id);
    if (number >= 0) this.#here[number] = 1;
  }

  #passHuge(number: number): void {
    this.#huge++;
    this.#blobs++;
    if (number >= 0) this.#here[number] = 1;
  }

  #pathOf(number: number): string {
    return number < 0 ? '' : this.#log.pathOf(number);
  }

  /** Judgement depends on a file's name; of its folders, only how grave it is. */
  #kindOf(path: string): number {
    const name = path.slice(path.lastIndexOf('/') + 1);
    let kind = this.#kinds.get(name);
    if (kind === undefined) {
      kind = this.#kinds.size;
      this.#kinds.set(name, kind);
    }
    return kind;
  }

  #look(number: number, held: Held, copied: Places): Places {
    const path = this.#pathOf(number);
    this.#count(number, held.length);
    const bytes = this.#machine.bytes(held);
    const own = this.#newIn(path, held, bytes);
    const places = [...own, ...copied.filter((_, i) => !stands(own, copied, i - (i % 3)))];
    this.#found.stands(number, places);
    return places;
  }

  #newIn(path: string, held: Held, bytes: Uint8Array): Places {
    if (binaryByName(path)) return [];
    // A key store is known by how it begins; UTF-16 has its line feeds elsewhere.
    if (this.#machine.isBinary(held) || isWide(bytes)) return this.#scan(new SourceDocument(path, bytes.slice()));
    const kind = this.#kindOf(path);
    const regions = this.#machine.pick(held, kind);
    if (regions.length === 0) return [];
    const some = joined(bytes, regions, this.#request.room?.());
    if (this.#request.scan(new SourceDocument(path, some)).length === 0) return [];
    const places = this.#scan(new SourceDocument(path, bytes.slice()));
    for (let i = 0; i < places.length; i += 3) this.#machine.forget(held, places[i + 1]!, places[i + 2]!, kind);
    return places;
  }

  #lookAtAll(number: number, bytes: Uint8Array): void {
    const path = this.#pathOf(number);
    this.#count(number, bytes.length);
    if (!binaryByName(path)) this.#found.stands(number, this.#scan(new SourceDocument(path, bytes)));
  }

  #scan(document: SourceDocument): Places {
    return this.#found.note(document, this.#request.scan(document));
  }

  #count(number: number, bytes: number): void {
    this.#blobs++;
    this.#bytes += bytes;
    if (number >= 0) this.#here[number] = 1;
  }
}

/** Before anything is known of the commits. */
const noLog = new BlobLog(undefined, false, () => true);

const some = (many: number, word: string): string => (many === 1 ? `1 ${word} is` : `${many} ${word}s are`);
