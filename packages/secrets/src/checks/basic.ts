import { textOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** A user name and a password in base64 (RFC 7617), as clients of registries keep them: whose they are is told. */
export const basicCredentials: Check = value => {
  const user = /^([\w.@+|-]{1,120}):./.exec(textOfBase64(value) ?? '')?.[1];
  return user ? { known: [`user ${user}`] } : { other: true };
};
