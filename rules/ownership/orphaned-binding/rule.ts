import { type Binding, defineRule, type Identity, type Inventory, type Principal, type RuleContext } from '@idlint/model';
import { folderOf, isSystemNamespace, namespacedName } from '../kubernetes.ts';
import { nearest } from '../near.ts';

export default defineRule({
  id: 'orphaned-binding',
  family: 'ownership',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary:
    'A binding names an identity or a role that is not there: it does nothing now, and gives its right to whoever makes one of that name.',
  remedy: 'Correct the name or the namespace, or remove the binding.',
  standards: { owaspNhi: 'NHI1:2025' },

  looksAt: 'binding',
  check(binding, context) {
    if (binding.platform !== 'kubernetes') return;
    checkRole(binding, context);
    for (const subject of binding.subjects.items) checkAccount(subject, binding, context);
  },
});

/** A Role stands in the binding's own namespace; cluster roles often come with the cluster or with what is installed in it. */
function checkRole({ policy }: Binding, { inventory, report }: RuleContext): void {
  const role = policy.kind === 'known' ? namespacedName(policy.value) : undefined;
  if (role?.kind !== 'Role' || policy.kind !== 'known' || isSystemNamespace(role.namespace)) return;
  if (isThere(policy.value, role, inventory)) return;
  report(policy, `there is no role "${role.name}" in ${inNamespace(role.namespace)}: whoever makes one decides what this binding gives`, {
    label: 'no such role',
  });
}

/**
 * That an account is not declared here says little: it may be installed from elsewhere. It does where one of that name stands in another
 * namespace, where another one is a letter away, or where the accounts of the namespace stand beside the binding and this one does not.
 */
function checkAccount({ name, written }: Principal, binding: Binding, { inventory, report }: RuleContext): void {
  const account = name === undefined ? undefined : namespacedName(name);
  if (account?.kind !== 'ServiceAccount' || account.name === 'default' || isSystemNamespace(account.namespace)) return;
  if (isThere(name!, account, inventory)) return;
  const all = accountsIn('kubernetes:Group/system:serviceaccounts', inventory);
  const neighbours = accountsIn(`kubernetes:Group/system:serviceaccounts:${account.namespace}`, inventory);
  const elsewhere = all.filter(other => nameOf(other) === account.name && !neighbours.includes(other));
  const near = nearest(account.name, neighbours, nameOf);
  const beside = neighbours.some(other => folderOf(other.at) === folderOf(binding.at));
  const moved = elsewhere.length > 0 && elsewhere.some(other => folderOf(other.at) === folderOf(binding.at));
  if (!near && !beside && !moved) return;
  const meant = near ?? (moved ? elsewhere[0] : undefined);
  report(
    written,
    `there is no service account "${account.name}" in ${inNamespace(account.namespace)}: whoever makes one gets what this binding gives`,
    {
      label: 'no such account',
      ...(meant ? { related: [{ at: meant.at, message: near ? 'perhaps this one' : 'the one of that name' }] } : {}),
      ...(near
        ? {
            fix: {
              title: `name "${nameOf(near)}"`,
              safety: 'suggested' as const,
              intents: [{ do: 'replace' as const, at: written.at, with: nameOf(near) }],
            },
          }
        : {}),
    },
  );
}

/** One that is declared without a namespace may be put into any. */
function isThere(
  name: string,
  { kind, name: own, namespace }: { kind: string; name: string; namespace: string },
  inventory: Inventory,
): boolean {
  if (inventory.named(name).length > 0) return true;
  return namespace !== '' && inventory.named(`kubernetes:${kind}//${own}`).length > 0;
}

/** Declared ones: the account that every namespace has is in none of them. */
const accountsIn = (group: string, inventory: Inventory): Identity[] =>
  inventory.named(group).filter((fact): fact is Identity => fact.kind === 'identity' && nameOf(fact) !== 'default');

const nameOf = ({ name }: Identity): string => (name.kind === 'known' ? name.value : '');
const inNamespace = (namespace: string): string => (namespace === '' ? 'its namespace' : `namespace ${namespace}`);
