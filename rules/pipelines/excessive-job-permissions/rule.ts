import { defineRule, type Grant, type Inventory } from '@idlint/model';
import { titleOf } from '../../who.ts';

export default defineRule({
  id: 'excessive-job-permissions',
  family: 'pipelines',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'The token of a job may do more than the job needs, and every action and dependency that runs in it has that token.',
  remedy: 'Declare `permissions` with the scopes that the steps use, `contents: read` where they only check out.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 250 },
  covers: ['wildcard-action'],

  looksAt: 'grant',
  check(grant, { inventory, report }) {
    if (grant.platform !== 'github') return;
    for (const action of grant.actions.items) {
      if (action.kind === 'absent')
        report(action, 'no permissions are declared, so the jobs here get whatever the repository gives by default', {
          level: 'note',
          label: 'no permissions',
        });
      else if (action.kind === 'known' && action.value === 'write-all')
        report(action, `${jobsOf(grant, inventory)} may change everything in the repository: code, releases, packages, its own checks`, {
          label: 'every scope, to write',
        });
    }
  },
});

function jobsOf(grant: Grant, inventory: Inventory): string {
  const [first, ...others] = inventory.holdersOf(grant);
  if (!first) return 'the jobs here';
  return others.length === 0 ? titleOf(first) : `${titleOf(first)} and ${others.length} more`;
}
