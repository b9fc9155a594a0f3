import { visible } from '@idlint/report';
import { exit } from './exit.ts';
import type { Io } from './io.ts';

/** A fault of idlint itself: one line and how to report it, never a stack. `IDLINT_DEBUG=1` shows the stack, with what may be a secret masked. */
export function unexpected(error: unknown, io: Io, during = 'idlint'): number {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const first = message.split('\n')[0] ?? '';
  io.stderr.write(`${during}: an unexpected error, which is a bug: ${name}: ${masked(visible(first))}\n`);
  if (io.env.IDLINT_DEBUG) io.stderr.write(`${masked(stack ?? '')}\n`);
  else io.stderr.write('Please report it with what IDLINT_DEBUG=1 adds to this (secrets are masked there).\n');
  return exit.usage;
}

/** Anything long that mixes letters and digits may be a secret; file names and places in them stay. */
const masked = (text: string): string =>
  text.replace(/(?<![\w/.-])(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[\w+=-]{16,}(?![\w/.:-])/g, found => `${found.slice(0, 4)}…`);
