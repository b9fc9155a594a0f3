import { type Data, itemsOf, mapOf, member, stringValue, stringValues } from '@idlint/evaluate';
import {
  type Binding,
  type Fact,
  type Gap,
  type Grant,
  known,
  type Name,
  type Place,
  type Policy,
  type Principal,
  type Value,
  type Values,
  type Why,
} from '@idlint/model';
import { groupOfAccounts, kubernetesName, type Names } from './names.ts';
import { below, type KubernetesObject, namespaceText, textOf } from './object.ts';

/** `alsoKnownAs`: the cluster roles that take in its rules, so that a binding to one of them gives them too. */
export function roleFacts(role: KubernetesObject, alsoKnownAs: Name[] = []): Fact[] {
  const { kind, root, name, id, base } = role;
  const names = [...role.names.of(kind, id), ...(kind === 'Role' ? rolesOf(id.namespace) : []), ...alsoKnownAs];
  const policy: Policy = { kind: 'policy', ...base, names, name, layer: 'identity', faults: [] };
  const rules = member(root, 'rules');
  const { items, open } = itemsOf(rules);
  const facts: Fact[] = [policy];
  items.forEach((rule, index) => {
    if (rule.kind === 'map') facts.push(grant(role, rule, index));
    else if (rule.kind === 'unknown') facts.push(gap(role, `rules/${index}`, rule.at, rule.why));
  });
  if (open) facts.push(gap(role, 'rules', rules.at, open));
  return facts;
}

/** By which all roles are asked for, and those of a namespace: no binding can name these. */
const rolesOf = (namespace: string): Name[] => [kubernetesName('Role', namespace, '*'), 'kubernetes:Role/*'];

function grant(role: KubernetesObject, rule: Data, index: number): Grant {
  const urls = member(rule, 'nonResourceURLs');
  const at = firstPlace(rule);
  return {
    kind: 'grant',
    ...below(role, `rules/${index}`),
    at,
    exists: role.base.exists === true ? role.existsAt(rule.at) : role.base.exists,
    names: [],
    policy: role.base.key,
    layer: 'identity',
    effect: 'allow',
    actions: stringValues(member(rule, 'verbs')),
    resources: urls.kind === 'absent' ? stringValues(member(rule, 'resources')) : both(member(rule, 'resources'), urls),
    groups: stringValues(member(rule, 'apiGroups')),
    ...(member(rule, 'resourceNames').kind === 'absent' ? {} : { resourceNames: stringValues(member(rule, 'resourceNames')) }),
    conditions: { items: [] },
    ...(role.kind === 'Role' ? { namespaced: true } : {}),
  };
}

function both(...lists: Parameters<typeof stringValues>[0][]): Values<string> {
  const values = lists.map(stringValues);
  const open = values.find(list => list.open)?.open;
  return { items: values.flatMap(list => list.items), ...(open ? { open } : {}) };
}

/** The rule's first word: the whole of it is many lines. */
const firstPlace = (rule: Data): Place => mapOf(rule)?.entries.values().next().value?.key ?? rule.at;

function gap(object: KubernetesObject, what: string, at: Place, why: Why): Gap {
  const message = 'the rules of this role are not known here';
  return { kind: 'gap', ...below(object, `${what}/gap`), at, names: [], severity: 'limit', why, message };
}

/** RoleBinding and ClusterRoleBinding. */
export function bindingFacts(binding: KubernetesObject): Fact[] {
  const { kind, root, namespace, base } = binding;
  const subjects = itemsOf(member(root, 'subjects'));
  const fact: Binding = {
    kind: 'binding',
    ...base,
    names: binding.names.of(kind, binding.id),
    policy: roleNamed(binding),
    subjects: {
      items: subjects.items.map(subject => principal(subject, binding)),
      ...(subjects.open ? { open: subjects.open } : {}),
    },
    scope: scopeOf(kind, namespace),
    conditions: { items: [] },
    layer: 'identity',
  };
  return [fact];
}

const scopeOf = (kind: string, namespace: Value<string>): Binding['scope'] =>
  kind === 'ClusterRoleBinding'
    ? { level: 'cluster', name: { kind: 'absent', at: namespace.at } }
    : { level: 'namespace', name: namespace };

function roleNamed({ root, id, scope, names }: KubernetesObject): Value<Name> {
  const kind = stringValue(member(root, 'roleRef', 'kind'));
  const name = stringValue(member(root, 'roleRef', 'name'));
  if (kind.kind !== 'known' || name.kind === 'absent') return kind.kind === 'unknown' ? kind : { kind: 'absent', at: name.at };
  return known(names.to(kind.value, id.namespace, textOf(name, scope)), name.at, 'via' in name ? name.via : undefined);
}

function principal(subject: Data, binding: KubernetesObject): Principal {
  const kind = stringValue(member(subject, 'kind'));
  const name = stringValue(member(subject, 'name'));
  if (name.kind === 'absent' || kind.kind !== 'known') return { who: 'unknown', written: name };
  const text = textOf(name, binding.scope);
  if (kind.value === 'ServiceAccount') {
    const written = stringValue(member(subject, 'namespace'));
    const namespace = written.kind === 'absent' ? binding.id.namespace : namespaceText(written, binding.scope);
    return { who: 'identity', written: name, name: binding.names.to('ServiceAccount', namespace, text) };
  }
  return { written: name, ...userOrGroup(kind.value, text, binding.names) };
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects */
function userOrGroup(kind: string, text: string, names: Names): Omit<Principal, 'written'> {
  if (text === 'system:anonymous' || text === 'system:unauthenticated') return { who: 'everyone' };
  if (text === 'system:authenticated') return { who: 'authenticated' };
  const account = kind === 'User' ? /^system:serviceaccount:([^:]+):([^:]+)$/.exec(text) : undefined;
  if (account) return { who: 'identity', name: names.to('ServiceAccount', account[1]!, account[2]!) };
  const many = kind === 'Group' && (text === groupOfAccounts() || text.startsWith(`${groupOfAccounts()}:`));
  return { who: many ? 'account' : 'identity', name: kubernetesName(kind, '', text) };
}

/**
 * A cluster role that takes in the rules of others by their labels has none of its own.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
export function clusterRoleFacts(role: KubernetesObject, objects: KubernetesObject[]): Fact[] {
  const roles = objects.filter(({ kind }) => kind === 'ClusterRole');
  const aggregates = roles.filter(aggregate => aggregate !== role && takesIn(aggregate, role));
  const facts = roleFacts(
    role,
    aggregates.flatMap(({ names, id }) => names.of('ClusterRole', id)),
  );
  const aggregation = member(role.root, 'aggregationRule');
  if (aggregation.kind === 'absent' || roles.some(other => other !== role && takesIn(role, other))) return facts;
  return [...facts, gap(role, 'aggregation', aggregation.at, { code: 'reference', what: 'the cluster roles that it aggregates' })];
}

/** What also selects by expressions, or by something unknown, may select less: it is left out. */
function takesIn(aggregate: KubernetesObject, { labels }: KubernetesObject): boolean {
  return itemsOf(member(aggregate.root, 'aggregationRule', 'clusterRoleSelectors')).items.some(selector => {
    const wanted = mapOf(member(selector, 'matchLabels'));
    if (!wanted || wanted.open || member(selector, 'matchExpressions').kind !== 'absent') return false;
    return [...wanted.entries].every(([key, { value }]) => {
      const label = labels.entries[key];
      const expected = stringValue(value);
      return expected.kind === 'known' && label?.kind === 'known' && label.value === expected.value;
    });
  });
}
