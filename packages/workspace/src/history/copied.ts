/** Places of secrets in a blob: number of the secret, start and end in bytes, in turn. */
export type Places = number[];

/** The places that a delta copies whole from its base, as they are in what it makes. */
export function copiedPlaces(delta: Uint8Array, places: Places): Places {
  const copied: Places = [];
  let at = afterNumber(delta, afterNumber(delta, 0));
  let out = 0;
  /** The copy that is going on: where it began in the base and in the target, and how far it has come. */
  let base = 0;
  let target = 0;
  let length = 0;
  const close = () => {
    for (let i = 0; i < places.length; i += 3) {
      const [secret, start, end] = [places[i]!, places[i + 1]!, places[i + 2]!];
      if (start >= base && end <= base + length && length > 0) copied.push(secret, start - base + target, end - base + target);
    }
    length = 0;
  };
  while (at < delta.length) {
    const op = delta[at++]!;
    if (!(op & 128)) {
      close();
      at += op;
      out += op;
      continue;
    }
    let from = 0;
    let size = 0;
    for (let bit = 0; bit < 4; bit++) if (op & (1 << bit)) from += delta[at++]! * 2 ** (8 * bit);
    for (let bit = 0; bit < 3; bit++) if (op & (16 << bit)) size |= delta[at++]! << (8 * bit);
    if (size === 0) size = 65536;
    if (length === 0 || from !== base + length) {
      close();
      base = from;
      target = out;
    }
    length += size;
    out += size;
  }
  close();
  return copied;
}

function afterNumber(bytes: Uint8Array, at: number): number {
  let after = at;
  while (after < bytes.length && bytes[after]! & 128) after++;
  return after + 1;
}
