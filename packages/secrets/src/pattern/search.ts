/** How a pattern is looked for. Run at build time over the rules that idlint brings, at run time over a user's own. */
import type { SecretKind } from '@idlint/model';
import { measure } from './measure.ts';

/** A pattern may be written without limit; its matches are looked for no farther than this. */
export const farthest = 4096;

export function searchOf(secret: SecretKind): NonNullable<SecretKind['search']> & { reach: number } {
  const { pattern, keywords, ignoreCase } = secret;
  if (secret.search && secret.reach) return { ...secret.search, reach: secret.reach };
  const measured = measure(pattern, keywords, ignoreCase);
  return {
    leads: secret.search?.leads ?? measured.leads,
    window: secret.search?.window ?? (measured.leads && measured.run),
    reach: secret.reach ?? Math.min(measured.longest, farthest),
    ...(measured.solid && { solid: measured.solid }),
    ...(measured.leads && measured.farther && { farther: measured.farther }),
  };
}
