import { defineRule, knownOf } from '@idlint/model';
import { allows } from '../../aws.ts';
import { holderOf } from '../../who.ts';
import { listed } from '../../words.ts';

export default defineRule({
  id: 'not-resource',
  family: 'permissions',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A grant is for every resource but those that it lists, so every new one is open from its first day.',
  remedy: 'List the resources that are meant, or deny the exceptions in a statement of their own.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 183 },

  looksAt: 'grant',
  check(grant, { inventory, report }) {
    const [first] = grant.notResources?.items ?? [];
    if (!allows(grant) || !first) return;
    const { title, related } = holderOf(grant, inventory);
    const actions = listed(knownOf(grant.actions).map(({ value }) => value)) || 'what it says';
    const exceptions = listed(knownOf(grant.notResources).map(({ value }) => value)) || 'what is listed here';
    report(first, `${title} may use ${actions} on everything but ${exceptions}`, { label: 'the only thing that is not meant', related });
  },
});
