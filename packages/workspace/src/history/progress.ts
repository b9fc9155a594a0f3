import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far each pack has been read, and the ids of blobs in which something stands. Nothing of a secret is in it, nor of what was found. */
interface State {
  version: 1;
  /** Stands for idlint and its rules: another one looks at everything anew. */
  by: string;
  /** Packs by name; they never change. */
  packs: Record<string, number>;
  found: string[];
}

const pause = 5000;

/** What was done before is not done again: kept in the repository's own folder, written now and then, whole or not at all. */
export class Progress {
  readonly found: Set<string>;
  readonly #file: string | undefined;
  readonly #state: State;
  #written = Date.now();

  /** @param folder the repository's own; undefined: nothing is kept @param by what the results depend on besides the repository */
  constructor(folder: string | undefined, by: string) {
    this.#file = folder && join(folder, 'idlint', 'history.json');
    const digest = createHash('sha256').update(by).digest('hex');
    const before = this.#file ? read(this.#file) : undefined;
    this.#state = before?.by === digest ? before : { version: 1, by: digest, packs: {}, found: [] };
    this.found = new Set(this.#state.found);
  }

  /** How many entries of a pack were looked at before. */
  done(pack: string): number {
    return this.#state.packs[pack] ?? 0;
  }

  /** Everything before `entry` has been looked at. */
  reached(pack: string, entry: number): void {
    this.#state.packs[pack] = Math.max(entry, this.done(pack));
    if (Date.now() - this.#written > pause) this.write();
  }

  /** A repository that may not be written is looked at all the same. */
  write(): void {
    this.#written = Date.now();
    if (!this.#file) return;
    this.#state.found = [...this.found];
    const part = `${this.#file}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      mkdirSync(join(this.#file, '..'), { recursive: true });
      writeFileSync(part, JSON.stringify(this.#state), { flag: 'wx' });
      renameSync(part, this.#file);
    } catch {
      try {
        rmSync(part, { force: true });
      } catch {}
    }
  }
}

function read(file: string): State | undefined {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as State;
    const whole = state.version === 1 && Array.isArray(state.found) && Object.values(state.packs).every(Number.isInteger);
    return whole ? state : undefined;
  } catch {
    return undefined;
  }
}
