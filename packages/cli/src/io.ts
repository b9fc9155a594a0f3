import type { Terminal } from '@idlint/report';

/** The process around the command line, so that tests can be one. */
export interface Io {
  cwd: string;
  env: Record<string, string | undefined>;
  /** The installed package's folder: `package.json`, `dist/`, `schema/`. */
  home: URL;
  stdout: Writer;
  stderr: Writer;
  /** All of standard input, as it comes. */
  stdin(): Promise<Uint8Array>;
  /** The network. Used where the user asked for it in this call (`--verify`), and nowhere else. */
  fetch: typeof globalThis.fetch;
  /** Milliseconds that only grow. */
  clock(): number;
}

export interface Writer {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** Colours for people in front of a terminal: https://no-color.org, https://force-color.org. */
export function terminalOf(io: Io, stream: Writer): Terminal {
  const { env } = io;
  const person = stream.isTTY === true && env.TERM !== 'dumb';
  const color = env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : person;
  return { color, links: person && color && knowsLinks(env), columns: stream.columns ?? 120 };
}

/** Terminals that understand OSC 8. Others would print its address as it stands. */
function knowsLinks(env: Io['env']): boolean {
  if (env.CI) return false;
  if (/^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|Tabby)$/.test(env.TERM_PROGRAM ?? '')) return true;
  if (/^(xterm-kitty|alacritty|foot|xterm-ghostty)/.test(env.TERM ?? '')) return true;
  return Boolean(env.WT_SESSION || env.KONSOLE_VERSION) || Number(env.VTE_VERSION ?? 0) >= 5000;
}
