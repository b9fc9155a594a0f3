/** What an archive holds, whatever its format. */

export interface Entry {
  /** As the archive writes it, with `/` between its parts. */
  name: string;
  /** In bytes, unpacked, as the archive says. */
  size: number;
  /** @throws {ArchiveError} where it is damaged, encrypted, or larger than the archive says */
  read(): Uint8Array;
}

/** Why an archive, or one of its entries, can't be read: a few words that follow its name. */
export class ArchiveError extends Error {}

/** More than that is no archive that somebody made by hand or a build did. */
export const limits = {
  /** Bytes of an archive as it lies on the disk. */
  packed: 256 * 1024 * 1024,
  /** Bytes of all that is in it, unpacked. */
  unpacked: 1024 * 1024 * 1024,
  /** Bytes of one stream that has to be unpacked as a whole (.gz). */
  stream: 256 * 1024 * 1024,
  entries: 50_000,
  /** How many times as large what is unpacked may be; small files may well be all blanks. */
  ratio: 250,
  ratioFrom: 10 * 1024 * 1024,
  /** Archives in archives. */
  depth: 3,
};

/** @returns true @throws {ArchiveError} where it unpacks to so much more than it is that it was made to do harm */
export function refuseBomb(packed: number, unpacked: number, entries: number): true {
  const why =
    entries > limits.entries
      ? `${entries} entries`
      : unpacked > limits.unpacked
        ? `${sizeOf(unpacked)} unpacked`
        : unpacked > limits.ratioFrom && unpacked > packed * limits.ratio
          ? `${sizeOf(packed)} that become ${sizeOf(unpacked)}`
          : undefined;
  if (why) throw new ArchiveError(`was not unpacked: ${why}, as in a zip bomb`);
  return true;
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} KB`
    : bytes < 1024 ** 3
      ? `${Math.round(bytes / 1024 ** 2)} MB`
      : `${Math.round(bytes / 1024 ** 3)} GB`;
