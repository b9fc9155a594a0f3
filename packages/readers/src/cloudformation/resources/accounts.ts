import type { Fact, Place, Principal } from '@idlint/model';

/** The facts of a nested template know where it is nested. */
export const throughModules = (facts: Fact[], through: Place[]): Fact[] =>
  through.length > 0 ? facts.map(fact => ({ ...fact, through })) : facts;

/** `AWS: !Ref AWS::AccountId`: not known, but surely an account and no role. */
export function withAccounts(fact: Fact): Fact {
  if ((fact.kind !== 'grant' && fact.kind !== 'trust') || !fact.principals) return fact;
  const items = fact.principals.items.map(
    (principal): Principal =>
      principal.who === 'unknown' && isAccount(principal) ? { who: 'account', written: principal.written } : principal,
  );
  return { ...fact, principals: { ...fact.principals, items } };
}

const isAccount = ({ written }: Principal): boolean =>
  written.kind === 'unknown' &&
  written.why.code === 'reference' &&
  written.why.what === 'AWS::AccountId' &&
  !written.prefix &&
  !written.suffix;
