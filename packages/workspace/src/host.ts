import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Host } from '@idlint/model';

/**
 * @param now the date that `--now` gives; without it, today's
 * @param key what the fingerprints of secrets are made with; without it, one of this process
 */
export function nodeHost(now?: Date, key: string | Buffer = randomBytes(32)): Host {
  return {
    hmac: text => createHmac('sha256', key).update(text).digest('hex'),
    sha256: text => createHash('sha256').update(text).digest('hex'),
    now: () => now ?? new Date(),
    bytes: base64 => Buffer.from(base64, 'base64'),
  };
}
