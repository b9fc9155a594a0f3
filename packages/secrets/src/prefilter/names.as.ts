/** What names ask of the values that are given to them: the context judges a name once, and it is remembered. */
import { nameBytes, nameRoom, nameSlots, names } from './memory.as';

// Imported from whoever starts the module, as `names.as` is called.
declare function judged(from: usize, length: u32): u32;

let count: u32 = 0;
let free: usize = nameBytes;

/** As `needs` in value.ts numbers it. */
export function needOf(from: usize, to: usize): u32 {
  const length = <u32>(to - from);
  let hash: u32 = length;
  for (let at = from; at < to; at++) hash = (hash ^ <u32>load<u8>(at)) * 0x01000193;
  hash ^= hash >>> 15;
  let slot = hash & (nameSlots - 1);
  for (;;) {
    const known = names + ((<usize>slot) << 4);
    const bytes = <usize>load<u32>(known);
    if (bytes === 0) break;
    if (load<u32>(known, 4) === hash && <u32>load<u8>(known, 8) === length && isSame(bytes, from, to)) return <u32>load<u8>(known, 9);
    slot = (slot + 1) & (nameSlots - 1);
  }
  const need = judged(from, length);
  if (count === nameSlots / 2 || free + <usize>length > nameBytes + nameRoom) {
    for (let at = names; at < nameBytes; at += 8) store<u64>(at, 0);
    count = 0;
    free = nameBytes;
    slot = hash & (nameSlots - 1);
  }
  const place = names + ((<usize>slot) << 4);
  store<u32>(place, <u32>free);
  store<u32>(place, hash, 4);
  store<u8>(place, <u8>length, 8);
  store<u8>(place, <u8>need, 9);
  for (let at = from; at < to; at++) store<u8>(free++, load<u8>(at));
  count++;
  return need;
}

function isSame(bytes: usize, from: usize, to: usize): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) !== load<u8>(bytes + (at - from))) return false;
  return true;
}
