import type { Fact, Part, Reader, ReaderSettings, SecretScanner, Segment, Unit, Uri } from '@idlint/model';
import type { Database } from '../query/database.ts';
import type { Query } from '../query/query.ts';
import type { Share } from './ahead.ts';
import type { Documents } from './documents.ts';
import { Scans } from './scans.ts';
import { Way } from './way.ts';

interface DiscoverOptions {
  db: Database;
  documents: Documents;
  readers: readonly Reader[];
  scanner: SecretScanner;
  /** What is linted. Recorded. */
  uris(): readonly Uri[];
  lookAhead?: ((uris: readonly Uri[]) => Promise<Share[]>) | undefined;
  /** Recorded. */
  settings(uri: Uri): ReaderSettings;
  onBug(error: unknown, what: string): void;
}

/** From documents to facts: what each document holds, what each reader makes of its units. Everything in it is a query. */
export class Discover {
  readonly scans: Scans;
  readonly #ways = new Map<string, Way>();
  readonly #claimed: Query<Map<string, Uri[]>>;

  constructor(options: DiscoverOptions) {
    this.scans = new Scans(options);
    this.#claimed = options.db.query('claimed', () => this.#claims());
    for (const reader of options.readers)
      this.#ways.set(reader.name, new Way(reader, options, () => this.#claimed.get().get(reader.name) ?? []));
  }

  /** Loads what the documents of the workspace need to be read. */
  async load(): Promise<void> {
    await this.scans.load();
    await Promise.all([...this.#claimed.get().keys()].map(name => this.#ways.get(name)!.load()));
  }

  /** The readers that claim a document. */
  readersOf(uri: Uri): Reader[] {
    return (this.scans.of(uri)?.claims ?? []).map(name => this.#ways.get(name)!.reader);
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

  /** What is broken in a document, and what could not read it. Recorded. */
  faults(uri: Uri): { start?: number; message: string }[] {
    const scan = this.scans.of(uri);
    if (!scan) return [];
    const faults: { start?: number; message: string }[] = scan.failed ? [{ message: scan.failed }] : [];
    for (const name of scan.claims) {
      const way = this.#ways.get(name)!;
      faults.push(...way.faults.get(uri));
      way.trim();
    }
    return faults;
  }

  /** Every fact, with the reader that it comes from; secrets that the scanner found come from none. Recorded. */
  facts(): { fact: Fact; reader: Reader | undefined }[] {
    const secrets = [...this.scans.notable.values()].flatMap(({ secrets }) => secrets.map(fact => ({ fact, reader: undefined })));
    const read = [...this.#ways.values()].flatMap(way =>
      this.#unitsOf(way).flatMap(unit => {
        const facts = way.facts(unit).get();
        way.trim();
        return facts.map(fact => ({ fact, reader: way.reader }));
      }),
    );
    return [...secrets, ...read];
  }

  sweep(revision: number): void {
    this.scans.sweep(revision);
    for (const way of this.#ways.values()) way.sweep(revision);
  }

  /** Which units there are may be asked of the parts of all documents. */
  #unitsOf(way: Way): Unit[] {
    const units = way.units();
    way.trim();
    return units;
  }

  #claims(): Map<string, Uri[]> {
    const claims = new Map<string, Uri[]>();
    for (const [uri, scan] of this.scans.notable)
      for (const name of scan.claims) {
        const uris = claims.get(name);
        if (uris) uris.push(uri);
        else claims.set(name, [uri]);
      }
    return claims;
  }
}
