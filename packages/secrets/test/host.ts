import { createHash, createHmac } from 'node:crypto';
import type { Host } from '@idlint/model';

export const host: Host = {
  hmac: text => createHmac('sha256', 'test').update(text).digest('hex'),
  sha256: text => createHash('sha256').update(text).digest('hex'),
  now: () => new Date('2026-01-31T00:00:00Z'),
};
