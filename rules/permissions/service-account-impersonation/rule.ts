import { defineRule, type ScopeLevel } from '@idlint/model';
import { fromPrincipals } from '../../who.ts';

/** Roles by which one acts as a service account, and what they let one do with it. */
const roles: Record<string, string> = {
  'gcp:roles/iam.serviceAccountTokenCreator': 'make tokens of',
  'gcp:roles/iam.serviceAccountOpenIdTokenCreator': 'make identity tokens of',
  'gcp:roles/iam.serviceAccountKeyAdmin': 'make keys of',
  'gcp:roles/iam.serviceAccountAdmin': 'give anyone the use of',
  'gcp:roles/iam.serviceAccountUser': 'run code as',
  'gcp:roles/iam.workloadIdentityUser': 'become, from outside of Google Cloud,',
};

const wide = new Set<ScopeLevel>(['organisation', 'folder', 'project']);

export default defineRule({
  id: 'service-account-impersonation',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'Whoever may act as every service account of a project has the rights of the strongest of them.',
  remedy: 'Grant the role on the one service account that is meant, not on the project.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 269 },

  looksAt: 'binding',
  check({ policy, subjects, scope, platform }, { inventory, report }) {
    const does = platform === 'gcp' && policy.kind === 'known' ? roles[policy.value] : undefined;
    if (!does || policy.kind !== 'known') return;
    const { title, related } = fromPrincipals(subjects, inventory);
    if (wide.has(scope.level)) report(policy, `${title} can ${does} every service account of the ${scope.level}`, { related });
    else if (scope.level === 'resource' && subjects.items.some(({ who }) => who === 'account'))
      report(policy, `${title} can ${does} this service account`, {
        level: 'warning',
        related,
        remedy: 'Grant it to the identities that need it, not to a whole domain or pool.',
      });
  },
});
