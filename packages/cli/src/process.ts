import type { Io } from './io.ts';
import { unexpected } from './unexpected.ts';

/** Runs `main` in this process: its streams, its exit code, and an end that loses nothing of what was written. */
export async function start(home: URL, main: (io: Io) => Promise<number>): Promise<void> {
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    home,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: readStandardInput,
    clock: () => Number(process.hrtime.bigint()) / 1e6,
    fetch: (url, init) => fetch(url, init),
  };
  // Whoever reads has enough (`idlint | head`): nothing is wrong.
  const closed = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  };
  process.stdout.on('error', closed);
  process.stderr.on('error', closed);
  process.on('uncaughtException', error => process.exit(unexpected(error, io)));
  process.exitCode = await main(io);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
