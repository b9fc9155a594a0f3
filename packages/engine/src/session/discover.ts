import type { Fact, Part, Reader, Secret, SecretScanner, Segment, Unit, Uri } from '@idlint/model';
import type { Database, Family, Input } from '../query/database.ts';
import type { Query } from '../query/query.ts';
import type { Documents } from './documents.ts';
import { type Scan, scan } from './scan.ts';
import { Way } from './way.ts';

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
