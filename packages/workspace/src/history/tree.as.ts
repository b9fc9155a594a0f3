/**
 * What trees name (gitformat-tree: `mode name NUL id`), in AssemblyScript. Of a tree that is made of another one only what differs is told:
 * the entries that a delta brings, and those of the base that it does not take over.
 */

import { afterHeader, copyEnd, copyFrom, copySize } from './delta.as';
import { findId } from './ids.as';

/** Where what is told is written, and how much room there is. */
let told: usize = 0;
let capacity: u32 = 0;
/** What the delta takes over from the base: start and end, ascending. */
let runs: usize = 0;
let runCapacity: u32 = 0;
let runCount: u32 = 0;
let idLength: u32 = 20;

/** Whether an entry names a tree that is not here. */
export let missesTree: bool = false;

export function prepareTrees(at: usize, many: u32, scratch: usize, scratchMany: u32, length: u32): void {
  told = at;
  capacity = many;
  runs = scratch;
  runCapacity = scratchMany;
  idLength = length;
}

/** Notes what a delta takes over. False where that is not in the base's order: then the tree stands for itself. */
export function takenOver(delta: usize, length: u32): bool {
  const end = delta + <usize>length;
  let at = afterHeader(delta, end);
  runCount = 0;
  let from: u32 = 0;
  let to: u32 = 0;
  while (at < end) {
    const op = <u32>load<u8>(at);
    if (!(op & 128)) {
      if (to > from && !run(from, to)) return false;
      from = to = 0;
      at += 1 + <usize>op;
      continue;
    }
    at = copyEnd(at);
    if (to === from || copyFrom !== to) {
      if (to > from && !run(from, to)) return false;
      from = copyFrom;
    }
    to = copyFrom + copySize;
  }
  return to === from || run(from, to);
}

function run(from: u32, to: u32): bool {
  if (runCount === runCapacity || (runCount && from < load<u32>(runs + ((<usize>(runCount - 1)) << 3)))) return false;
  store<u32>(runs + ((<usize>runCount) << 3), from);
  store<u32>(runs + ((<usize>runCount) << 3), to, 4);
  runCount++;
  return true;
}

// Where the telling stands: a tree may name more than there is room for at once.
let tree: usize = 0;
let at: usize = 0;
let end: usize = 0;
let ranges: usize = 0;
let rangeCount: u32 = 0;
let range: u32 = 0;
let farthest: u32 = 0;

/** All entries that reach into one of these ranges, ascending, are to be told by `added`. */
export function beginAdded(blob: usize, length: u32, from: usize, many: u32): void {
  begin(blob, length);
  ranges = from;
  rangeCount = many;
}

/** All entries of the base that are not taken over are to be told by `removed`. */
export function beginRemoved(blob: usize, length: u32): void {
  begin(blob, length);
}

function begin(blob: usize, length: u32): void {
  tree = blob;
  at = blob;
  end = blob + <usize>length;
  range = 0;
  farthest = 0;
}

/** The number of what each names, -1 for a file that is not here, and where its name stands in the tree. @returns how many; the last time 0, and -1 for what is no tree */
export function added(): i32 {
  let count: u32 = 0;
  while (at < end && count < capacity) {
    const start = <u32>(at - tree);
    const next = nextEntry();
    if (!next) return -1;
    const stop = <u32>(next - tree);
    while (range < rangeCount && load<u32>(ranges + ((<usize>range) << 3), 4) <= start) range++;
    if (range === rangeCount) {
      at = end;
      break;
    }
    if (load<u32>(ranges + ((<usize>range) << 3)) < stop) count = tell(next, count);
    at = next;
  }
  return <i32>count;
}

export function removed(): i32 {
  let count: u32 = 0;
  while (at < end && count < capacity) {
    const start = <u32>(at - tree);
    const next = nextEntry();
    if (!next) return -1;
    while (range < runCount && load<u32>(runs + ((<usize>range) << 3)) <= start) {
      const to = load<u32>(runs + ((<usize>range) << 3), 4);
      if (to > farthest) farthest = to;
      range++;
    }
    if (farthest < <u32>(next - tree)) count = tell(next, count);
    at = next;
  }
  return <i32>count;
}

/** Where the entry ends that starts at `at`; 0 where that is none. */
function nextEntry(): usize {
  const zero = i8x16.splat(0);
  for (let p = at + 5; p < end; p += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), zero));
    if (!found) continue;
    const next = p + <usize>ctz(found) + 1 + <usize>idLength;
    return next <= end ? next : 0;
  }
  return 0;
}

function tell(next: usize, count: u32): u32 {
  // A submodule's commit is in another repository.
  if (load<u16>(at) === 0x3631) return count;
  const number = findId(next - <usize>idLength);
  if (number < 0 && load<u8>(at) === 0x34) {
    missesTree = true;
    return count;
  }
  const name = load<u8>(at + 5) === 32 ? at + 6 : at + 7;
  store<i32>(told + ((<usize>count) << 3), number);
  store<u32>(told + ((<usize>count) << 3), <u32>(name - tree), 4);
  return count + 1;
}
