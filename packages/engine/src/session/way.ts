import type { Ask, Call, Fact, Gap, Part, Reader, ReaderSettings, Segment, Unit, Uri } from '@idlint/model';
import { placeOf } from '@idlint/model';
import type { Database, Family, Input } from '../query/database.ts';
import { equal, sameItems } from '../query/equal.ts';
import { structuralHash } from '../query/hash.ts';
import type { Query } from '../query/query.ts';
import type { Documents } from './documents.ts';
import { isInside } from './tree.ts';

/**
 * Of how much text, in UTF-16 code units, parts are kept: they take ten to twenty times as much memory. A part that was forgotten is
 * read again when somebody asks for it; that shows that more of them are in use, and more are kept from then on.
 */
const keptText = { least: 1_000_000, most: 16_000_000 };

interface WayOptions {
  db: Database;
  documents: Documents;
  /** Recorded. */
  settings(uri: Uri): ReaderSettings;
  onBug(error: unknown, what: string): void;
}

/** One reader's way from documents to facts: parts, units, what units ask for, and the facts that they give. */
export class Way {
  readonly reader: Reader;
  readonly segments: Family<Uri, Record<Segment, number> | undefined>;
  readonly faults: Family<Uri, { start?: number; message: string }[]>;
  readonly #options: WayOptions;
  readonly #parts: Family<Uri, Part | undefined>;
  readonly #outlines: Family<Uri, unknown>;
  /** What stands in one segment, by document and segment; and which of a document are asked for. */
  readonly #pieces: Family<string, unknown>;
  readonly #piecesOf = new Map<Uri, Set<string>>();
  /** Undefined where the reader failed. */
  readonly #units: Query<Unit[] | undefined>;
  readonly #facts: Family<Uri, Fact[]>;
  readonly #lists: Family<string, Uri[]>;
  readonly #settings: Family<Uri, ReaderSettings>;
  readonly #calls = new Map<number, { call: Call; answer: Query<Answer> }[]>();
  /** The units that are being called now. */
  readonly #calling = new Map<Uri, Query<Answer>>();
  /** Documents whose parts are in memory, with their length; the one used last is last. */
  readonly #kept = new Map<Uri, number>();
  #keptSize = 0;
  #keepable = keptText.least;
  /** The members of the cycle that was found last. */
  #cycle: Uri[] = [];
  /** The units whose calls failed in what is evaluated now. */
  #failed = new Set<Uri>();
  readonly #loaded: Input<boolean>;
  #loading: Promise<void> | undefined;
  readonly #ask: Ask<Part>;

  constructor(reader: Reader, options: WayOptions, claimed: () => Uri[]) {
    const { db, documents } = options;
    this.reader = reader;
    this.#options = options;
    this.#loaded = db.input(!reader.load);
    this.#parts = db.family<Uri, Part | undefined>(
      'part',
      uri => this.#read(uri),
      uri => ({ failed: error => this.#onBug(error, uri) }),
    );
    this.#outlines = db.family<Uri, unknown>('outline', uri => {
      const part = this.part(uri);
      return part && reader.outline?.(part);
    });
    this.#pieces = db.family<string, unknown>('piece', key => {
      const end = key.indexOf('\n');
      const part = this.part(key.slice(0, end));
      return part && reader.segment?.(part, key.slice(end + 1));
    });
    this.segments = db.family('segments', uri => this.part(uri)?.segments);
    this.faults = db.family('faults', uri => this.#faultsOf(uri));
    const mine = db.query('claimed', () => claimed(), { settle: (old, next) => (sameItems(old, next) ? old : next) });
    this.#units = db.query<Unit[] | undefined>('units', () => this.#unitsOf(mine.get()), { failed: error => this.#onBug(error, 'units') });
    this.#facts = db.family<Uri, Fact[]>(
      'facts',
      at => this.#evaluate(at),
      at => ({
        settle: keepFacts,
        failed: error => {
          this.#onBug(error, at);
          return [bugGap(reader, at, at)];
        },
      }),
    );
    this.#lists = db.family<string, Uri[]>('list', glob => documents.tree.list(glob));
    this.#settings = db.family<Uri, ReaderSettings>('settings', uri => options.settings(uri));
    this.#ask = {
      part: uri => this.part(uri),
      text: uri => (isInside(uri) ? documents.get(uri)?.text : undefined),
      list: glob => this.#lists.get(glob),
      call: call => this.#call(call),
      settings: uri => this.#settings.get(uri),
      ...(reader.outline && reader.segment
        ? {
            outline: uri => this.#answer(uri, this.#outlines.of(uri)),
            segment: (uri, segment) => this.#piece(uri, segment),
          }
        : {}),
    };
  }

  async load(): Promise<void> {
    if (this.#loaded.get()) return;
    this.#loading ??= this.reader.load!();
    try {
      await this.#loading;
      this.#loaded.set(true);
    } catch (error) {
      this.#loading = undefined;
      this.#onBug(error, 'load');
    }
  }

  part(uri: Uri): Part | undefined {
    if (!isInside(uri)) return undefined;
    const query = this.#parts.of(uri);
    const again = query.forgotten;
    const part = query.get();
    if (part) this.#use(uri, again);
    return part;
  }

  #piece(uri: Uri, segment: Segment): unknown {
    const key = `${uri}\n${segment}`;
    const keys = this.#piecesOf.get(uri);
    if (keys) keys.add(key);
    else this.#piecesOf.set(uri, new Set([key]));
    return this.#answer(uri, this.#pieces.of(key));
  }

  /** What is made of a part: it holds on to the part's own data, and is forgotten with it. */
  #answer(uri: Uri, query: Query<unknown>): unknown {
    if (!isInside(uri)) return undefined;
    const again = query.forgotten;
    const answer = query.get();
    if (answer !== undefined) this.#use(uri, again);
    return answer;
  }

  units(): Unit[] {
    return this.#units.get() ?? [];
  }

  facts(unit: Unit): Query<Fact[]> {
    return this.#facts.of(unit.at);
  }

  sweep(revision: number): void {
    for (const family of [this.segments, this.faults, this.#parts, this.#outlines, this.#pieces, this.#facts, this.#lists, this.#settings])
      family.sweep(revision);
    for (const [hash, bucket] of this.#calls) {
      const live = bucket.filter(({ answer }) => answer.verifiedAt >= revision);
      if (live.length > 0) this.#calls.set(hash, live);
      else this.#calls.delete(hash);
    }
  }

  #use(uri: Uri, again: boolean): void {
    const size = this.#kept.get(uri) ?? this.#options.documents.peek(uri)?.text.length ?? 0;
    if (!this.#kept.delete(uri)) this.#keptSize += size;
    if (again) this.#keepable = Math.min(this.#keepable + size, keptText.most);
    this.#kept.set(uri, size);
  }

  /** Forgets the parts that were not used for longest, as far as there are too many. Not while one is being read. */
  trim(): void {
    for (const [uri, size] of this.#kept) {
      if (this.#keptSize <= this.#keepable) return;
      // What is asked for long after is taken out before.
      this.segments.of(uri).peek();
      this.faults.of(uri).peek();
      this.#parts.of(uri).forget();
      this.#outlines.of(uri).forget();
      for (const key of this.#piecesOf.get(uri) ?? []) this.#pieces.of(key).forget();
      this.#piecesOf.delete(uri);
      this.#kept.delete(uri);
      this.#keptSize -= size;
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
    if (!part || !this.#units.get()) return [{ message: failedHere(this.reader) }];
    return part.faults.map(({ segment, start, message }) => ({ start: (part.segments[segment] ?? 0) + start, message }));
  }

  /** A call is memoised on the unit and the structure of its inputs. */
  #call(call: Call): unknown {
    const hash = structuralHash(call);
    const bucket = this.#calls.get(hash) ?? [];
    let known = bucket.find(other => equal(other.call, call));
    if (!known) {
      known = { call, answer: this.#callQuery(call) };
      this.#calls.set(hash, [...bucket, known]);
    }
    const { value, failed, cycle } = known.answer.get();
    if (cycle?.some(at => this.#calling.has(at))) this.#throwCycle(cycle);
    for (const uri of failed) this.#failed.add(uri);
    return value;
  }

  /** A unit that calls itself, and all that call each other with it, give nothing, whichever of them was asked first. */
  #callQuery(call: Call): Query<Answer> {
    const { at } = call.unit;
    const run = (): Answer => {
      // Whatever its inputs: these may grow with every turn.
      if (this.#calling.has(at)) this.#throwCycle([at]);
      this.#calling.set(at, query);
      try {
        return this.#collecting(() => this.reader.call?.(call, this.#ask));
      } finally {
        this.#calling.delete(at);
      }
    };
    const query: Query<Answer> = this.#options.db.query('call', run, {
      cycle: () => ({ value: undefined, failed: [], cycle: this.#cycle }),
      failed: error => {
        this.#onBug(error, at);
        return { value: undefined, failed: [at] };
      },
    });
    return query;
  }

  /** One of the units that are being called now is in a cycle with some others; with it, all that it called on the way here. */
  #throwCycle(others: readonly Uri[]): void {
    const stack = [...this.#calling.keys()];
    const first = stack.findIndex(at => others.includes(at));
    this.#cycle = [...new Set([...stack.slice(first), ...others])].sort();
    this.#calling.get(stack[first]!)!.get();
  }

  #collecting<T>(run: () => T): { value: T; failed: Uri[] } {
    const outer = this.#failed;
    this.#failed = new Set();
    try {
      return { value: run(), failed: [...this.#failed].sort() };
    } finally {
      this.#failed = outer;
    }
  }

  #evaluate(at: Uri): Fact[] {
    const { value, failed } = this.#collecting(() => this.reader.evaluate({ reader: this.reader.name, at }, this.#ask));
    return failed.length > 0 ? [...value, ...failed.map(uri => bugGap(this.reader, at, uri))] : value;
  }

  #onBug(error: unknown, what: string): undefined {
    this.#options.onBug(error, `${this.reader.name} ${what}`);
  }
}

/** What a call gave, and which called units failed on the way: these are not seen. */
interface Answer {
  value: unknown;
  failed: Uri[];
  /** The units that it is in a cycle with. */
  cycle?: Uri[];
}

export const failedHere = ({ title }: Reader): string => `the reader of ${title} failed here, which is a bug of idlint`;

const bugGap = (reader: Reader, unit: Uri, at: Uri): Gap => ({
  kind: 'gap',
  key: `${unit}#bug/${reader.name}/${at}`,
  platform: 'source',
  at: placeOf(at, 0, 0),
  exists: true,
  names: [],
  severity: 'limit',
  why: { code: 'unsupported', what: reader.title },
  message: failedHere(reader),
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
