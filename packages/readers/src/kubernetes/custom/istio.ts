import { type Data, type Found, itemsOf, mapOf, member, stringValue, stringValues } from '@idlint/evaluate';
import {
  type Condition,
  type Fact,
  type Grant,
  keyName,
  known,
  type List,
  type Policy,
  type Principal,
  type Value,
  type Values,
} from '@idlint/model';
import type { KubernetesObject } from '../object.ts';
import { baseFor, listOf } from './base.ts';

/**
 * Who may call the workloads of a mesh. An AuthorizationPolicy is the policy of the workloads that it selects; each of its rules a grant: its
 * sources the principals, its operations what may be done. https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function istioFacts(object: KubernetesObject): Fact[] {
  if (object.kind !== 'AuthorizationPolicy') return [];
  const spec = member(object.root, 'spec');
  const action = stringValue(member(spec, 'action'));
  const effect = action.kind === 'absent' ? 'allow' : action.kind === 'known' ? effects[action.value] : action.why;
  // What is only written down, or decided by another program, allows nobody anything by itself.
  if (effect === undefined) return [];
  const policy: Policy = {
    kind: 'policy',
    ...baseFor(object, 'kubernetes'),
    names: [...object.names.of('AuthorizationPolicy', object.id), keyName(object.base.key)],
    name: object.name,
    layer: 'resource',
    faults: [],
  };
  const selected = mapOf(member(spec, 'selector', 'matchLabels'));
  const target: Value<string> = known(selected ? labelled(selected) : 'every workload', object.base.at);
  return [policy, ...listOf(spec, 'rules').map((rule, index) => grant(object, rule, index, effect, target))];
}

const effects: Record<string, Grant['effect']> = { ALLOW: 'allow', DENY: 'deny' };

const labelled = (labels: Extract<Data, { kind: 'map' }>): string =>
  [...labels.entries].map(([key, { value }]) => `${key}=${value.kind === 'string' ? value.value : '?'}`).join(',');

function grant(object: KubernetesObject, rule: Data, index: number, effect: Grant['effect'], target: Value<string>): Grant {
  const from = member(rule, 'from');
  const conditions = [...listOf(rule, 'when').flatMap(when), ...operations(rule)];
  return {
    kind: 'grant',
    ...baseFor(object, 'kubernetes', `rules/${index}`),
    at: mapOf(rule)?.entries.values().next().value?.key ?? rule.at,
    names: [],
    policy: object.base.key,
    layer: 'resource',
    effect,
    actions: methods(rule),
    resources: { items: [target] },
    principals: from.kind === 'absent' ? { items: [{ who: 'everyone', written: known('*', rule.at) }] } : principals(from, object),
    conditions: { items: [...conditions, ...sourceConditions(from)] },
  };
}

/** None: all of them. */
const methods = (rule: Data): Values<string> => ({
  items: listOf(rule, 'to').flatMap(to => stringValues(member(to, 'operation', 'methods')).items),
});

/** Paths, hosts and ports narrow what may be called. */
const operations = (rule: Data): Condition[] =>
  listOf(rule, 'to').flatMap(to =>
    fieldsOf(member(to, 'operation'), ['paths', 'hosts', 'ports', 'notPaths', 'notHosts', 'notPorts', 'notMethods']),
  );

/** Where from, as opposed to who. */
const sourceConditions = (from: Found): Condition[] =>
  itemsOf(from).items.flatMap(item =>
    fieldsOf(member(item, 'source'), ['ipBlocks', 'remoteIpBlocks', 'notIpBlocks', 'notRemoteIpBlocks', 'notPrincipals', 'notNamespaces']),
  );

const fieldsOf = (data: Found, fields: string[]): Condition[] =>
  fields.flatMap(key => {
    const found = member(data, key);
    return found.kind === 'absent' ? [] : [{ operator: 'istio', key, values: stringValues(found), at: found.at }];
  });

function when(condition: Data): Condition[] {
  const key = stringValue(member(condition, 'key'));
  if (key.kind !== 'known') return [];
  return ['values', 'notValues'].flatMap(field => {
    const values = member(condition, field);
    return values.kind === 'absent' ? [] : [{ operator: field, key: key.value, values: stringValues(values), at: key.at }];
  });
}

/** What a source may be known by; one that is only an address is nobody in particular. */
function principals(from: Found, object: KubernetesObject): List<Principal> {
  const { items, open } = itemsOf(from);
  const found = items.flatMap(item => {
    const source = member(item, 'source');
    const own = [
      ...stringValues(member(source, 'principals')).items.map(written => meshPrincipal(written, object)),
      ...stringValues(member(source, 'serviceAccounts')).items.map((written): Principal => ({ who: 'identity', written })),
      ...stringValues(member(source, 'requestPrincipals')).items.map((written): Principal => ({ who: 'federated', written })),
      ...stringValues(member(source, 'namespaces')).items.map((written): Principal => ({ who: 'account', written })),
    ];
    return own.length > 0 ? own : [{ who: 'everyone' as const, written: known('*', item.at) }];
  });
  return { items: found, ...(open ? { open } : {}) };
}

/** `cluster.local/ns/shop/sa/web`: a service account, by its SPIFFE id without the scheme. */
function meshPrincipal(written: Value<string>, { names }: KubernetesObject): Principal {
  const text = written.kind === 'known' ? written.value : '';
  if (text === '*') return { who: 'authenticated', written };
  const [, namespace, account] = /\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(text) ?? [];
  return { who: 'identity', written, ...(namespace && account ? { name: names.to('ServiceAccount', namespace, account) } : {}) };
}
