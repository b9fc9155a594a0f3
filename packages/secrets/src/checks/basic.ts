import { bytesOfBase64, textOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** A user name and a password in base64 (RFC 7617), as clients of registries keep them: whose they are is told. */
export const basicCredentials: Check = value => {
  const user = /^([\w.@+|-]{1,120}):./.exec(textOfBase64(value) ?? '')?.[1];
  return user ? { known: [`user ${user}`] } : { other: true };
};

/** Access tokens of Jira, Confluence and Bitbucket Data Center: a number and 20 random bytes, a colon between them, in base64. */
export const atlassianServerToken: Check = value =>
  /^\d{8,14}:/.test(latinOfBase64(value.replace(/^BBDC-/, '')) ?? '') ? { valid: true, known: ['its structure is right'] } : {};

const latinOfBase64 = (text: string): string | undefined => {
  const bytes = bytesOfBase64(text);
  return bytes && String.fromCharCode(...bytes.subarray(0, 16));
};
