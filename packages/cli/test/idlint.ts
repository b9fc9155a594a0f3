import { Readable } from 'node:stream';
import type { Io } from '../src/io.ts';
import { interpret } from '../src/program.ts';

export { expandTemplates } from '@idlint/secrets/templates';

export interface Done {
  code: number;
  out: string;
  err: string;
}

/** Keeps what is written to it. */
export class Sink {
  text = '';
  isTTY?: boolean;
  columns = 120;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}

/** One command line in this process, as if a person had typed it in `cwd`. */
export async function idlint(cwd: string, argv: string[], more: Partial<Io> & { input?: string } = {}): Promise<Done> {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const io: Io = {
    cwd,
    env: { IDLINT_NO_TIME: '1' },
    home: new URL('..', import.meta.url),
    stdout,
    stderr,
    stdin: async () => Buffer.concat(await Readable.from([Buffer.from(more.input ?? '')]).toArray()),
    clock: () => 0,
    fetch: async () => {
      throw new Error('nothing may use the network here');
    },
    ...more,
  };
  const code = await interpret(argv, io);
  return { code, out: stdout.text, err: stderr.text };
}
