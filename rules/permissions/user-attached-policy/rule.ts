import { type Binding, defineRule, type Inventory, type Principal } from '@idlint/model';
import { fromPrincipals } from '../../who.ts';

export default defineRule({
  id: 'user-attached-policy',
  family: 'permissions',
  level: 'warning',
  confidence: 'high',
  preset: 'strict',
  summary:
    'A right is given to one person by name, so that it stays when the person changes work, and nobody sees it in a review of groups.',
  remedy: 'Give it to a group or a role, and let people be members.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 266 },

  looksAt: 'binding',
  check(binding, { inventory, report }) {
    if (binding.layer !== 'identity' || binding.membership) return;
    for (const subject of binding.subjects.items) {
      if (!isPerson(subject, binding, inventory)) continue;
      const { title, related } = fromPrincipals({ items: [subject] }, inventory);
      const at = binding.policy.kind === 'known' ? binding.policy : binding.at;
      report(at, `${title} gets this by name`, { label: 'not through a group or a role', related });
      return;
    }
  },
});

/** AWS has users that are machines; there only the ones that surely are people, or that nothing tells apart from them. */
function isPerson({ written, name }: Principal, { platform }: Binding, inventory: Inventory): boolean {
  if (platform === 'aws') {
    const user = name === undefined ? undefined : inventory.named(name).find(fact => fact.kind === 'identity');
    if (user?.kind === 'identity') return user.type === 'user' && user.actor !== 'machine';
    return name?.startsWith('aws:user/') ?? false;
  }
  if (platform === 'gcp') return written.kind === 'known' && written.value.startsWith('user:');
  return platform === 'kubernetes' && (name?.startsWith('kubernetes:User/') ?? false) && !name?.startsWith('kubernetes:User/system:');
}
