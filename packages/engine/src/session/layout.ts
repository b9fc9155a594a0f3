import type { Location, Place, Position, Reader, Uri } from '@idlint/model';
import type { Database, Family } from '../query/database.ts';
import type { Discover } from './discover.ts';
import type { Documents, Lines } from './documents.ts';

/** Turns places into lines and characters, as the documents are now. Recorded. */
export class Layout {
  readonly #lines: Family<Uri, Lines | undefined>;
  readonly #discover: Discover;

  constructor(db: Database, documents: Documents, discover: Discover) {
    this.#discover = discover;
    this.#lines = db.family<Uri, Lines | undefined>('lines', uri => documents.lines(uri));
  }

  /** @param reader whose segments the place may count in, where that is no reader that claims the document */
  locate(place: Place, reader?: Reader): Location {
    const from = this.#discover.offsetOf(place.uri, place.segment, reader);
    return {
      uri: place.uri,
      place,
      range: { start: this.positionAt(place.uri, from + place.start), end: this.positionAt(place.uri, from + place.end) },
    };
  }

  positionAt(uri: Uri, offset: number): Position {
    const lines = this.#lines.get(uri);
    if (!lines) return { line: 0, character: 0 };
    const at = Math.max(0, Math.min(offset, lines.length));
    const line = lineOf(lines.starts, at);
    return { line, character: at - lines.starts[line]! };
  }

  sweep(revision: number): void {
    this.#lines.sweep(revision);
  }
}

function lineOf(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
