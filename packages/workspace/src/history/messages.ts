import type { Secret } from '@idlint/model';
import { SourceDocument } from '@idlint/model';

/** How a message is called, as a file would be. */
export const messageName = 'commit-message';
/** So many messages are looked through together: mostly there is nothing in any of them. */
const enough = 128 * 1024;
/** Between two messages: what stands in both is no neighbour. */
const between = 3;

/** Looks through messages of commits and tags. */
export class Messages<Owner> {
  readonly #scan: (document: SourceDocument) => readonly Secret[];
  readonly #found: (owner: Owner, document: SourceDocument, secrets: readonly Secret[]) => void;
  #bytes = new Uint8Array(2 * enough);
  #length = 0;
  #owners: { owner: Owner; start: number; end: number }[] = [];

  constructor(
    scan: (document: SourceDocument) => readonly Secret[],
    found: (owner: Owner, document: SourceDocument, secrets: readonly Secret[]) => void,
  ) {
    this.#scan = scan;
    this.#found = found;
  }

  add(owner: Owner, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.#length + bytes.length > enough) this.flush();
    if (bytes.length > enough) {
      this.#one(owner, bytes.slice());
      return;
    }
    this.#bytes.set(bytes, this.#length);
    this.#owners.push({ owner, start: this.#length, end: this.#length + bytes.length });
    this.#length += bytes.length;
    for (let i = 0; i < between; i++) this.#bytes[this.#length++] = 10;
  }

  flush(): void {
    const bytes = this.#bytes.subarray(0, this.#length);
    // One with a NUL in it must not make a binary file of all.
    for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at)) bytes[at] = 32;
    if (this.#length && this.#scan(new SourceDocument(messageName, bytes.slice())).length)
      for (const { owner, start, end } of this.#owners) this.#one(owner, bytes.slice(start, end));
    this.#length = 0;
    this.#owners = [];
  }

  #one(owner: Owner, bytes: Uint8Array): void {
    const document = new SourceDocument(messageName, bytes);
    const secrets = this.#scan(document);
    if (secrets.length) this.#found(owner, document, secrets);
  }
}
