import type { Fact, Identity } from '@idlint/model';
import { groupOf } from './custom/base.ts';
import { customFacts, customName } from './custom/index.ts';
import { below, type KubernetesObject } from './object.ts';
import { bindingFacts, clusterRoleFacts, roleFacts } from './rbac.ts';
import { groupsOf, secretFacts, serviceAccountFacts } from './service-account.ts';
import { isWorkload, workloadFacts } from './workload.ts';

/** What others speak of by name. */
const spokenOf = new Set(['ServiceAccount', 'Role', 'ClusterRole']);

/** The facts of what is applied together. */
export function factsOf(objects: KubernetesObject[]): Fact[] {
  for (const object of objects) {
    const { kind, id, movable, names } = object;
    const called = isOwn(object) ? (spokenOf.has(kind) ? kind : undefined) : customName(object);
    if (called !== undefined) names.declare(called, id, movable);
  }
  const implied = objects.filter(object => {
    const { kind, id, names } = object;
    const account = { namespace: id.namespace, name: 'default' };
    if (!isWorkload(kind) || !isOwn(object) || names.isDeclared('ServiceAccount', account)) return false;
    names.declare('ServiceAccount', account);
    return true;
  });
  const namespaces = new Set(implied.map(({ id }) => id.namespace));
  const facts = objects.flatMap(object => factsOfOne(object, objects));
  return [...facts, ...defaultAccounts(objects, facts, namespaces)];
}

/** The groups of the kinds that are read here; operators have some of the same name. */
const ownGroups = new Set(['', 'apps', 'batch', 'extensions', 'rbac.authorization.k8s.io', 'authorization.openshift.io']);
const isOwn = (object: KubernetesObject): boolean => ownGroups.has(groupOf(object));

function factsOfOne(object: KubernetesObject, objects: KubernetesObject[]): Fact[] {
  if (!isOwn(object)) return customFacts(object, objects);
  switch (object.kind) {
    case 'ServiceAccount':
      return serviceAccountFacts(object);
    case 'Role':
      return roleFacts(object);
    case 'ClusterRole':
      return clusterRoleFacts(object, objects);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return bindingFacts(object);
    case 'Secret':
      return secretFacts(object);
    default:
      return isWorkload(object.kind) ? workloadFacts(object) : customFacts(object, objects);
  }
}

/** Every namespace has an account `default`, which nobody declares; it is an identity all the same once something runs as it. */
function defaultAccounts(objects: KubernetesObject[], facts: Fact[], namespaces: Set<string>): Identity[] {
  const workloads = new Map(objects.map(object => [object.base.key, object]));
  return facts.flatMap((fact): Identity[] => {
    if (fact.kind !== 'use' || fact.how !== 'runs-as' || fact.fallback === undefined) return [];
    const isDefault = fact.used.kind === 'absent' || (fact.used.kind === 'known' && fact.used.value === fact.fallback);
    const workload = workloads.get(fact.user);
    if (!workload || !isDefault || !namespaces.delete(workload.id.namespace)) return [];
    const { id, names, namespace, base } = workload;
    return [
      {
        kind: 'identity',
        ...below(workload, 'default-account'),
        exists: true,
        names: [...names.of('ServiceAccount', { namespace: id.namespace, name: 'default' }), ...groupsOf(id.namespace)],
        type: 'service-account',
        actor: 'machine',
        name: { kind: 'known', value: 'default', at: base.at },
        ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
        labels: { entries: {} },
      },
    ];
  });
}
