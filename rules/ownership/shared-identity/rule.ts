import { defineRule, type Identity, type Inventory, keyName, ownerName, type Place } from '@idlint/model';
import { titleOf } from '../../who.ts';
import { folderOf, isSystemAccount } from '../kubernetes.ts';

export default defineRule({
  id: 'shared-identity',
  family: 'ownership',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary:
    'Workloads of different owners run as one identity: each has the rights of all, and nobody can tell who used them or take one’s away.',
  remedy: 'Give each owner’s workloads an identity of their own, with the rights that they need.',
  standards: { owaspNhi: 'NHI9:2025' },

  looksAt: 'identity',
  check(identity, { inventory, report }) {
    if ((identity.type !== 'service-account' && identity.type !== 'role') || isSystemAccount(identity)) return;
    const users = usersOf(identity, inventory);
    const first = users[0];
    const other = users.find(({ owners }) => first && owners.every(owner => !first.owners.includes(owner)));
    if (!first || !other) return;
    report(
      identity.name.kind === 'known' ? identity.name : identity.at,
      `${titleOf(identity)} is shared by workloads of ${first.owner} and of ${other.owner}`,
      {
        label: 'one identity for both',
        related: [first, other].map(({ workload, owner }) => ({ at: workload.at, message: `${titleOf(workload)} of ${owner}` })),
      },
    );
  },
});

interface User {
  workload: Identity;
  owner: string;
  owners: string[];
}

/** Without a namespace, accounts of one name in two folders may be two. */
const isOne = ({ platform, scope, at }: Identity, user: Place): boolean =>
  platform !== 'kubernetes' || scope !== undefined || folderOf(at) === folderOf(user);

/** Who runs as it, as far as it is known whose they are; a catch-all line of CODEOWNERS does not say. */
function usersOf(identity: Identity, inventory: Inventory): User[] {
  const users = inventory.usesOf(identity).flatMap(({ how, user, at }) => {
    const workload =
      how === 'runs-as' && isOne(identity, at) ? inventory.named(keyName(user)).find(fact => fact.kind === 'identity') : undefined;
    const answer = workload ? inventory.ownersOf(workload) : undefined;
    const sure = answer?.is === 'owned' ? answer.owners.filter(({ confidence }) => confidence !== 'low') : [];
    const owners = sure.flatMap(({ name }) => ownerName(name) ?? []);
    return workload && owners.length > 0 ? [{ workload, owner: sure[0]!.name, owners }] : [];
  });
  return users.sort((a, b) => (a.workload.key < b.workload.key ? -1 : 1));
}
