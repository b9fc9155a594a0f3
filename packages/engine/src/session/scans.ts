import type { Reader, SecretScanner, Uri } from '@idlint/model';
import type { Database, Family, Input } from '../query/database.ts';
import { equal } from '../query/equal.ts';
import type { Query } from '../query/query.ts';
import { type Share, unseen } from './ahead.ts';
import type { Documents } from './documents.ts';
import { type Scan, type Scanning, scan } from './scan.ts';

interface ScansOptions {
  db: Database;
  documents: Documents;
  readers: readonly Reader[];
  scanner: SecretScanner;
  /** What is linted. Recorded. */
  uris(): readonly Uri[];
  lookAhead?: ((uris: readonly Uri[]) => Promise<Share[]>) | undefined;
  onBug(error: unknown, what: string): void;
}

interface Scanned {
  notable: ReadonlyMap<Uri, Scan>;
  bytes: number;
}

/**
 * Looks at every document once, and again when it changed. Most hold nothing: of these only the size is remembered, so this is one query
 * for all of them instead of one for each.
 */
export class Scans {
  readonly #options: ScansOptions;
  readonly #scanning: Scanning;
  readonly #all: Query<Scanned>;
  readonly #notableNow: Query<ReadonlyMap<Uri, Scan>>;
  readonly #one: Family<Uri, Scan | undefined>;
  #uris: readonly Uri[] = [];
  /** In bytes, of each of these; of one that was not looked at yet, `unseen`. */
  #sizes = new Float64Array();
  #notable = new Map<Uri, Scan>();
  /** Grows when parsers were loaded that the scanner had asked for. */
  readonly #parsers: Input<number>;
  #wanted = new Map<Uri, () => Promise<void>>();
  #again = new Set<Uri>();
  #begun = false;

  constructor(options: ScansOptions) {
    const { db, documents, readers, scanner, onBug } = options;
    this.#options = options;
    this.#parsers = db.input(0);
    this.#scanning = { documents, readers, scanner, onBug, wants: (uri, load) => this.#wanted.set(uri, load) };
    this.#all = db.query('scans', () => this.#run(), { settle: (_, next) => next });
    this.#notableNow = db.query('notable', () => this.#all.get().notable, { settle: keepSame });
    this.#one = db.family<Uri, Scan | undefined>('scan-of', uri => this.#notableNow.get().get(uri));
  }

  /** What is known of the documents in which there is something, in the order of their uris. Recorded. */
  get notable(): ReadonlyMap<Uri, Scan> {
    return this.#notableNow.get();
  }

  /** The size of all documents. Recorded. */
  get bytes(): number {
    return this.#all.get().bytes;
  }

  /** The same of one document. Recorded. */
  of(uri: Uri): Scan | undefined {
    return this.#one.get(uri);
  }

  /** Loads the parsers that the scanner has asked for; what asked is scanned again, and may find that it needs one more. */
  async load(): Promise<void> {
    if (!this.#begun) await this.#lookAhead();
    for (let round = 0; round < 2; round++) {
      this.#all.get();
      const wanted = [...this.#wanted];
      if (wanted.length === 0) return;
      this.#wanted.clear();
      const loads = await Promise.allSettled([...new Set(wanted.map(([, load]) => load))].map(load => load()));
      // They ask for the same few parsers: what stops one stops many.
      const failed = loads.find(load => load.status === 'rejected');
      if (failed) this.#options.onBug(failed.reason, 'a parser of the scanner');
      for (const [uri] of wanted) this.#again.add(uri);
      this.#parsers.set(this.#parsers.get() + 1);
    }
  }

  sweep(revision: number): void {
    this.#one.sweep(revision);
  }

  /** Takes what others saw. What changed meanwhile, and what they left, is looked at as if they had not been. */
  async #lookAhead(): Promise<void> {
    const { documents, lookAhead, onBug } = this.#options;
    if (!lookAhead) return;
    const uris = this.#options.uris();
    const shares = await lookAhead(uris).catch(error => void onBug(error, 'looking at documents in several threads'));
    if (!shares || this.#begun) return;
    this.#rearrange(uris);
    for (const { from, sizes, notable } of shares) {
      this.#sizes.set(sizes, from);
      for (const { at, scan, lines } of notable) {
        const uri = uris[from + at]!;
        this.#notable.set(uri, scan);
        if (lines) documents.takeLines(uri, lines);
      }
    }
  }

  #run(): Scanned {
    this.#begun = true;
    const { db, documents, uris } = this.#options;
    this.#parsers.get();
    const now = uris();
    const changed = documents.changed();
    if (now !== this.#uris) this.#rearrange(now);
    const sizes = this.#sizes;
    const notable = new Map<Uri, Scan>();
    let bytes = 0;
    for (let at = 0; at < now.length; at++) {
      const uri = now[at]!;
      if (sizes[at] === unseen || changed.has(uri) || this.#again.has(uri)) {
        db.work.scan = (db.work.scan ?? 0) + 1;
        const { scan: found, size } = scan(uri, this.#scanning);
        sizes[at] = size;
        if (!found) this.#notable.delete(uri);
        else if (!equal(this.#notable.get(uri), found)) this.#notable.set(uri, found);
      }
      const known = this.#notable.get(uri);
      if (known) notable.set(uri, known);
      bytes += sizes[at]!;
    }
    this.#notable = new Map(notable);
    this.#again.clear();
    return { notable, bytes };
  }

  /** Documents came or went: what is known of those that stayed is kept. */
  #rearrange(uris: readonly Uri[]): void {
    const sizes = new Float64Array(uris.length).fill(unseen);
    let old = 0;
    for (const [at, uri] of uris.entries()) {
      while (old < this.#uris.length && this.#uris[old]! < uri) old++;
      if (this.#uris[old] === uri) sizes[at] = this.#sizes[old]!;
      else this.#notable.delete(uri);
    }
    this.#uris = uris;
    this.#sizes = sizes;
  }
}

const keepSame = (old: ReadonlyMap<Uri, Scan>, next: ReadonlyMap<Uri, Scan>): ReadonlyMap<Uri, Scan> =>
  old.size === next.size && [...next].every(([uri, scan]) => old.get(uri) === scan) ? old : next;
