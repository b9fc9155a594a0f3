/**
 * Bytes -> candidates -> judged secrets. One pass of the prefilter over the bytes says where something may stand; patterns and context
 * look there and nowhere else. Leans on model and syntax; knows no file system and no `node:*` (the host lends HMAC and SHA-256).
 */
export { createScanner, type Revealed, type Revealer } from './scanner.ts';
