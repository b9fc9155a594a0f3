import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import { type Fact, known } from '@idlint/model';
import type { KubernetesObject } from '../object.ts';
import { bindingOf, identified } from './base.ts';

/**
 * The config map by which EKS knows identities of AWS: who is in `system:masters` may do everything.
 * https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
export function awsAuthFacts(object: KubernetesObject): Fact[] {
  const data = member(object.root, 'data');
  return [
    ['mapRoles', 'rolearn'],
    ['mapUsers', 'userarn'],
  ].flatMap(([list, arn]) =>
    entriesIn(member(data, list!)).flatMap((entry, index) => {
      const who = stringValue(member(entry, arn!));
      const masters = itemsOf(member(entry, 'groups')).items.find(group => {
        const name = stringValue(group);
        return name.kind === 'known' && name.value === 'system:masters';
      });
      if (!masters || who.kind === 'absent') return [];
      const name = who.kind === 'known' ? known(`aws:${who.value}`, who.at) : undefined;
      const scope = { level: 'cluster' as const, name: { kind: 'absent' as const, at: object.base.at } };
      const role = known('kubernetes:ClusterRole/cluster-admin', masters.at);
      return bindingOf(object, 'kubernetes', `${list}/${index}`, role, [identified(who, name)], scope);
    }),
  );
}

/** YAML in a string. */
const entriesIn = (found: Found): Found[] =>
  found.kind === 'string' ? yamlInString(found).flatMap(({ data }) => itemsOf(data).items) : itemsOf(found).items;
