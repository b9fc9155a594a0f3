import { defineRule, knownOf } from '@idlint/model';
import { allows } from '../../aws.ts';
import { holderOf } from '../../who.ts';
import { awsEscalation } from './aws.ts';
import { azureEscalation } from './azure.ts';
import { kubernetesEscalation } from './kubernetes.ts';
import { sqlEscalation } from './sql.ts';
import { spokenOf } from './vault.ts';

export default defineRule({
  id: 'privilege-escalation',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A grant lets its holder raise its own rights, so that it is as good as an administrator’s.',
  remedy: 'Limit it to the roles or accounts that it is for, or put a boundary around what may be given.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 269 },
  covers: ['pass-role-unbounded', 'service-account-impersonation'],

  looksAt: 'grant',
  check(grant, { inventory, report }) {
    if (!allows(grant)) return;
    if (grant.platform === 'aws') {
      const found = awsEscalation(grant, inventory);
      if (!found) return;
      const { title, related } = holderOf(grant, inventory);
      report(found.action, `${title} can ${found.how}`, { label: 'enough for any right', related });
    } else if (grant.platform === 'kubernetes') {
      const found = kubernetesEscalation(grant);
      if (!found) return;
      const { title, related } = holderOf(grant, inventory);
      const where = grant.namespaced ? ', in its namespace' : '';
      const { verb, how, level, preset } = found;
      report(verb, `${title} can ${how}${where}`, { level, label: 'more than this role says', related, ...(preset ? { preset } : {}) });
    } else if (grant.platform === 'azure') {
      const found = azureEscalation(grant);
      if (!found) return;
      const { title, related } = holderOf(grant, inventory);
      report(found.action, `${title} can ${found.how}`, { label: 'enough for any right', related });
    } else if (grant.platform === 'vault') {
      const spoken = spokenOf(grant, inventory);
      if (!spoken) return;
      const { found, others } = spoken;
      const { title, related } = holderOf(grant, inventory);
      report(found.action, `${title} can ${found.how}`, {
        level: found.level,
        label: 'enough for any right',
        remedy: 'Name the policies and paths that it is for; leave the rest to administrators who ask for it for a while.',
        related: [...related, ...others.slice(0, 2).map(at => ({ at, message: 'as does this' }))],
      });
    } else if (grant.platform === 'saas') {
      // Consul: whoever writes the access lists makes himself a token with any policy.
      const action = knownOf(grant.actions).find(({ value }) => value === 'acl:write');
      if (!action) return;
      const { title, related } = holderOf(grant, inventory);
      report(action, `${title} can write tokens and policies, its own too`, { label: 'enough for any right', related });
    } else if (grant.platform === 'sql') {
      const found = sqlEscalation(grant);
      if (!found) return;
      const { title, related } = holderOf(grant, inventory);
      report(found.action, `${title} can ${found.how}`, {
        label: 'enough for any right',
        remedy: 'Grant the rights themselves; leave giving them to administrators.',
        related,
      });
    }
  },
});
