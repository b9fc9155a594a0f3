import type { Host } from '@idlint/model';
import { builtin } from './builtin.ts';

/**
 * @param now the date that `--now` gives; without it, today's
 * @param key what the fingerprints of secrets are made with, asked for once there is one; without it, one of this process
 */
export function nodeHost(now?: Date, key: () => string = () => builtin.crypto.randomBytes(32).toString('hex')): Host {
  let known: string | undefined;
  return {
    hmac: text => {
      known ??= key();
      return builtin.crypto.createHmac('sha256', known).update(text).digest('hex');
    },
    sha256: text => builtin.crypto.createHash('sha256').update(text).digest('hex'),
    now: () => now ?? new Date(),
    bytes: base64 => Buffer.from(base64, 'base64'),
    ascii: bytes => Buffer.prototype.latin1Slice.call(bytes, 0, bytes.length),
  };
}
