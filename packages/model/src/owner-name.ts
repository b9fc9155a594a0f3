import type { Name } from './facts.ts';

/**
 * The Name of a team or person, the same however people write it: `@acme/payments`, `payments`, `group:default/payments`,
 * `Payments Team`, `payments@acme.example`. Undefined where nothing is left of it. Bears: what lists teams and people.
 */
export function ownerName(written: string): Name | undefined {
  const last = written.trim().toLowerCase().replace(/^@/, '').split(/[/:]/).at(-1)!;
  const local = last.includes('@') ? last.slice(0, last.indexOf('@')) : last;
  const words = local.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '' && !fillers.has(word));
  return words.length > 0 ? `owner:${words.join('')}` : undefined;
}

/** Borne by every fact that says which teams or people there are. */
export const anyOwner: Name = 'owner:';

const fillers = new Set(['team', 'teams', 'squad', 'group']);
