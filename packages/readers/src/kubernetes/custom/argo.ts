import { type Data, type Found, member, stringValue } from '@idlint/evaluate';
import { type Fact, type Grant, type Identity, keyName, known, type Policy } from '@idlint/model';
import type { KubernetesObject } from '../object.ts';
import { baseFor, bindingOf, identified, listOf } from './base.ts';

/**
 * A project of Argo CD says what its applications may put where, with the rights of Argo CD's controller. One that takes anything from
 * anywhere to every cluster makes whoever writes to some repository its administrator; what is narrowed in any way is no right by itself.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function argoFacts(object: KubernetesObject): Fact[] {
  if (object.kind !== 'AppProject') return [];
  const spec = member(object.root, 'spec');
  const everySource = listOf(spec, 'sourceRepos').find(isAny);
  const everyPlace = listOf(spec, 'destinations').find(
    destination => isAny(member(destination, 'namespace')) && (isAny(member(destination, 'server')) || isAny(member(destination, 'name'))),
  );
  const everyKind = listOf(spec, 'clusterResourceWhitelist').find(each => isAny(member(each, 'group')) && isAny(member(each, 'kind')));
  if (!everySource || !everyPlace || !everyKind || listOf(spec, 'clusterResourceBlacklist').length > 0) return [];
  return everything(object, everyKind);
}

const isAny = (found: Found): boolean => {
  const text = stringValue(found);
  return text.kind === 'known' && text.value === '*';
};

function everything(object: KubernetesObject, kind: Data): Fact[] {
  const { base, names, id, name, namespace, labels } = object;
  const own = names.of('AppProject', id);
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...own, keyName(base.key)],
    type: 'application',
    // Whoever writes to the repositories.
    actor: 'unknown',
    name,
    ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
    labels,
  };
  const policy: Policy = {
    kind: 'policy',
    ...baseFor(object, 'kubernetes', 'allowed'),
    names: [`${own[0]}/allowed`],
    name,
    layer: 'identity',
    faults: [],
  };
  const at = member(kind, 'kind').at;
  const any = { items: [known('*', at)] };
  const grant: Grant = {
    kind: 'grant',
    ...baseFor(object, 'kubernetes', 'allowed/everything'),
    at,
    names: [],
    policy: policy.key,
    layer: 'identity',
    effect: 'allow',
    actions: any,
    resources: any,
    groups: any,
    conditions: { items: [] },
  };
  const scope = { level: 'cluster' as const, name: { kind: 'absent' as const, at: base.at } };
  const subject = identified(name, known(own[0]!, base.at));
  return [identity, policy, grant, bindingOf(object, 'kubernetes', 'allowed/binding', known(`${own[0]}/allowed`, at), [subject], scope)];
}
