import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Host } from '@idlint/model';

/** @param now the date that `--now` gives; without it, today's */
export function nodeHost(now?: Date): Host {
  const key = randomBytes(32);
  return {
    hmac: text => createHmac('sha256', key).update(text).digest('hex'),
    sha256: text => createHash('sha256').update(text).digest('hex'),
    now: () => now ?? new Date(),
  };
}
