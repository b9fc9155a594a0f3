import type { Cell, Database, Frame } from './database.ts';
import { equal } from './equal.ts';

export interface QueryOptions<T> {
  /**
   * What to keep when a run gives `next` and the last one gave `old`: `old` itself where they are the same, or a value that shares with it
   * what stayed. By default compares by structure.
   */
  settle?: (old: T, next: T) => T;
  /** What a query that depends on itself gives, as do all members of the cycle. Without it, a cycle is an error. */
  cycle?: () => T;
  /** What a query gives whose run threw. Without it, the error goes on to whoever asked. */
  failed?: (error: unknown) => T;
}

/** Thrown through the members of a cycle out to the query that began it. */
class Cycle extends Error {
  readonly head: Query<unknown>;
  constructor(head: Query<unknown>) {
    super('a query depends on itself');
    this.head = head;
  }
}

const keepEqual = <T>(old: T, next: T): T => (equal(old, next) ? old : next);

export class Query<T> implements Cell {
  changedAt = 0;
  seenBy = 0;
  /** The last revision in which the value was known to be right; 0 before the first run. */
  verifiedAt = 0;
  #db: Database;
  #kind: string;
  #run: () => T;
  #options: QueryOptions<T>;
  #asked: Cell[] = [];
  #value: T | undefined = undefined;
  #forgotten = false;
  #running = false;

  constructor(db: Database, kind: string, run: () => T, options: QueryOptions<T>) {
    this.#db = db;
    this.#kind = kind;
    this.#run = run;
    this.#options = options;
  }

  get(): T {
    this.#db.record(this);
    return this.peek();
  }

  /** The value, without that whoever runs now depends on it. */
  peek(): T {
    this.refresh();
    if (this.#forgotten) this.#remember();
    return this.#value as T;
  }

  /** Whether its last run asked for nothing, so that its value is for good. */
  get asksNothing(): boolean {
    return this.#asked.length === 0;
  }

  /** Drops the value, but not what is known about it: it is worked out again when somebody asks, and counts as unchanged. */
  forget(): void {
    this.#forgotten = this.verifiedAt > 0;
    if (this.#forgotten) this.#value = undefined;
  }

  get forgotten(): boolean {
    return this.#forgotten;
  }

  refresh(): void {
    if (this.verifiedAt === this.#db.revision) return;
    if (this.#running) this.#throwCycle();
    if (this.verifiedAt > 0 && !this.#stale()) this.verifiedAt = this.#db.revision;
    // Looking at the dependencies may have found a cycle, and this query to be a member of it.
    else if (this.verifiedAt !== this.#db.revision) this.#accept(...this.#execute());
  }

  #stale(): boolean {
    for (const cell of this.#asked) {
      try {
        cell.refresh();
      } catch (error) {
        if (!(error instanceof Cycle)) throw error;
        return true;
      }
      if (cell.changedAt > this.verifiedAt) return true;
    }
    return false;
  }

  #execute(): [T, Cell[]] {
    const frame = this.#db.open(this as Query<unknown>);
    this.#running = true;
    this.#db.work[this.#kind] = (this.#db.work[this.#kind] ?? 0) + 1;
    try {
      const value = this.#run();
      return [value, frame.asked];
    } catch (error) {
      if (!(error instanceof Cycle)) {
        if (this.#options.failed) return [this.#options.failed(error), frame.asked];
      } else if (error.head === (this as Query<unknown>)) return [this.#options.cycle!(), frame.asked];
      throw error;
    } finally {
      this.#running = false;
      this.#db.close(frame);
    }
  }

  #accept(next: T, asked: Cell[]): void {
    const comparable = this.verifiedAt > 0 && !this.#forgotten;
    const settled = comparable ? (this.#options.settle ?? keepEqual)(this.#value as T, next) : next;
    if (!comparable || settled !== this.#value) this.changedAt = this.#db.revision;
    this.#value = settled;
    this.#forgotten = false;
    this.#asked = asked;
    this.verifiedAt = this.#db.revision;
  }

  #remember(): void {
    this.#value = this.#execute()[0];
    this.#forgotten = false;
  }

  /** Every member of a cycle gives the same, whichever was asked first; so each of them remembers all that the members asked until then. */
  #throwCycle(): never {
    const frames: Frame[] = this.#db.framesTo(this as Query<unknown>);
    const asked = frames.flatMap(frame => frame.asked).filter(cell => !frames.some(frame => frame.query === cell));
    for (const frame of frames) {
      const { query } = frame;
      if (!query.#options.cycle) throw new Error(`The query ${query.#kind} depends on itself.`);
      frame.asked = asked;
      if (query !== (this as Query<unknown>)) query.#accept(query.#options.cycle(), asked);
    }
    throw new Cycle(this as Query<unknown>);
  }
}
