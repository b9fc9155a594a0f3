/** How a delta is written (gitformat-pack), in AssemblyScript: two sizes, then what to copy and what to insert. */

/** The size in a delta's header that stands at `at`, and where it ends. */
export let headerEnd: usize = 0;
export function headerSize(at: usize, end: usize): u64 {
  let size: u64 = 0;
  let shift: u64 = 0;
  while (at < end) {
    const byte = <u64>load<u8>(at++);
    size |= (byte & 127) << shift;
    shift += 7;
    if (!(byte & 128)) break;
  }
  headerEnd = at;
  return size;
}

/** Where the first instruction stands. */
export function afterHeader(delta: usize, end: usize): usize {
  headerSize(delta, end);
  headerSize(headerEnd, end);
  return headerEnd;
}

/** What the instruction copies that `copyEnd` has read. */
export let copyFrom: u32 = 0;
export let copySize: u32 = 0;

/** Reads a copy instruction of which all bytes are there. @returns where it ends */
export function copyEnd(at: usize): usize {
  const op = <u32>load<u8>(at++);
  // Most offsets have two or three bytes, most sizes one: each form by itself would be a branch for each bit.
  const ahead = load<u64>(at);
  let from = <u32>ahead;
  let used: u32;
  const offsets = op & 15;
  if (offsets === 3) {
    from &= 0xffff;
    used = 2;
  } else if (offsets === 7) {
    from &= 0xffffff;
    used = 3;
  } else {
    from = spread(<u32>ahead, offsets);
    used = popcnt(offsets);
  }
  const sizes = (op >> 4) & 7;
  const rest = <u32>(ahead >> ((<u64>used) << 3));
  let size: u32;
  if (sizes === 1) {
    size = rest & 255;
    used++;
  } else {
    size = spread(rest, sizes);
    used += popcnt(sizes);
  }
  copyFrom = from;
  copySize = size === 0 ? 65536 : size;
  return at + <usize>used;
}

/** The bytes whose bits are set, one after the other in `packed`, each at its place. */
function spread(packed: u32, bits: u32): u32 {
  let value: u32 = 0;
  for (let bit: u32 = 0; bit < 4; bit++) {
    if (!(bits & (1 << bit))) continue;
    value |= (packed & 255) << (bit << 3);
    packed >>>= 8;
  }
  return value;
}
