/**
 * What is done to every blob of a repository, in AssemblyScript: a delta is applied to its base, and the lines around what it changed are
 * compared with what was looked at before. What is left, `regions`, is what somebody has to look at.
 *
 * The unit is a line with its neighbours: a secret is known by its own line, the one before and the one after. A table keeps a hash of each
 * such triple; when it is full, older entries give way, and what they stood for is looked at once more. Lines without an end (minified
 * code) are cut where their content says so, at a sign that no token holds, so that an insertion shifts no cut but its neighbours.
 */

import { commitTime, readCommit } from './commit.as';
import { afterHeader, copyEnd, copyFrom, copySize, headerEnd, headerSize } from './delta.as';
import { findId, insertIds, prepareIds } from './ids.as';
import { inflate, inflateRoom, prepareInflate } from './inflate.as';
import { added, beginAdded, beginRemoved, missesTree, prepareTrees, removed, takenOver } from './tree.as';

export { added, beginRemoved, commitTime, findId, inflate, insertIds, missesTree, prepareIds, readCommit, removed, takenOver };

/** To be called once, first. */
export function prepare(idLength: u32): void {
  prepareInflate(inflateTables);
  prepareTrees(regions, regionCapacity, runs, runCapacity, idLength);
}

/** The entries that the last delta brought, or those of all of it, are to be told. */
export function beginTouched(tree: usize, length: u32): void {
  beginAdded(tree, length, touches, touchCount);
}

// Memory: what is seen, then places and regions, then whatever the caller puts there (deltas, blobs).
const seen: usize = 65536;
/** Small enough for a processor's own cache: a miss costs more than looking at a line once more. 4 bytes each. */
const seenSlots: u32 = 1 << 19;
const touches: usize = seen + ((<usize>seenSlots) << 2);
const touchCapacity: u32 = 1 << 19; // 8 bytes each: start, end in the blob
export const regions: usize = touches + ((<usize>touchCapacity) << 3);
export const regionCapacity: u32 = 1 << 17; // 8 bytes each: start, end in the blob
const runs: usize = regions + ((<usize>regionCapacity) << 3);
const runCapacity: u32 = 1 << 14; // 8 bytes each: start, end in the base
const pending: usize = runs + ((<usize>runCapacity) << 3);
const pendingCapacity: u32 = 1 << 12; // 24 bytes each: slot, tag, where the line before, the line itself and the next one start
const inflateTables: usize = pending + <usize>pendingCapacity * 24;
export const room: usize = inflateTables + inflateRoom;

/** Longer lines are cut where their content says so, into pieces of at least `shortestPiece`. */
const longLine: usize = 1024;
const shortestPiece: usize = 256;
/** What a region shows around a changed line. */
const linesBefore: i32 = 3;
const linesAfter: i32 = 2;
const mostBefore: usize = 512;
const mostAfter: usize = 512;
/** How far, in lines, a region may reach from what is found in it. */
const linesAround: i32 = linesBefore + linesAfter + 1;
/** A line of so many characters without a blank belongs to a block (a key) with its neighbours that are like it. */
const blockLine: usize = 40;
const mostBlock: usize = 24000;

// Odd numbers without a pattern, to multiply with.
const phi: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;
const seed1: u64 = ((<u64>0x8ebc6af0) << 32) | 0x9c88c6e3;
const seed2: u64 = ((<u64>0xa0761d64) << 32) | 0x78bd642f;
const seed3: u64 = ((<u64>0xe7037ed1) << 32) | 0xa0b428db;

let touchCount: u32 = 0;
let regionCount: u32 = 0;

/** The size of what the delta makes; -1 where it does not belong to a base of this size. */
export function targetSize(delta: usize, length: u32, baseLength: u32): f64 {
  const base = headerSize(delta, delta + length);
  if (base !== <u64>baseLength) return -1;
  return <f64>headerSize(headerEnd, delta + length);
}

/**
 * Makes a blob of its base and a delta, and notes what changed: what was inserted, and where two copies meet that did not before.
 * False for a delta that is damaged.
 */
export function apply(base: usize, baseLength: u32, delta: usize, length: u32, target: usize, targetLength: u32): bool {
  const end = delta + length;
  let at = afterHeader(delta, end);
  let out: usize = 0;
  let expected: i64 = 0;
  touchCount = 0;
  while (at < end) {
    const op = <u32>load<u8>(at++);
    if (op & 128) {
      if (at + 7 > end + 7 - <usize>popcnt(op & 127)) return false;
      at = copyEnd(at - 1);
      const from = copyFrom;
      const size = copySize;
      if (<u64>from + <u64>size > <u64>baseLength || <u64>out + <u64>size > <u64>targetLength) return false;
      if (<i64>from !== expected) touch(out, out);
      copy(target + out, base + from, size);
      out += size;
      expected = <i64>from + <i64>size;
    } else {
      if (op === 0 || at + op > end || <u64>out + <u64>op > <u64>targetLength) return false;
      copy(target + out, at, op);
      touch(out, out + op);
      at += op;
      out += op;
      expected = -1;
    }
  }
  if (expected !== <i64>baseLength) touch(out, out);
  return out === <usize>targetLength;
}

/** Most copies are a few dozen bytes: sixteen at a time beats a call. Behind a blob there is room for that. */
function copy(to: usize, from: usize, size: u32): void {
  if (size > 512) {
    memory.copy(to, from, size);
    return;
  }
  for (let at: usize = 0; at < <usize>size; at += 16) v128.store(to + at, v128.load(from + at));
}

/** A NUL byte early in it, as git decides. */
export function isBinary(blob: usize, length: u32): bool {
  const end = blob + (length < 8000 ? length : 8000);
  const zero = i8x16.splat(0);
  for (let at = blob; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), zero));
    if (found) return at + <usize>ctz(found) < end;
  }
  return false;
}

function touch(start: usize, end: usize): void {
  if (touchCount) {
    const last = touches + ((<usize>(touchCount - 1)) << 3);
    // What is near is one; when there is no room, the last one grows.
    if (start <= <usize>load<u32>(last, 4) + 16 || touchCount === touchCapacity) {
      store<u32>(last, <u32>end, 4);
      return;
    }
  }
  const entry = touches + ((<usize>touchCount) << 3);
  store<u32>(entry, <u32>start);
  store<u32>(entry, <u32>end, 4);
  touchCount++;
}

/** All of a blob is new. */
export function touchAll(length: u32): void {
  touchCount = 0;
  touch(0, length);
}

/**
 * Writes the regions around changed lines that were not looked at before, ascending; they do not overlap. `kind` stands for what the
 * judgement depends on besides the lines: the kind of file.
 */
export function pick(blob: usize, length: u32, kind: u32): u32 {
  regionCount = 0;
  done = blob;
  doneBefore = blob;
  for (let i: u32 = 0; i < touchCount; i++) {
    const entry = touches + ((<usize>i) << 3);
    const from = blob + load<u32>(entry);
    const first = lineStart(lineStart(from > blob ? from - 1 : blob, done), done);
    lookAt(blob, first > done ? first : done, blob + load<u32>(entry, 4), blob + length, kind, false);
  }
  settle(blob, blob + <usize>length);
  return regionCount;
}

/** What stands around this place is to be looked at whenever it appears. */
export function forget(blob: usize, length: u32, start: u32, stop: u32, kind: u32): void {
  let from = blob + start;
  for (let i = 0; i < linesAround; i++) from = lineStart(from, blob);
  done = blob;
  doneBefore = blob;
  lookAt(blob, from, blob + stop, blob + length, kind, true);
}

/** Where the line starts that ends before `at`, or in which `at` stands; not before `limit`. */
function lineStart(at: usize, limit: usize): usize {
  if (at > limit) at--;
  while (at > limit && load<u8>(at - 1) !== 10) at--;
  return at;
}

/** Where the last look stopped: the first line that it did not judge, and the one before. */
let done: usize = 0;
let doneBefore: usize = 0;

/** Judges the lines from `from`, the start of one, to the one behind that in which `to` stands. */
function lookAt(blob: usize, from: usize, to: usize, end: usize, kind: u32, forgets: bool): void {
  let before = from === done ? doneBefore : lineStart(from, blob);
  let here = from;
  let after: i32 = forgets ? linesAround : 1;
  const seed = (<u64>kind + 1) * phi;
  let previous = before < here ? hashOf(before, here) : 0;
  let next = lineEnd(here, end);
  let hash = here < end ? hashOf(here, next) : 0;
  while (here < end && (here <= to || after-- > 0)) {
    const beyond = next < end ? lineEnd(next, end) : end;
    const following = next < end ? hashOf(next, beyond) : 0;
    const triple = mix(mix(previous ^ seed, hash), following);
    const slot = seen + ((<usize>(<u32>triple & (seenSlots - 1))) << 2);
    const tag = <u32>(triple >> 32) | 1;
    if (!forgets) wait(slot, tag, before, here, next, blob, end);
    else if (load<u32>(slot) === tag) store<u32>(slot, 0);
    previous = hash;
    hash = following;
    before = here;
    here = next;
    next = beyond;
  }
  done = here;
  doneBefore = before;
}

let pendingCount: u32 = 0;

/** The table is asked about many lines in a row: each answer takes a while, and all those are waited for at once. */
function wait(slot: usize, tag: u32, before: usize, here: usize, next: usize, blob: usize, end: usize): void {
  const entry = pending + <usize>pendingCount * 24;
  store<u32>(entry, <u32>slot);
  store<u32>(entry, tag, 4);
  store<u32>(entry, <u32>before, 8);
  store<u32>(entry, <u32>here, 12);
  store<u32>(entry, <u32>next, 16);
  if (++pendingCount === pendingCapacity) settle(blob, end);
}

function settle(blob: usize, end: usize): void {
  const stop = pending + <usize>pendingCount * 24;
  for (let entry = pending; entry < stop; entry += 24) {
    const slot = <usize>load<u32>(entry);
    const tag = load<u32>(entry, 4);
    if (load<u32>(slot) === tag) continue;
    store<u32>(slot, tag);
    region(blob, load<u32>(entry, 8), load<u32>(entry, 12), load<u32>(entry, 16), end);
  }
  pendingCount = 0;
}

/** Adds what stands around a line: `before` is where the one before it starts. */
function region(blob: usize, before: usize, start: usize, stop: usize, end: usize): void {
  const last = regions + ((<usize>(regionCount - 1)) << 3);
  const since = regionCount ? blob + load<u32>(last, 4) : blob;
  let from = before;
  if (from > since && isBlock(start, stop)) from = blockStart(from, start - since < mostBlock ? since : start - mostBlock);
  const limit = from - since < mostBefore || from < since ? since : from - mostBefore;
  for (let i = 1; i < linesBefore && from > limit; i++) {
    const line = lineStart(from, limit);
    // Not in the middle of a line: half a token may look like a whole one.
    if (line === limit && line > since && load<u8>(line - 1) !== 10) break;
    from = line;
  }
  let to = stop < end ? lineEnd(stop, end) : end;
  for (let i = 1; i < linesAfter && to < end; i++) {
    const line = lineEnd(to, end);
    if (line - to > mostAfter) break;
    to = line;
  }
  if (regionCount && (from <= since || regionCount === regionCapacity)) {
    if (<u32>(to - blob) > load<u32>(last, 4)) store<u32>(last, <u32>(to - blob), 4);
    return;
  }
  const entry = regions + ((<usize>regionCount) << 3);
  store<u32>(entry, <u32>(from - blob));
  store<u32>(entry, <u32>(to - blob), 4);
  regionCount++;
}

function blockStart(from: usize, limit: usize): usize {
  while (from > limit) {
    const line = lineStart(from, limit);
    if (line >= from || !isBlock(line, from)) break;
    from = line;
  }
  return from;
}

function isBlock(start: usize, stop: usize): bool {
  if (stop - start < blockLine || stop - start > 200) return false;
  let at = start;
  while (at < stop && load<u8>(at) <= 32) at++;
  const first = at;
  while (at < stop && load<u8>(at) > 32) at++;
  return at - first >= blockLine;
}

/** Where the line, or the piece of a long one, ends that starts here: after its line feed. */
function lineEnd(start: usize, end: usize): usize {
  const near = end - start > longLine ? start + longLine : end;
  const feed = lineFeed(start, near);
  if (feed < near || near === end) return feed < near ? feed + 1 : end;
  for (let at = start + shortestPiece; at < end; at++) {
    const byte = load<u8>(at);
    if (byte === 10) return at + 1;
    if (byte === 59 || byte === 44 || byte === 123 || byte === 125 || byte === 32) {
      if ((load<u32>(at - 4) * 0x9e3779b1) >>> 28 === 0) return at + 1;
    }
  }
  return end;
}

function lineFeed(at: usize, end: usize): usize {
  const feed = i8x16.splat(10);
  for (; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), feed));
    if (found) {
      const place = at + <usize>ctz(found);
      return place < end ? place : end;
    }
  }
  return end;
}

function mix(a: u64, b: u64): u64 {
  const product = (a ^ seed2) * (b ^ seed3);
  return product ^ (product >> 32) ^ rotl(a, 23);
}

function hashOf(at: usize, end: usize): u64 {
  let hash: u64 = <u64>(end - at) * seed1;
  for (; at + 8 <= end; at += 8) {
    hash = (rotl(hash, 29) ^ load<u64>(at)) * phi;
    hash ^= hash >> 32;
  }
  const rest = <u64>(end - at);
  if (rest) {
    hash = (rotl(hash, 29) ^ (load<u64>(at) & (((<u64>1) << (rest << 3)) - 1))) * phi;
    hash ^= hash >> 32;
  }
  return hash | 1;
}
