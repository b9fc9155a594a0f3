import { type Data, type Found, mapOf, member, stringValue } from '@idlint/evaluate';
import { absent, type Condition, type Fact, type Identity, keyName, known, type Principal, type Trust, type Value } from '@idlint/model';
import type { KubernetesObject } from '../object.ts';
import { baseFor, listOf } from './base.ts';

/**
 * SPIFFE ids as SPIRE's controller manager registers them: whom the pods that a selector means become.
 * https://github.com/spiffe/spire-controller-manager/blob/main/docs/clusterspiffeid-crd.md
 */
export function spiffeFacts(object: KubernetesObject): Fact[] {
  const spec = member(object.root, 'spec');
  if (object.kind === 'ClusterStaticEntry') {
    const id = stringValue(member(spec, 'spiffeID'));
    const parent = stringValue(member(spec, 'parentID'));
    const selectors = listOf(spec, 'selectors').flatMap(selector => selected(stringValue(selector)));
    return id.kind === 'absent' ? [] : registered(object, id, { who: 'identity', written: parent }, selectors);
  }
  if (object.kind !== 'ClusterSPIFFEID') return [];
  const id = stringValue(member(spec, 'spiffeIDTemplate'));
  const conditions = [
    ...labelsIn(member(spec, 'podSelector'), 'pod'),
    ...labelsIn(member(spec, 'namespaceSelector'), 'namespace'),
    ...listOf(spec, 'workloadSelectorTemplates').flatMap(selector => selected(stringValue(selector))),
  ];
  const pods: Value<string> = known('pods', object.base.at);
  return id.kind === 'absent'
    ? []
    : registered(object, id, { who: conditions.length > 0 ? 'identity' : 'account', written: pods }, conditions);
}

function registered(object: KubernetesObject, id: Value<string>, who: Principal, conditions: Condition[]): Fact[] {
  const name = id.kind === 'known' ? [id.value] : [];
  const identity: Identity = {
    kind: 'identity',
    ...baseFor(object, 'source'),
    names: [...name, keyName(object.base.key)],
    type: 'workload',
    actor: 'machine',
    name: id.kind === 'known' ? id : object.name,
    labels: object.labels,
  };
  const trust: Trust = {
    kind: 'trust',
    ...baseFor(object, 'source', 'trust'),
    at: id.kind === 'absent' ? object.base.at : id.at,
    names: [],
    identity: id.kind === 'known' ? known(id.value, id.at) : absent(object.base.at),
    effect: 'allow',
    principals: { items: [who] },
    conditions: { items: conditions },
  };
  return [identity, trust];
}

/** `k8s:ns:shop`: the kind of evidence, and what it must be. */
function selected(selector: Value<string>): Condition[] {
  if (selector.kind !== 'known') return [];
  const colon = selector.value.lastIndexOf(':');
  const value = known(selector.value.slice(colon + 1), selector.at);
  return [{ operator: 'equals', key: selector.value.slice(0, Math.max(0, colon)), values: { items: [value] }, at: selector.at }];
}

const labelsIn = (selector: Found, of: string): Condition[] => [
  ...[...(mapOf(member(selector, 'matchLabels'))?.entries ?? [])].map(
    ([label, { key: at, value }]): Condition => ({
      operator: 'equals',
      key: `${of}:${label}`,
      values: { items: [stringValue(value)] },
      at,
    }),
  ),
  ...listOf(selector, 'matchExpressions').map(
    (expression: Data): Condition => ({
      operator: 'expression',
      key: of,
      values: { items: [stringValue(member(expression, 'key'))] },
      at: expression.at,
    }),
  ),
];
