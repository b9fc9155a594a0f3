/**
 * Which number an object has, in AssemblyScript: a table by the first eight bytes of its id. Of ten million objects two are alike there once
 * in three hundred thousand repositories.
 */

let keys: usize = 0;
let numbers: usize = 0;
let mask: u32 = 0;

/** @param capacity a power of two, more than there will be ids; there are twelve bytes for each, all zero */
export function prepareIds(at: usize, capacity: u32): void {
  keys = at;
  numbers = at + ((<usize>capacity) << 3);
  mask = capacity - 1;
}

/**
 * Notes ids that stand one after the other. Those that are known already are written to `again`: their number and the one that they have.
 * @param given the number of each, from `first` on
 * @returns how many were known
 */
export function insertIds(ids: usize, given: usize, count: u32, idLength: u32, first: u32, again: usize): u32 {
  let known: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const number = first + load<u32>(given + ((<usize>i) << 2));
    const key = load<u64>(ids + <usize>i * <usize>idLength);
    let slot = <u32>key & mask;
    while (true) {
      const there = load<u32>(numbers + ((<usize>slot) << 2));
      if (!there) {
        store<u64>(keys + ((<usize>slot) << 3), key);
        store<u32>(numbers + ((<usize>slot) << 2), number + 1);
        break;
      }
      if (load<u64>(keys + ((<usize>slot) << 3)) === key) {
        store<u32>(again + ((<usize>known) << 3), number);
        store<u32>(again + ((<usize>known) << 3), there - 1, 4);
        known++;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return known;
}

/** The number of the object with this id; -1 for none. */
export function findId(id: usize): i32 {
  return find(load<u64>(id));
}

/** The same, with the id written as digits. */
export function findHex(hex: usize): i32 {
  let key: u64 = 0;
  for (let i: u64 = 0; i < 8; i++)
    key |= (<u64>((digit(load<u8>(hex + <usize>(2 * i))) << 4) | digit(load<u8>(hex + <usize>(2 * i) + 1)))) << (i << 3);
  return find(key);
}

function digit(code: u32): u32 {
  return (code < 58 ? code - 48 : code - 87) & 15;
}

function find(key: u64): i32 {
  let slot = <u32>key & mask;
  while (true) {
    const there = load<u32>(numbers + ((<usize>slot) << 2));
    if (!there) return -1;
    if (load<u64>(keys + ((<usize>slot) << 3)) === key) return <i32>(there - 1);
    slot = (slot + 1) & mask;
  }
}
