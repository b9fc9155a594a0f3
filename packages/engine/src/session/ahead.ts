import { type Reader, type SecretScanner, SourceDocument, type Uri } from '@idlint/model';
import type { Files } from '../api.ts';
import { type Lines, linesOf } from './documents.ts';
import { type Scan, type Scanning, scan } from './scan.ts';

/** What a look at some of the documents told, as plain data: it may come from another thread. */
export interface Share {
  /** Where they begin in the list of all. */
  from: number;
  /** In bytes, one for each; `unseen` for one that only the session can look at: it asks for a parser, or something failed there. */
  sizes: Float64Array;
  /** Of those in which there is something. */
  notable: { at: number; scan: Scan; lines?: Lines }[];
}

export const unseen = -1;

export interface Sight {
  files: Pick<Files, 'read'>;
  readers: readonly Reader[];
  scanner: SecretScanner;
}

/** Looks at a list's documents as a session does, for one that has not begun. @param from where they begin in the list of all */
export function lookAt(uris: readonly Uri[], from: number, { files, readers, scanner }: Sight): Share {
  const share: Share = { from, sizes: new Float64Array(uris.length).fill(unseen), notable: [] };
  let now: { left?: true; lines?: Lines } = {};
  const leave = () => {
    now.left = true;
  };
  const scanning: Scanning = {
    readers,
    scanner,
    documents: {
      glance: (uri, room) => {
        const bytes = files.read(uri, room);
        return bytes && new SourceDocument(uri, bytes);
      },
      keepLines: document => {
        now.lines = linesOf(document);
      },
      drop: () => {},
    },
    wants: leave,
    onBug: leave,
  };
  for (const [at, uri] of uris.entries()) {
    now = {};
    const { scan: found, size } = scan(uri, scanning);
    if (now.left) continue;
    share.sizes[at] = size;
    if (found) share.notable.push({ at, scan: found, ...(now.lines && { lines: now.lines }) });
  }
  return share;
}
