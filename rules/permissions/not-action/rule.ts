import { defineRule, knownOf } from '@idlint/model';
import { allows } from '../../aws.ts';
import { holderOf } from '../../who.ts';
import { listed } from '../../words.ts';

export default defineRule({
  id: 'not-action',
  family: 'permissions',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A grant allows everything but what it lists, so every action and service that the platform adds is allowed from its first day.',
  remedy: 'List what is allowed, or deny the exceptions in a statement of their own.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 183 },

  looksAt: 'grant',
  check(grant, { inventory, report }) {
    const [first] = grant.notActions?.items ?? [];
    if (!allows(grant) || !first) return;
    // Azure takes notActions away from actions: only where those are everything does it say "everything but".
    if (grant.platform === 'azure' && !knownOf(grant.actions).some(({ value }) => inventory.access.breadth('azure', value) === 'all'))
      return;
    const { title, related } = holderOf(grant, inventory);
    const exceptions = knownOf(grant.notActions).map(({ value }) => value);
    report(first, `${title} may do everything but ${listed(exceptions) || 'what is listed here'}`, {
      label: 'the only thing that is not allowed',
      related,
    });
  },
});
