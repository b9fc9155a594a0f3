import { type Binding, defineRule, type Fact, type Identity, keyName, type RuleContext, type Use } from '@idlint/model';
import { titleOf } from '../../who.ts';
import { held } from '../held.ts';
import { isSystemNamespace, namespacedName } from '../kubernetes.ts';

export default defineRule({
  id: 'default-service-account',
  family: 'ownership',
  level: 'note',
  confidence: 'high',
  preset: 'recommended',
  summary:
    'A workload runs as the account that everything without one shares, so that a right given for one of them is everyone’s, and nobody can tell who used it.',
  remedy: 'Give the workload an account of its own, or keep the token from being mounted.',
  standards: { owaspNhi: 'NHI9:2025', cwe: 250 },

  looksAt: ['use', 'binding', 'identity'],
  check(fact, context) {
    if (fact.kind === 'use') checkUse(fact, context);
    else if (fact.kind === 'binding') checkBinding(fact, context);
    else if (!isOverruled(fact, context)) checkToken(fact, fact.mountsToken, context);
  },
});

function checkUse(use: Use, context: RuleContext): void {
  const { inventory, report } = context;
  if (use.how !== 'runs-as' || use.fallback === undefined) return;
  const isDefault = use.used.kind === 'absent' || (use.used.kind === 'known' && use.used.value === use.fallback);
  if (!isDefault) {
    const account = use.used.kind === 'known' ? inventory.named(use.used.value).find(isIdentity) : undefined;
    if (account) checkToken(account, use.mountsToken, context);
    return;
  }
  const accounts = inventory.named(use.fallback).filter(isIdentity);
  const workload = inventory.named(keyName(use.user)).find(isIdentity);
  if (!mayMount(use, accounts) || (workload && isPassedOver(workload))) return;
  const who = workload ? titleOf(workload) : 'this workload';
  const granted = accounts.flatMap(account => inventory.grantsOf(account)).filter(({ at }) => inOneTree(at.uri, use.at.uri));
  report(use.used.kind === 'known' ? use.used : use.at, `${who} runs as the ${defaultOf(use)}${held(granted, inventory)}`, {
    level: granted.length > 0 ? 'warning' : 'note',
    label: 'no account of its own',
    related: granted.slice(0, 2).map(({ at }) => ({ at, message: 'what it gets, with all that run as it' })),
  });
}

/**
 * Every cluster has an account of this name: what a repository grants to one says nothing of workloads for another cluster, such as those of its
 * tests. So the two must stand under one of the repository's folders, or one of them at its top.
 */
function inOneTree(a: string, b: string): boolean {
  const [top, other] = [a, b].map(uri => (uri.includes('/') ? uri.slice(0, uri.indexOf('/')) : ''));
  return top === other || !top || !other;
}

/** A right for the default account is one for all that will ever run without an account of their own. */
function checkBinding({ subjects, platform, policy }: Binding, { inventory, report }: RuleContext): void {
  if (platform !== 'kubernetes') return;
  for (const { name, written } of subjects.items) {
    const account = name === undefined ? undefined : namespacedName(name);
    if (account?.kind !== 'ServiceAccount' || account.name !== 'default') continue;
    if (policy.kind !== 'known') continue;
    const role = inventory.access.builtin(policy.value);
    const what = role?.breadth === 'administrator' ? role.title : `role "${roleName(policy.value)}"`;
    const where = account.namespace === '' ? 'its namespace' : `namespace ${account.namespace}`;
    report(written, `every pod of ${where} that names no account gets ${what}`, { level: 'warning', label: 'the default account' });
  }
}

/** The last part of its Name, without the folder that it is of. */
const roleName = (name: string): string => /\/([^/@]+)(?:@|$)/.exec(name.replace(/^kubernetes:[^/]+(?=\/)/, ''))?.[1] ?? name;

/** A token that somebody asks for, of an account that it opens nothing for. */
function checkToken(account: Identity, mounts: Identity['mountsToken'], { inventory, report }: RuleContext): void {
  if (account.platform !== 'kubernetes' || account.type !== 'service-account' || !mounts || !isTrue(mounts)) return;
  if (account.name.kind !== 'known' || inventory.grantsOf(account).length > 0) return;
  report(mounts, `the token of ${titleOf(account)} is mounted, though nothing is granted to it here`, {
    label: 'not needed',
    remedy: 'Leave the token out: automountServiceAccountToken: false.',
  });
}

/** Whatever the account says, none of its pods mounts the token. */
function isOverruled(account: Identity, { inventory }: RuleContext): boolean {
  const uses = inventory.usesOf(account).filter(({ how }) => how === 'runs-as');
  return uses.length > 0 && uses.every(({ mountsToken }) => mountsToken?.kind === 'known' && !mountsToken.value);
}

const isIdentity = (fact: Fact): fact is Identity => fact.kind === 'identity';

/** What runs the cluster itself, and a pod that Helm runs once, to try the chart. */
function isPassedOver({ labels, scope }: Identity): boolean {
  if (scope?.kind === 'known' && isSystemNamespace(scope.value)) return true;
  const hook = labels.entries['helm.sh/hook'];
  return hook?.kind === 'known' && /\btest\b/.test(hook.value);
}

/** The pod decides; where it says nothing, the account does; where neither does, the token is mounted. Unknown is not said. */
function mayMount({ mountsToken }: Use, accounts: Identity[]): boolean {
  if (!mountsToken || mountsToken.kind === 'absent')
    return accounts.every(account => !account.mountsToken || account.mountsToken.kind === 'absent' || isTrue(account.mountsToken));
  return isTrue(mountsToken);
}

const isTrue = (value: NonNullable<Use['mountsToken']>): boolean => value.kind === 'known' && value.value;

const defaultOf = ({ platform }: Use): string =>
  platform === 'kubernetes' ? 'default account of its namespace' : 'default service account';
