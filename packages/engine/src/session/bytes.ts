/** Looks for ASCII texts in bytes without making a string of them (Boyer-Moore-Horspool: most bytes are never looked at). */
class Needle {
  readonly #bytes: Uint8Array;
  readonly #skip: Uint16Array;

  constructor(ascii: string) {
    this.#bytes = Uint8Array.from(ascii, char => char.charCodeAt(0));
    const length = this.#bytes.length;
    this.#skip = new Uint16Array(256).fill(length);
    for (let at = 0; at < length - 1; at++) this.#skip[this.#bytes[at]!] = length - 1 - at;
  }

  isIn(haystack: Uint8Array): boolean {
    const needle = this.#bytes;
    const skip = this.#skip;
    const last = needle.length - 1;
    if (last < 0) return true;
    const final = needle[last]!;
    for (let at = last; at < haystack.length; ) {
      const byte = haystack[at]!;
      if (byte === final) {
        let back = 1;
        while (back <= last && haystack[at - back] === needle[last - back]) back++;
        if (back > last) return true;
      }
      at += skip[byte]!;
    }
    return false;
  }
}

const needles = new Map<string, Needle>();

/** Needles are made once: readers ask for the same few texts in every document. */
export function contains(haystack: Uint8Array, ascii: string): boolean {
  let needle = needles.get(ascii);
  if (!needle) {
    if (needles.size > 1000) needles.clear();
    needle = new Needle(ascii);
    needles.set(ascii, needle);
  }
  return needle.isIn(haystack);
}
