/** Digests without the host's help. */
export { hexText, sha256, utf8 } from '../hcl/functions/digest.ts';
