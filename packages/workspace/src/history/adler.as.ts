/** The sum over unpacked bytes (RFC 1950: Adler-32), in AssemblyScript, sixteen at a time. */

/** So many bytes can be summed up before a remainder is due. */
const most: usize = 4096;

export function adler(from: usize, stop: usize): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  for (let at = from; at < stop; ) {
    const pause = stop - at > most ? at + most : stop;
    const wide = at + ((pause - at) & ~15);
    let sums = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    const start = at;
    for (; at < wide; at += 16) {
      const bytes = v128.load(at);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), i16x8(16, 15, 14, 13, 12, 11, 10, 9));
      const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), i16x8(8, 7, 6, 5, 4, 3, 2, 1));
      weighted = i32x4.add(weighted, i32x4.add(low, high));
    }
    b = (b + <u32>(wide - start) * a + 16 * lanes(before) + lanes(weighted)) % 65521;
    a += lanes(sums);
    for (; at < pause; at++) {
      a += <u32>load<u8>(at);
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return (b << 16) | a;
}

function lanes(sums: v128): u32 {
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}
