import {
  type Binding,
  defineRule,
  type Identity,
  type Inventory,
  type Place,
  type Policy,
  type Principal,
  type ReportOptions,
  type RuleContext,
} from '@idlint/model';
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
function checkRole(binding: Binding, { inventory, report }: RuleContext): void {
  const { policy } = binding;
  const role = policy.kind === 'known' ? namespacedName(policy.value) : undefined;
  if (role?.kind !== 'Role' || policy.kind !== 'known' || isThere(policy.value, role, inventory)) return;
  const policies = (name: string) => inventory.named(name).filter(fact => fact.kind === 'policy');
  const missing = missed(role, binding, policies(`kubernetes:Role/${role.namespace}/*`), policies('kubernetes:Role/*'));
  if (!missing) return;
  report(policy, `there is no role "${role.name}" in ${inNamespace(role.namespace)}: whoever makes one decides what this binding gives`, {
    label: 'no such role',
    ...help(missing, policy.at),
  });
}

function checkAccount({ name, written }: Principal, binding: Binding, { inventory, report }: RuleContext): void {
  const account = name === undefined ? undefined : namespacedName(name);
  if (account?.kind !== 'ServiceAccount' || account.name === 'default' || isThere(name!, account, inventory)) return;
  const accounts = (group: string) => inventory.named(`kubernetes:Group/${group}`).filter(fact => fact.kind === 'identity');
  const all = accounts('system:serviceaccounts');
  const missing = missed(account, binding, accounts(`system:serviceaccounts:${account.namespace}`), all);
  if (!missing) return;
  report(
    written,
    `there is no service account "${account.name}" in ${inNamespace(account.namespace)}: whoever makes one gets what this binding gives`,
    { label: 'no such account', ...help(missing, written.at) },
  );
}

type Declared = Identity | Policy;

/**
 * That something is not declared here says little: it may be installed from elsewhere. It does where its neighbours of the namespace stand
 * beside the binding and it does not, where one of them is a letter away, or where one of its name stands beside it in another namespace.
 */
function missed(
  { name, namespace }: { name: string; namespace: string },
  binding: Binding,
  inNamespace: Declared[],
  everywhere: Declared[],
): { near?: Declared; moved?: Declared } | undefined {
  if (isSystemNamespace(namespace)) return undefined;
  // The account that every namespace has is declared by nobody, and is no neighbour.
  const neighbours = inNamespace.filter(other => nameOf(other) !== 'default');
  const isBeside = (other: Declared): boolean => folderOf(other.at) === folderOf(binding.at);
  const near = nearest(name, neighbours, nameOf);
  if (near) return { near };
  const moved = everywhere.find(other => nameOf(other) === name && isBeside(other));
  // Without a namespace the binding goes where it is applied, which is where the account is.
  if (moved) return namespace === '' ? undefined : { moved };
  return neighbours.some(isBeside) ? {} : undefined;
}

function help({ near, moved }: { near?: Declared; moved?: Declared }, at: Place): Pick<ReportOptions, 'related' | 'fix'> {
  if (!near) return moved ? { related: [{ at: moved.at, message: 'the one of that name, in another namespace' }] } : {};
  return {
    related: [{ at: near.at, message: 'perhaps this one' }],
    fix: { title: `name "${nameOf(near)}"`, safety: 'suggested', intents: [{ do: 'replace', at, with: nameOf(near) }] },
  };
}

/** Wherever it is declared; one without a namespace may be put into any. */
function isThere(
  name: string,
  { kind, name: own, namespace }: { kind: string; name: string; namespace: string },
  inventory: Inventory,
): boolean {
  const names = [name, `kubernetes:${kind}/${namespace}/${own}`, `kubernetes:${kind}//${own}`];
  return names.some(each => inventory.named(each).length > 0);
}

const nameOf = ({ name }: Declared): string => (name.kind === 'known' ? name.value : '');
const inNamespace = (namespace: string): string => (namespace === '' ? 'its namespace' : `namespace ${namespace}`);
