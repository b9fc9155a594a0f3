import { constants, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { copiedPlaces } from '../src/history/copied.ts';
import { type Held, Machine } from '../src/history/machine.ts';

type Op = { copy: [number, number] } | { insert: Uint8Array };

/** A delta as git writes it (gitformat-pack), and what it makes. */
function deltaOf(base: Uint8Array, ops: Op[]): { delta: Uint8Array; target: Uint8Array } {
  const target: number[] = [];
  const out: number[] = [];
  for (const op of ops) {
    if ('insert' in op) {
      target.push(...op.insert);
      for (let at = 0; at < op.insert.length; at += 127)
        out.push(op.insert.subarray(at, at + 127).length, ...op.insert.subarray(at, at + 127));
      continue;
    }
    const [from, size] = op.copy;
    target.push(...base.subarray(from, from + size));
    let code = 0x80;
    const operands: number[] = [];
    for (let bit = 0; bit < 4; bit++) {
      const byte = Math.floor(from / 2 ** (8 * bit)) & 255;
      if (byte) operands.push(byte);
      if (byte) code |= 1 << bit;
    }
    for (let bit = 0; bit < 3 && size !== 65536; bit++) {
      const byte = (size >> (8 * bit)) & 255;
      if (byte) operands.push(byte);
      if (byte) code |= 16 << bit;
    }
    out.push(code, ...operands);
  }
  return { delta: Uint8Array.from([...sizeOf(base.length), ...sizeOf(target.length), ...out]), target: Uint8Array.from(target) };
}

function sizeOf(size: number): number[] {
  return size < 128 ? [size] : [(size & 127) | 128, ...sizeOf(Math.floor(size / 128))];
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const unpack = (machine: Machine, key: number, packed: Uint8Array, size: number) => {
  machine.memory.set(packed, machine.scratch);
  return machine.put(key, machine.scratch, packed.length, size);
};
const put = (machine: Machine, key: number, content: Uint8Array): Held => {
  const held = unpack(machine, key, deflateSync(content), content.length);
  if (held === 'damaged') throw new Error('not unpacked');
  return held;
};
const apply = (machine: Machine, key: number, base: Held, delta: Uint8Array) => {
  const packed = deflateSync(delta);
  machine.memory.set(packed, machine.scratch);
  return machine.delta(machine.scratch, packed.length, delta.length) ? machine.apply(key, base) : 'damaged';
};
let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
let key = 0;
/** Kinds of files tell apart what was seen: each test has its own. */
let kind = 0;

/** What of the target is to be looked at, after all of the base has been. */
function shown(base: Uint8Array, ops: Op[]): { target: string; regions: [number, number][] } {
  const { delta, target } = deltaOf(base, ops);
  kind++;
  const held = put(machine, ++key, base);
  machine.touchAll(held);
  machine.pick(held, kind);
  const made = apply(machine, ++key, held, delta);
  if (!made || made === 'damaged') throw new Error('not made');
  expect(Buffer.compare(machine.bytes(made), target)).toBe(0);
  const picked = [...machine.pick(made, kind)];
  return { target: text(target), regions: picked.flatMap((start, i) => (i % 2 ? [] : [[start, picked[i + 1]!] as [number, number]])) };
}

const line = fc.oneof(fc.constant('\n'), fc.stringMatching(/^[a-z =;{}]{0,40}\n$/), fc.stringMatching(/^[a-z;, ]{1200,1800}$/));
const base = fc.array(line, { maxLength: 30 }).map(lines => bytes(lines.join('')));
const changes = (length: number) =>
  fc.array(
    fc.oneof(
      fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]): Op => ({ copy: [Math.min(a, b), Math.abs(a - b)] })),
      fc.stringMatching(/^[A-Z\n ]{1,60}$/).map((each): Op => ({ insert: bytes(each) })),
    ),
    { minLength: 1, maxLength: 12 },
  );
const change = base
  .chain(base => fc.record({ base: fc.constant(base), ops: changes(base.length) }))
  .map(({ base, ops }) => ({
    base,
    ops: ops.filter(op => !('copy' in op) || op.copy[1] > 0),
  }));

describe('a delta', () => {
  it('shows every line that its base does not have between the same two', () => {
    fc.assert(
      fc.property(change, ({ base, ops }) => {
        const { target, regions } = shown(base, ops);
        const of = (text: string) => {
          const lines = text.split(/(?<=\n)/);
          return lines.filter(Boolean).map((line, i) => ({ line, all: `${lines[i - 1] ?? '^'}|${line}|${lines[i + 1] ?? '$'}` }));
        };
        const known = new Set(of(text(base)).map(({ all }) => all));
        let at = 0;
        const hidden: string[] = [];
        for (const { line, all } of of(target)) {
          // Long lines are looked at in pieces: only what stands beside a change must be shown.
          if (!known.has(all) && all.length < 1000 && !regions.some(([start, end]) => start <= at && at + line.length <= end))
            hidden.push(all);
          known.add(all);
          at += line.length;
        }
        expect(hidden).toEqual([]);
        expect(regions.filter(([start, end], i) => start >= end || (i > 0 && regions[i - 1]![1] > start))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['an insert and a copy', [{ copy: [0, 14] }, { insert: bytes('ABCD') }, { copy: [18, 40] }]],
    ['a copy, an insert and a copy', [{ copy: [0, 12] }, { insert: bytes('XY') }, { copy: [16, 50] }]],
    ['two copies that did not meet before', [{ copy: [0, 14] }, { copy: [30, 50] }]],
    ['a copy that ends early', [{ copy: [0, 20] }]],
    ['a copy that begins late', [{ copy: [4, 60] }]],
  ] as [string, Op[]][])('shows a token that straddles %s', (_, ops) => {
    const { target, regions } = shown(bytes(`${'key = abcdefghijklmnopqrstuvwxyz0123456789\n'.repeat(2)}${'x'.repeat(30)}\n`), ops);
    const changed = target.split('\n')[0]!.length;
    expect(regions.some(([start, end]) => start === 0 && end >= changed)).toBe(true);
  });

  it('shows the piece of a line without end in which something changed, and not all of it', () => {
    const pieces = Array.from({ length: 4000 }, (_, i) => `function f${i}(a,b){return a*${i * 7919}+b};`).join('');
    const { target, regions } = shown(bytes(pieces), [
      { copy: [0, 65536] },
      { insert: bytes('password="abc";') },
      { copy: [65536, pieces.length - 65536] },
    ]);
    const [[start, end]] = regions as [[number, number]];
    expect(target.slice(start, end)).toContain('password="abc";');
    expect(regions).toHaveLength(1);
    expect(end - start).toBeLessThan(6000);
  });

  it('shows all of a block of base64 when a part of it changed', () => {
    const block = Array.from({ length: 30 }, (_, i) => String.fromCharCode(65 + (i % 26)).repeat(64)).join('\n');
    const { target, regions } = shown(bytes(`-----BEGIN X-----\n${block}\n-----END X-----\n`), [
      { copy: [0, 1900] },
      { insert: bytes('zzzz') },
      { copy: [1904, 80] },
    ]);
    expect(target.slice(...regions[0]!)).toContain('BEGIN X');
  });

  it('is refused where it is damaged, whatever its bytes', () => {
    const held = put(machine, ++key, bytes('base '.repeat(20)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), tail => {
        const base = machine.get(held.key) ?? put(machine, held.key, bytes('base '.repeat(20)));
        const made = apply(machine, ++key, base, Uint8Array.from([100, ...tail]));
        if (made && made !== 'damaged') expect(made.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('keeps the places of what it copies whole', () => {
    fc.assert(
      fc.property(change, fc.nat(400), fc.integer({ min: 1, max: 30 }), ({ base, ops }, from, length) => {
        if (from + length > base.length) return;
        const { delta, target } = deltaOf(base, ops);
        const places = copiedPlaces(delta, [0, from, from + length]);
        for (let i = 0; i < places.length; i += 3)
          expect(text(target.subarray(places[i + 1]!, places[i + 2]!))).toBe(text(base.subarray(from, from + length)));
        const copied = ops.some(op => 'copy' in op && op.copy[0] <= from && from + length <= op.copy[0] + op.copy[1]);
        if (copied) expect(places.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('unpacking', () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc
      .array(fc.constantFrom('const ', 'key', ' = ', '0123456789abcdef', '\n', 'é'), { maxLength: 600 })
      .map(parts => bytes(parts.join(''))),
    fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 70_000 })).map(([byte, many]) => new Uint8Array(many).fill(byte)),
  );
  const options = fc.record({
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE),
  });

  it('gives what zlib packed, whatever stands behind it', () => {
    fc.assert(
      fc.property(content, options, fc.uint8Array({ maxLength: 20 }), (content, options, behind) => {
        const packed = Buffer.concat([deflateSync(content, options), behind]);
        const held = unpack(machine, ++key, packed, content.length);
        expect(held !== 'damaged' && Buffer.compare(machine.bytes(held), content)).toBe(0);
      }),
      { numRuns: 600 },
    );
  });

  it('refuses what is damaged, and ends', () => {
    fc.assert(
      fc.property(content, options, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, options, at, change) => {
        const packed = deflateSync(content, options);
        packed[at % packed.length]! ^= change;
        const held = unpack(machine, ++key, packed, content.length);
        // Some bits are of no account, such as those that say how it was packed.
        if (held !== 'damaged') expect(Buffer.compare(machine.bytes(held), content)).toBe(0);
        expect(unpack(machine, ++key, packed.subarray(0, at % packed.length), content.length)).toBe('damaged');
      }),
      { numRuns: 600 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(500), (packed, size) => void unpack(machine, ++key, packed, size)));
  });
});

describe('memory', () => {
  it('holds the newest blobs, whatever their sizes', () => {
    const held = new Map<number, Uint8Array>();
    for (let i = 0; i < 400; i++) {
      const content = new Uint8Array(1 + ((i * 7919) % 300_000)).fill(i % 251);
      held.set(++key, content);
      put(machine, key, content);
      for (const [each, content] of [...held].slice(-5)) {
        const there = machine.get(each);
        expect(there && Buffer.compare(machine.bytes(there), content)).toBe(0);
      }
    }
  });
});
