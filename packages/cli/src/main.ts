/** Starts the command line for `bin/idlint.js`, which says where the package stands. */
export async function run(home: URL): Promise<void> {
  process.stdout.write(`${home.pathname}\n`);
}
