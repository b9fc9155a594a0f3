import type { Fact, Name } from '@idlint/model';

/**
 * Names of one thing that readers can't make equal. A declaration says what a role of AWS is called, in whichever account it is applied;
 * whoever uses it from outside says its ARN, with the account.
 */
const inAccount = /^aws:arn:[\w-]+:iam::([^:]*):(role|user|group|policy)\/(?:.*\/)?([^/]+)$/;

/**
 * The names by which others use what bears another name here: `aws:arn:aws:iam::111122223333:role/ci/deploy` for `aws:role/deploy`. Only
 * where one thing in the workspace is called so, under no ARN of its own, and all who use one of that name mean the same account; who is
 * let in by a policy may well be a namesake in somebody else's, and links nothing.
 */
export function sameNames(facts: readonly { fact: Fact }[], byName: ReadonlyMap<Name, readonly Fact[]>): Map<Name, Name> {
  const uses = new Map<Name, { arns: Set<Name>; accounts: Set<string> }>();
  for (const { fact } of facts)
    for (const name of used(fact)) {
      const [, account, type, called] = inAccount.exec(name) ?? [];
      if (called === undefined || account === 'aws') continue;
      const short = `aws:${type}/${called}`;
      const use = uses.get(short) ?? { arns: new Set(), accounts: new Set() };
      uses.set(short, use);
      use.arns.add(name);
      if (/^\d{12}$/.test(account!)) use.accounts.add(account!);
    }
  const same = new Map<Name, Name>();
  for (const [short, { arns, accounts }] of uses) {
    const declared = byName.get(short) ?? [];
    if (declared.length !== 1 || accounts.size > 1 || declared[0]!.names.some(name => inAccount.test(name))) continue;
    for (const arn of arns) if (!byName.has(arn)) same.set(arn, short);
  }
  return same;
}

/** What a fact takes for granted that the workspace's own accounts have. */
function used(fact: Fact): Name[] {
  if (fact.kind === 'use') return fact.used.kind === 'known' ? [fact.used.value] : [];
  if (fact.kind !== 'binding') return [];
  const subjects = fact.subjects.items.flatMap(({ name }) => name ?? []);
  return fact.policy.kind === 'known' ? [fact.policy.value, ...subjects] : subjects;
}
