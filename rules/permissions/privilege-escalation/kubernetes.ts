import { type Grant, type Known, knownOf, type Level } from '@idlint/model';

interface Way {
  group: string;
  resources: string[];
  verbs: string[];
  how: string;
  level: Level;
  /** Everyday work of many: said to strict readers only. */
  preset?: 'strict';
}

/**
 * Rights by which one gets more than one was given. Wildcards are for other rules to speak of.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
 */
const ways: Way[] = [
  {
    group: 'rbac.authorization.k8s.io',
    resources: ['roles', 'clusterroles'],
    verbs: ['escalate'],
    how: 'write any right into a role',
    level: 'error',
  },
  {
    group: 'rbac.authorization.k8s.io',
    resources: ['roles', 'clusterroles'],
    verbs: ['bind'],
    how: 'give itself any role',
    level: 'error',
  },
  { group: '', resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'], how: 'act as anybody', level: 'error' },
  { group: '', resources: ['serviceaccounts/token'], verbs: ['create'], how: 'make tokens of any service account', level: 'error' },
  {
    group: '',
    resources: ['nodes/proxy'],
    verbs: ['get', 'create', 'update', 'patch'],
    how: 'run commands in any pod through the kubelet, past admission and audit',
    level: 'error',
  },
  {
    group: 'certificates.k8s.io',
    resources: ['signers'],
    verbs: ['approve', 'sign'],
    how: 'make certificates in the name of anybody',
    level: 'error',
  },
  {
    group: 'admissionregistration.k8s.io',
    resources: ['mutatingwebhookconfigurations'],
    verbs: ['create', 'update', 'patch'],
    how: 'change whatever is written to the cluster, secrets included',
    level: 'warning',
  },
  {
    group: '',
    resources: ['pods/exec', 'pods/attach', 'pods/ephemeralcontainers'],
    verbs: ['create', 'get', 'update', 'patch'],
    how: 'run commands in any pod, and so act as its service account',
    level: 'warning',
    preset: 'strict',
  },
  {
    group: '',
    resources: ['pods'],
    verbs: ['create'],
    how: 'start a pod as any service account',
    level: 'note',
    preset: 'strict',
  },
];

/** The first way that a rule opens, at the verb that opens it. */
export function kubernetesEscalation(grant: Grant): { verb: Known<string>; how: string; level: Level; preset?: 'strict' } | undefined {
  if (grant.resourceNames?.items.length || grant.resourceNames?.open) return undefined;
  const resources = new Set(knownOf(grant.resources).map(({ value }) => value));
  const groups = new Set(knownOf(grant.groups).map(({ value }) => value));
  for (const way of ways) {
    if (!groups.has(way.group) && !groups.has('*')) continue;
    if (!way.resources.some(resource => resources.has(resource))) continue;
    const verb = knownOf(grant.actions).find(({ value }) => way.verbs.includes(value));
    if (!verb) continue;
    const level = grant.namespaced && way.level === 'error' ? 'warning' : way.level;
    return { verb, how: way.how, level, ...(way.preset ? { preset: way.preset } : {}) };
  }
  return undefined;
}
