import type { Ask, Call, Fact, Gap, Part, Reader, Secret, SecretScanner, Segment, Unit, Uri } from '@idlint/model';
import { placeOf } from '@idlint/model';
import type { Database, Family, Input } from '../query/database.ts';
import { equal, sameItems } from '../query/equal.ts';
import { structuralHash } from '../query/hash.ts';
import type { Query } from '../query/query.ts';
import type { Documents } from './documents.ts';
import { type Scan, scan } from './scan.ts';
import { isInside } from './tree.ts';

interface DiscoverOptions {
  db: Database;
  documents: Documents;
  readers: readonly Reader[];
  scanner: SecretScanner;
  /** What is linted. Recorded. */
  uris(): readonly Uri[];
  onBug(error: unknown, what: string): void;
}

/** From documents to facts: what each document holds, what each reader makes of its units. Everything in it is a query. */
export class Discover {
  readonly scans: Family<Uri, Scan | undefined>;
  readonly #options: DiscoverOptions;
  readonly #ways = new Map<string, Way>();
  readonly #claimed: Query<Map<string, Uri[]>>;
  /** Grows when a parser was loaded that the scanner asked for. */
  readonly #parsers: Input<number>;
  #wanted = new Set<() => Promise<void>>();

  constructor(options: DiscoverOptions) {
    const { db, documents, readers, scanner, onBug } = options;
    this.#options = options;
    this.#parsers = db.input(0);
    const wants = (load: () => Promise<void>) => {
      this.#parsers.get();
      this.#wanted.add(load);
    };
    const scanning = { readers, scanner, documents, wants, onBug };
    this.scans = db.family<Uri, Scan | undefined>('scan', uri => scan(uri, scanning));
    this.#claimed = db.query('claimed', () => this.#claims());
    for (const reader of readers) this.#ways.set(reader.name, new Way(reader, options, () => this.#claimed.get().get(reader.name) ?? []));
  }

  /** Loads what the documents of the workspace need to be read. */
  async load(): Promise<void> {
    const claimed = this.#claimed.get();
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const loads = [...claimed.keys()].map(name => this.#ways.get(name)!.load());
    await Promise.all([...loads, ...wanted.map(load => load())]);
    if (wanted.length > 0) this.#parsers.set(this.#parsers.get() + 1);
  }

  /** Every unit of every reader. Recorded. */
  units(): { reader: Reader; unit: Unit; facts: Query<Fact[]> }[] {
    return [...this.#ways.values()].flatMap(way => way.units().map(unit => ({ reader: way.reader, unit, facts: way.facts(unit) })));
  }

  /** The readers that claim a document. */
  readersOf(uri: Uri): Reader[] {
    return (this.scans.get(uri)?.claims ?? []).map(name => this.#ways.get(name)!.reader);
  }

  part(reader: Reader, uri: Uri): Part | undefined {
    return this.#ways.get(reader.name)!.part(uri);
  }

  /** Where a segment starts in its document now. Recorded. */
  offsetOf(uri: Uri, segment: Segment, reader?: Reader): number {
    if (segment === '') return 0;
    for (const { name } of [...(reader ? [reader] : []), ...this.readersOf(uri)]) {
      const offset = this.#ways.get(name)?.segments.get(uri)?.[segment];
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  secrets(uri: Uri): readonly Secret[] {
    return this.scans.get(uri)?.secrets ?? [];
  }

  /** What is broken in the documents, and what was not loaded. Recorded. */
  faults(uri: Uri): { reader?: Reader; start?: number; message: string }[] {
    const scan = this.scans.get(uri);
    if (!scan) return [];
    const faults: { reader?: Reader; start?: number; message: string }[] = scan.failed ? [{ message: scan.failed }] : [];
    for (const reader of this.readersOf(uri))
      faults.push(
        ...this.#ways
          .get(reader.name)!
          .faults.get(uri)
          .map(fault => ({ reader, ...fault })),
      );
    return faults;
  }

  sweep(revision: number): void {
    this.scans.sweep(revision);
    for (const way of this.#ways.values()) way.sweep(revision);
  }

  #claims(): Map<string, Uri[]> {
    const claims = new Map<string, Uri[]>();
    for (const uri of this.#options.uris())
      for (const name of this.scans.get(uri)?.claims ?? []) {
        const uris = claims.get(name);
        if (uris) uris.push(uri);
        else claims.set(name, [uri]);
      }
    return claims;
  }
}

/** One reader's way from documents to facts. */
class Way {
  readonly reader: Reader;
  readonly segments: Family<Uri, Record<Segment, number> | undefined>;
  readonly faults: Family<Uri, { start?: number; message: string }[]>;
  readonly #options: DiscoverOptions;
  readonly #parts: Family<Uri, Part | undefined>;
  readonly #units: Query<Unit[]>;
  readonly #facts: Family<Uri, Fact[]>;
  readonly #lists: Family<string, Uri[]>;
  readonly #calls = new Map<number, { call: Call; answer: Query<unknown> }[]>();
  readonly #loaded: Input<boolean>;
  readonly #ask: Ask<Part>;

  constructor(reader: Reader, options: DiscoverOptions, claimed: () => Uri[]) {
    const { db, documents } = options;
    this.reader = reader;
    this.#options = options;
    this.#loaded = db.input(!reader.load);
    this.#parts = db.family<Uri, Part | undefined>(
      'part',
      uri => this.#read(uri),
      uri => ({ failed: error => this.#onBug(error, uri) }),
    );
    this.segments = db.family('segments', uri => this.part(uri)?.segments);
    this.faults = db.family('faults', uri => this.#faultsOf(uri));
    const mine = db.query('claimed', () => claimed(), { settle: (old, next) => (sameItems(old, next) ? old : next) });
    this.#units = db.query('units', () => this.#unitsOf(mine.get()), {
      failed: error => {
        this.#onBug(error, 'units');
        return [];
      },
    });
    this.#facts = db.family<Uri, Fact[]>(
      'facts',
      at => this.reader.evaluate({ reader: reader.name, at }, this.#ask),
      at => ({
        settle: keepFacts,
        failed: error => {
          this.#onBug(error, at);
          return [bugGap(reader, at)];
        },
      }),
    );
    this.#lists = db.family<string, Uri[]>('list', glob => documents.tree.list(glob));
    this.#ask = {
      part: uri => this.part(uri),
      text: uri => (isInside(uri) ? documents.get(uri)?.text : undefined),
      list: glob => this.#lists.get(glob),
      call: call => this.#call(call),
    };
  }

  async load(): Promise<void> {
    if (this.#loaded.get()) return;
    await this.reader.load!();
    this.#loaded.set(true);
  }

  part(uri: Uri): Part | undefined {
    return isInside(uri) ? this.#parts.get(uri) : undefined;
  }

  units(): Unit[] {
    return this.#units.get();
  }

  facts(unit: Unit): Query<Fact[]> {
    return this.#facts.of(unit.at);
  }

  sweep(revision: number): void {
    for (const family of [this.segments, this.faults, this.#parts, this.#facts, this.#lists]) family.sweep(revision);
    for (const [hash, bucket] of this.#calls) {
      const live = bucket.filter(({ answer }) => answer.verifiedAt >= revision);
      if (live.length > 0) this.#calls.set(hash, live);
      else this.#calls.delete(hash);
    }
  }

  #read(uri: Uri): Part | undefined {
    if (!this.#loaded.get()) return undefined;
    const document = this.#options.documents.get(uri);
    return document && this.reader.read(document);
  }

  #unitsOf(claimed: Uri[]): Unit[] {
    if (!this.#loaded.get()) return [];
    return this.reader.units ? this.reader.units(claimed, this.#ask) : claimed.map(at => ({ reader: this.reader.name, at }));
  }

  #faultsOf(uri: Uri): { start?: number; message: string }[] {
    if (!this.#loaded.get()) return [{ message: `what reads ${this.reader.title} is not loaded yet` }];
    const part = this.part(uri);
    if (!part) return [{ message: `the reader of ${this.reader.title} failed here, which is a bug of idlint` }];
    return part.faults.map(({ segment, start, message }) => ({ start: (part.segments[segment] ?? 0) + start, message }));
  }

  /** A call is memoised on the unit and the structure of its inputs. */
  #call(call: Call): unknown {
    const hash = structuralHash(call);
    const bucket = this.#calls.get(hash) ?? [];
    let known = bucket.find(other => equal(other.call, call));
    if (!known) {
      const answer = this.#options.db.query('call', () => this.reader.call?.(call, this.#ask), { cycle: { gives: undefined } });
      known = { call, answer };
      this.#calls.set(hash, [...bucket, known]);
    }
    return known.answer.get();
  }

  #onBug(error: unknown, what: string): undefined {
    this.#options.onBug(error, `${this.reader.name} ${what}`);
  }
}

const bugGap = (reader: Reader, at: Uri): Gap => ({
  kind: 'gap',
  key: `${at}#bug/${reader.name}`,
  platform: 'source',
  at: placeOf(at, 0, 0),
  exists: true,
  names: [],
  severity: 'limit',
  why: { code: 'unsupported', what: reader.title },
  message: `the reader of ${reader.title} failed here, which is a bug of idlint`,
});

/** Facts that stayed the same stay the same objects: what was judged of them is still right. */
function keepFacts(old: Fact[], next: Fact[]): Fact[] {
  const byKey = new Map(old.map(fact => [fact.key, fact]));
  const kept = next.map(fact => {
    const before = byKey.get(fact.key);
    return before && equal(before, fact) ? before : fact;
  });
  return sameItems(old, kept) ? old : kept;
}
