import type { Files } from '@idlint/engine';
import type { Io } from './io.ts';

/** Shorter work needs no word. */
const patience = 1000;
const pause = 100;

interface Meter {
  /** Shows how far the work is, when it is time to. */
  say(text: () => string): void;
  done(): void;
}

/** Says on a terminal how far the work is, once it takes longer than a second. The work drives it: it does not give way to timers. */
export function meter(io: Io): Meter {
  if (!io.stderr.isTTY || io.env.CI || io.env.TERM === 'dumb') return { say: () => {}, done: () => {} };
  let next = io.clock() + patience;
  let shown = false;
  return {
    say: text => {
      const now = io.clock();
      if (now < next) return;
      next = now + pause;
      shown = true;
      io.stderr.write(`\r\x1b[2K${text()}`);
    },
    done: () => {
      if (shown) io.stderr.write('\r\x1b[2K');
    },
  };
}

/** The files, with a word on how many of them have been read; `add` counts those that others read. */
export function watched(files: Files, io: Io): { files: Files; add(count: number): void; done(): void } {
  const { say, done } = meter(io);
  let read = 0;
  const add = (count: number) => {
    read += count;
    say(() => `${read} of ${files.list().length} files`);
  };
  return {
    files: {
      list: () => files.list(),
      stands: uri => files.stands?.(uri) === true,
      read: (uri, room) => {
        add(1);
        return files.read(uri, room);
      },
    },
    add,
    done,
  };
}
