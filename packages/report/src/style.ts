import { styleText } from 'node:util';
import type { Level } from '@idlint/model';
import type { Terminal } from './report.ts';

const colorOf = { error: 'red', warning: 'yellow', note: 'blue' } as const;

/** Colours and links, or none of them. */
export class Style {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  level(level: Level, text: string): string {
    return this.#paint([colorOf[level], 'bold'], text);
  }

  dim(text: string): string {
    return this.#paint(['dim'], text);
  }

  bold(text: string): string {
    return this.#paint(['bold'], text);
  }

  good(text: string): string {
    return this.#paint(['green'], text);
  }

  /** OSC 8. */
  link(text: string, address: string | undefined): string {
    return this.#terminal.links && address ? `\x1b]8;;${address}\x1b\\${text}\x1b]8;;\x1b\\` : text;
  }

  #paint(formats: Parameters<typeof styleText>[0], text: string): string {
    return this.#terminal.color ? styleText(formats, text, { validateStream: false }) : text;
  }
}
