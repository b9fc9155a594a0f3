import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Database, type Family, type Input } from './database.ts';
import { equal } from './equal.ts';
import { structuralHash } from './hash.ts';

describe('a query', () => {
  it('runs once, and again when what it asked for changed', () => {
    const db = new Database();
    const price = db.input(2);
    const total = db.query('total', () => price.get() * 10);
    expect([total.get(), total.get(), db.work.total]).toEqual([20, 20, 1]);
    price.set(2);
    expect([total.get(), db.work.total]).toEqual([20, 1]);
    price.set(3);
    expect([total.get(), db.work.total]).toEqual([30, 2]);
  });

  it('stops a change that changes nothing', () => {
    const db = new Database();
    const text = db.input('a b');
    const words = db.query('words', () => text.get().split(/\s+/));
    const count = db.query('count', () => words.get().length);
    expect(count.get()).toBe(2);
    const before = words.get();
    text.set('a  b');
    expect(count.get()).toBe(2);
    expect(words.get()).toBe(before);
    expect(db.work).toEqual({ words: 2, count: 1 });
  });

  it('forgets what it no longer asks for', () => {
    const db = new Database();
    const which = db.input(true);
    const [left, right] = [db.input('l'), db.input('r')];
    const chosen = db.query('chosen', () => (which.get() ? left.get() : right.get()));
    chosen.get();
    which.set(false);
    expect(chosen.get()).toBe('r');
    left.set('L');
    expect([chosen.get(), db.work.chosen]).toEqual(['r', 2]);
  });

  it('does not run what only an outdated answer asked for', () => {
    const db = new Database();
    const exists = db.input(true);
    const file = db.query('file', () => {
      if (!exists.get()) throw new Error('there is no file');
      return 'text';
    });
    const length = db.query('length', () => (exists.get() ? file.get().length : 0));
    expect(length.get()).toBe(4);
    exists.set(false);
    expect(length.get()).toBe(0);
  });

  it('may let go of its value without that anybody runs again', () => {
    const db = new Database();
    const input = db.input(1);
    const large = db.query('large', () => [input.get()]);
    const small = db.query('small', () => large.get().length);
    const other = db.input(0);
    small.get();
    large.forget();
    other.set(1);
    expect([small.get(), db.work]).toEqual([1, { large: 1, small: 1 }]);
    expect([large.get(), db.work]).toEqual([[1], { large: 2, small: 1 }]);
    large.forget();
    input.set(2);
    expect([small.get(), large.get(), db.work]).toEqual([1, [2], { large: 3, small: 2 }]);
  });

  it('that throws gives what it has for that, and recovers', () => {
    const db = new Database();
    const input = db.input(0);
    const query = db.query<string>(
      'risky',
      () => {
        if (input.get() === 0) throw new Error('zero');
        return 'fine';
      },
      { failed: error => String(error) },
    );
    expect(query.get()).toBe('Error: zero');
    input.set(1);
    expect(query.get()).toBe('fine');
  });

  it('that nobody needs any more is swept away', () => {
    const db = new Database();
    const names = db.input(['a', 'b']);
    const upper = db.family<string, string>('upper', name => name.toUpperCase());
    const all = db.query('all', () => names.get().map(name => upper.get(name)));
    all.get();
    names.set(['b']);
    all.get();
    upper.sweep(db.revision);
    upper.get('b');
    expect(db.work.upper).toBe(2);
    upper.get('a');
    expect(db.work.upper).toBe(3);
  });
});

/** Modules that call each other: each gives its own number and the sum of what it calls; a cycle gives nothing. */
function modules(db: Database, calls: Input<Record<string, string[]>>): Family<string, number | undefined> {
  const edges = db.family<string, string[]>('edges', name => calls.get()[name] ?? []);
  const sums: Family<string, number | undefined> = db.family<string, number | undefined>(
    'sum',
    name => edges.get(name).reduce<number>((sum, other) => sum + (sums.get(other) ?? 1000), name.charCodeAt(0) - 96),
    () => ({ cycle: () => undefined }),
  );
  return sums;
}

describe('a cycle', () => {
  it('gives the same to all of its members, whoever is asked first', () => {
    const calls = { a: ['b'], b: ['c'], c: ['b'], d: [] };
    for (const first of ['a', 'b', 'c', 'd']) {
      const db = new Database();
      const sums = modules(db, db.input(calls));
      sums.get(first);
      expect(['a', 'b', 'c', 'd'].map(name => sums.get(name))).toEqual([1001, undefined, undefined, 4]);
    }
  });

  it('ends when one of its members stops asking', () => {
    const db = new Database();
    const calls = db.input<Record<string, string[]>>({ a: ['b'], b: ['a'] });
    const sums = modules(db, calls);
    expect([sums.get('a'), sums.get('b')]).toEqual([undefined, undefined]);
    calls.set({ a: ['b'], b: [] });
    expect([sums.get('a'), sums.get('b')]).toEqual([3, 2]);
    calls.set({ a: ['b'], b: ['c'], c: ['b'] });
    expect([sums.get('b'), sums.get('a'), sums.get('c')]).toEqual([undefined, 1001, undefined]);
  });
});

it('gives what a new database gives, whatever changes and whoever is asked', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  // Calls only go down the alphabet, so that there is no cycle: which one of two that share a member is found first is not promised.
  const graph = fc
    .dictionary(name, fc.array(name, { maxLength: 3 }))
    .map(calls => Object.fromEntries(Object.entries(calls).map(([from, to]) => [from, to.filter(other => other > from)])));
  fc.assert(
    fc.property(fc.array(fc.tuple(graph, fc.array(name, { maxLength: 4 })), { minLength: 1, maxLength: 6 }), steps => {
      const db = new Database();
      const input = db.input<Record<string, string[]>>({});
      const warm = modules(db, input);
      for (const [calls, asked] of steps) {
        input.set(calls);
        const fresh = new Database();
        const cold = modules(fresh, fresh.input<Record<string, string[]>>(calls));
        for (const one of asked) expect(warm.get(one)).toBe(cold.get(one));
      }
    }),
  );
});

describe('equality by structure', () => {
  const data = fc.letrec(tie => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(1, 2, 'a', 'b', null, undefined, true, Number.NaN),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('any')),
      fc.array(fc.tuple(fc.constantFrom('x', 'y'), tie('any'))).map(entries => new Map(entries)),
      fc.array(fc.integer({ min: 0, max: 3 })).map(items => Uint8Array.from(items)),
    ),
  })).any;

  it('holds for a copy, which has the same hash', () => {
    fc.assert(
      fc.property(data, value => {
        const copy = structuredClone(value);
        expect(equal(value, copy)).toBe(true);
        expect(structuralHash(value)).toBe(structuralHash(copy));
      }),
    );
  });

  it('goes both ways, and equal data has one hash', () => {
    fc.assert(
      fc.property(data, data, (a, b) => {
        expect(equal(a, b)).toBe(equal(b, a));
        if (equal(a, b)) expect(structuralHash(a)).toBe(structuralHash(b));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[unknown, unknown]>([
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      [1, { b: new Map([['x', [1]]]) }],
      [1, { b: new Map([['x', [1]]]) }],
    ],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ])('%j is %j', (a, b) => expect(equal(a, b)).toBe(true));

  it.each<[unknown, unknown]>([
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1], { 0: 1 }],
    [new Map([['x', 1]]), new Map([['x', 2]])],
    [new Map([['x', 1]]), { x: 1 }],
    [null, {}],
    ['1', 1],
    [Uint8Array.of(1), Uint8Array.of(2)],
  ])('%j is not %j', (a, b) => expect(equal(a, b)).toBe(false));
});
