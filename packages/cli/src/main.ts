import { start } from './process.ts';
import { interpret } from './program.ts';

/** Starts the command line for `bin/idlint.js`, which says where the package stands. */
export async function run(home: URL): Promise<void> {
  await start(home, io => interpret(process.argv.slice(2), io));
}
