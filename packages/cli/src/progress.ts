import type { Files } from '@idlint/engine';
import type { Io } from './io.ts';

/** Shorter work needs no word. */
const patience = 1000;
const pause = 100;

/**
 * Says on a terminal how far the work is, once it takes longer than a second. The reading of files drives it: linting does not give way
 * to timers.
 */
export function watched(files: Files, io: Io): { files: Files; done(): void } {
  if (!io.stderr.isTTY || io.env.CI || io.env.TERM === 'dumb') return { files, done: () => {} };
  let read = 0;
  let next = io.clock() + patience;
  let shown = false;
  return {
    files: {
      list: () => files.list(),
      read: uri => {
        read++;
        const now = io.clock();
        if (now >= next) {
          next = now + pause;
          shown = true;
          io.stderr.write(`\r\x1b[2K${read} of ${files.list().length} files`);
        }
        return files.read(uri);
      },
    },
    done: () => {
      if (shown) io.stderr.write('\r\x1b[2K');
    },
  };
}
