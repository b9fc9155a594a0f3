import { Query, type QueryOptions } from './query.ts';

/** What a query may ask for, and be told whether it changed. */
export interface Cell {
  /** The last revision in which the value became another one. */
  changedAt: number;
  /** The frame that recorded it last: keeps a frame from recording it twice in a row. */
  seenBy: number;
  /** Brings it up to date. */
  refresh(): void;
}

/** One run of a query, and what it has asked for so far. */
export interface Frame {
  id: number;
  query: Query<unknown>;
  asked: Cell[];
  outer: Frame | undefined;
}

/**
 * Memoised queries with recorded dependencies, and an early stop where a result stays the same. Every change of an input begins a new
 * revision; nothing runs until somebody asks. A query that is asked first brings its dependencies up to date, in the order in which it
 * asked for them, and runs again only when one of them really changed.
 */
export class Database {
  revision = 1;
  /** How often each kind of query ran. */
  readonly work: Record<string, number> = {};
  #frame: Frame | undefined;
  #frames = 0;

  input<T>(value: T, same: (old: T, next: T) => boolean = Object.is): Input<T> {
    return new Input(this, value, same);
  }

  query<T>(kind: string, run: () => T, options: QueryOptions<T> = {}): Query<T> {
    return new Query(this, kind, run, options);
  }

  /** One query for each key. */
  family<K, T>(kind: string, run: (key: K) => T, options: (key: K) => QueryOptions<T> = () => ({})): Family<K, T> {
    return new Family(key => new Query(this, kind, () => run(key), options(key)));
  }

  record(cell: Cell): void {
    const frame = this.#frame;
    if (!frame || cell.seenBy === frame.id) return;
    cell.seenBy = frame.id;
    frame.asked.push(cell);
  }

  open(query: Query<unknown>): Frame {
    this.#frame = { id: ++this.#frames, query, asked: [], outer: this.#frame };
    return this.#frame;
  }

  close(frame: Frame): void {
    this.#frame = frame.outer;
  }

  /** The runs from the innermost out to that of `query`. */
  framesTo(query: Query<unknown>): Frame[] {
    const frames: Frame[] = [];
    for (let frame = this.#frame; frame; frame = frame.outer) {
      frames.push(frame);
      if (frame.query === query) break;
    }
    return frames;
  }
}

/** A fact about the outside world, set from there. */
export class Input<T> implements Cell {
  changedAt: number;
  seenBy = 0;
  #db: Database;
  #value: T;
  #same: (old: T, next: T) => boolean;

  constructor(db: Database, value: T, same: (old: T, next: T) => boolean) {
    this.#db = db;
    this.#value = value;
    this.#same = same;
    this.changedAt = db.revision;
  }

  get(): T {
    this.#db.record(this);
    return this.#value;
  }

  set(value: T): void {
    if (this.#same(this.#value, value)) return;
    this.#value = value;
    this.changedAt = ++this.#db.revision;
  }

  refresh(): void {}
}

export class Family<K, T> {
  #queries = new Map<K, Query<T>>();
  #make: (key: K) => Query<T>;

  constructor(make: (key: K) => Query<T>) {
    this.#make = make;
  }

  of(key: K): Query<T> {
    let query = this.#queries.get(key);
    if (!query) {
      query = this.#make(key);
      this.#queries.set(key, query);
    }
    return query;
  }

  get(key: K): T {
    return this.of(key).get();
  }

  /** Lets go of the queries whose answers nobody needed in `revision`. */
  sweep(revision: number): void {
    for (const [key, query] of this.#queries) if (query.verifiedAt < revision) this.#queries.delete(key);
  }
}
