import { defineRule, type Identity, keyName, type Use } from '@idlint/model';
import { titleOf } from '../../who.ts';
import { held } from '../held.ts';

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

  looksAt: 'use',
  check(use, { inventory, report }) {
    if (use.how !== 'runs-as' || use.fallback === undefined) return;
    const isDefault = use.used.kind === 'absent' || (use.used.kind === 'known' && use.used.value === use.fallback);
    const accounts = inventory.named(use.fallback).filter(fact => fact.kind === 'identity');
    if (!isDefault || !mayMount(use, accounts)) return;
    const workload = inventory.named(keyName(use.user)).find(fact => fact.kind === 'identity');
    if (workload && isTest(workload)) return;
    const who = workload ? titleOf(workload) : 'this workload';
    const granted = accounts.flatMap(account => inventory.grantsOf(account));
    const at = use.used.kind === 'known' ? use.used : use.at;
    if (granted.length === 0) {
      report(at, `${who} runs as the ${defaultOf(use)}`, { label: 'no account of its own' });
      return;
    }
    report(at, `${who} runs as the ${defaultOf(use)}${held(granted, inventory)}`, {
      level: 'warning',
      label: 'no account of its own',
      related: granted.slice(0, 2).map(({ at }) => ({ at, message: 'what it gets, with all that run as it' })),
    });
  },
});

/** A pod that Helm runs once, to try the chart. */
function isTest({ labels }: Identity): boolean {
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
