import type { Io } from './io.ts';
import { interpret } from './program.ts';
import { unexpected } from './unexpected.ts';

/** Starts the command line for `bin/idlint.js`, which says where the package stands. Sets the exit code and lets the process end by itself. */
export async function run(home: URL): Promise<void> {
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    home,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: readStandardInput,
    clock: () => performance.now(),
  };
  // Whoever reads has enough (`idlint | head`): nothing is wrong.
  const closed = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  };
  process.stdout.on('error', closed);
  process.stderr.on('error', closed);
  process.on('uncaughtException', error => process.exit(unexpected(error, io)));
  process.exitCode = await interpret(process.argv.slice(2), io);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
