import { type Data, type Found, labelsOf, type MapData, mapOf, member, numberValue, stringValue } from '@idlint/evaluate';
import {
  type Binding,
  type Credential,
  type Fact,
  type Identity,
  keyName,
  known,
  type Layer,
  type Name,
  type Principal,
  type Trust,
  type Value,
} from '@idlint/model';
import { policyFacts } from '../../iam-policy/document.ts';
import type { KubernetesObject } from '../object.ts';
import { baseFor, bindingOf, firstOf, groupOf, identified, listOf, namesFor, referred } from './base.ts';

/**
 * IAM of AWS as objects of a cluster: Crossplane's providers (what is wanted stands in `spec.forProvider`) and AWS Controllers for Kubernetes
 * (in `spec` itself). https://marketplace.upbound.io/providers/upbound/provider-aws-iam, https://aws-controllers-k8s.github.io/community/reference/
 */
type IamType = 'role' | 'user' | 'group';

export function awsFacts(object: KubernetesObject, objects: readonly KubernetesObject[]): Fact[] {
  const spec = member(object.root, 'spec');
  const provider = member(spec, 'forProvider');
  const wanted = provider.kind === 'absent' ? spec : provider;
  switch (object.kind) {
    case 'Role':
      return role(object, wanted);
    case 'User':
      return [identity(object, wanted, 'user'), ...attached(object, wanted, 'user')];
    case 'Group':
      return [identity(object, wanted, 'group'), ...attached(object, wanted, 'group')];
    case 'Policy':
      return document(object, firstOf(wanted, ['policy'], ['policyDocument'], ['document']), '', 'identity', [
        ...namesFor(object, kinds.policy),
        `aws:policy/${called(object, wanted)}`,
      ]);
    case 'RolePolicy':
    case 'UserPolicy':
    case 'GroupPolicy':
      return inlineOf(object, wanted, typeIn(object.kind), objects);
    case 'RolePolicyAttachment':
    case 'UserPolicyAttachment':
    case 'GroupPolicyAttachment':
      return attachment(object, wanted, typeIn(object.kind), objects);
    case 'AccessKey':
      return [credential(object, wanted, 'access-key', objects)];
    case 'PodIdentityAssociation':
      return podIdentity(object, wanted);
    case 'UserLoginProfile':
      return [credential(object, wanted, 'password', objects)];
    default:
      return [];
  }
}

/** What these objects are called among each other. */
const kinds = { role: 'AwsRole', user: 'AwsUser', group: 'AwsGroup', policy: 'AwsPolicy' };
export const awsKind = (kind: string): string | undefined =>
  ({ Role: kinds.role, User: kinds.user, Group: kinds.group, Policy: kinds.policy })[kind];
const typeIn = (kind: string): IamType => (kind.startsWith('Role') ? 'role' : kind.startsWith('User') ? 'user' : 'group');

/** What AWS calls it: the name that is written, an annotation's, or else the object's. */
function called(object: KubernetesObject, wanted: Found): string {
  const external = object.labels.entries['crossplane.io/external-name'];
  const written = stringValue(member(wanted, 'name'));
  if (external?.kind === 'known') return external.value;
  return written.kind === 'known' ? written.value : object.id.name;
}

const ownName = (object: KubernetesObject, type: IamType): Name => namesFor(object, kinds[type])[0]!;
const account = (object: KubernetesObject): Binding['scope'] => ({ level: 'account', name: { kind: 'absent', at: object.base.at } });

function identity(object: KubernetesObject, wanted: Found, type: IamType): Identity {
  const tags = labelsOf(member(wanted, 'tags'));
  const open = object.labels.open ?? tags.open;
  return {
    kind: 'identity',
    ...baseFor(object, 'aws'),
    names: [...namesFor(object, kinds[type]), `aws:${type}/${called(object, wanted)}`, keyName(object.base.key)],
    type,
    actor: 'unknown',
    name: object.name,
    labels: { entries: { ...object.labels.entries, ...tags.entries }, ...(open ? { open } : {}) },
  };
}

function role(object: KubernetesObject, wanted: Found): Fact[] {
  const trusts = document(
    object,
    firstOf(wanted, ['assumeRolePolicy'], ['assumeRolePolicyDocument']),
    'trust',
    'trust',
    [],
    known(ownName(object, 'role'), object.base.at),
  );
  const machine = trusts.some(
    fact => fact.kind === 'trust' && fact.principals.items.some(({ who }) => who === 'service' || who === 'federated'),
  );
  const base = identity(object, wanted, 'role');
  return [
    {
      ...base,
      actor: machine ? 'machine' : 'unknown',
      longestSession: numberValue(firstOf(wanted, ['maxSessionDuration'], ['maxDuration'])),
    },
    ...trusts,
    ...attached(object, wanted, 'role'),
  ];
}

/** The policies that stand in an identity, or are named by it. */
function attached(object: KubernetesObject, wanted: Found, type: IamType): Fact[] {
  const holder = identified(object.name, known(ownName(object, type), object.base.at));
  const inline = [
    ...listOf(wanted, 'inlinePolicy').map((item, index) => [String(index), member(item, 'policy')] as const),
    ...[...(mapOf(member(wanted, 'inlinePolicies'))?.entries ?? [])].map(([name, { value }]) => [name, value as Found] as const),
  ];
  const named = [...listOf(wanted, 'managedPolicyArns'), ...listOf(wanted, 'policies')].map((item, index) =>
    bindingOf(object, 'aws', `policies/${index}`, policyNamed(item), [holder], account(object)),
  );
  const refs = listOf(wanted, 'policyRefs').map((item, index) =>
    bindingOf(object, 'aws', `policyRefs/${index}`, referred(object, kinds.policy, firstOf(item, ['from'])), [holder], account(object)),
  );
  return [...inline.flatMap(([name, policy]) => bound(object, policy, `inline/${name}`, holder)), ...named, ...refs];
}

function policyNamed(found: Data): Value<Name> {
  const arn = stringValue(found);
  return arn.kind === 'known' ? known(`aws:${arn.value.replace(/^arn:[\w-]+(?=:iam::aws:)/, 'arn:aws')}`, arn.at, arn.via) : arn;
}

/** A document that is for one identity only. */
function bound(object: KubernetesObject, found: Found, what: string, holder: Principal): Fact[] {
  const own: Name = `${keyName(object.base.key)}/${what}`;
  const facts = document(object, found, what, 'identity', [own]);
  return facts.length === 0 ? [] : [...facts, bindingOf(object, 'aws', `${what}/binding`, known(own, found.at), [holder], account(object))];
}

function inlineOf(object: KubernetesObject, wanted: Found, type: IamType, objects: readonly KubernetesObject[]): Fact[] {
  return bound(object, firstOf(wanted, ['policy'], ['document']), 'policy', holderIn(object, wanted, type, objects));
}

/** What a reference means, or a selector, by labels, where exactly one of the objects that are applied together has them. */
function meant(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  kind: string,
  reference: Found,
  selector: Found,
): Value<Name> {
  const name = referred(object, kind, reference);
  const wanted = mapOf(member(selector, 'matchLabels'));
  if (name.kind !== 'absent' || !wanted || wanted.entries.size === 0) return name;
  const found = objects.filter(other => awsKind(other.kind) === kind && groupOf(other) === groupOf(object) && has(other.labels, wanted));
  return found.length === 1 ? known(namesFor(found[0]!, kind)[0]!, selector.at) : name;
}

const has = ({ entries }: KubernetesObject['labels'], wanted: MapData): boolean =>
  [...wanted.entries].every(([key, { value }]) => {
    const [label, expected] = [entries[key], stringValue(value)];
    return label?.kind === 'known' && expected.kind === 'known' && label.value === expected.value;
  });

/** `role`, `roleRef: {name}`, `roleSelector: {matchLabels}`; in older providers `roleName`, `roleNameRef`. */
function holderIn(object: KubernetesObject, wanted: Found, type: IamType, objects: readonly KubernetesObject[]): Principal {
  const written = stringValue(firstOf(wanted, [type], [`${type}Name`]));
  if (written.kind === 'known') {
    const name = written.value.startsWith('arn:') ? `aws:${written.value}` : `aws:${type}/${written.value}`;
    return identified(written, known(name, written.at));
  }
  const reference = firstOf(wanted, [`${type}Ref`], [`${type}NameRef`]);
  const name = meant(object, objects, kinds[type], reference, firstOf(wanted, [`${type}Selector`], [`${type}NameSelector`]));
  return identified(stringValue(member(reference, 'name')), name);
}

function attachment(object: KubernetesObject, wanted: Found, type: IamType, objects: readonly KubernetesObject[]): Fact[] {
  const arn = member(wanted, 'policyArn');
  const policy =
    arn.kind === 'absent'
      ? meant(object, objects, kinds.policy, member(wanted, 'policyArnRef'), member(wanted, 'policyArnSelector'))
      : policyNamed(arn);
  return policy.kind === 'absent' ? [] : [bindingOf(object, 'aws', '', policy, [holderIn(object, wanted, type, objects)], account(object))];
}

function credential(object: KubernetesObject, wanted: Found, type: Credential['type'], objects: readonly KubernetesObject[]): Credential {
  const { name, written } = holderIn(object, wanted, 'user', objects);
  const nowhere = { kind: 'absent' as const, at: object.base.at };
  return {
    kind: 'credential',
    ...baseFor(object, 'aws'),
    names: [],
    type,
    identity: name ? known(name, written.at) : { kind: 'absent', at: object.base.at },
    expires: nowhere,
    rotates: nowhere,
  };
}

/** EKS: which account of a cluster acts as a role. */
function podIdentity(object: KubernetesObject, wanted: Found): Fact[] {
  const arn = stringValue(firstOf(wanted, ['roleArn'], ['roleARN']));
  const reference = firstOf(wanted, ['roleArnRef'], ['roleRef', 'from'], ['roleRef']);
  const identity = arn.kind === 'known' ? known(`aws:${arn.value}`, arn.at, arn.via) : referred(object, kinds.role, reference);
  const [namespace, account] = [stringValue(member(wanted, 'namespace')), stringValue(member(wanted, 'serviceAccount'))];
  const name =
    namespace.kind === 'known' && account.kind === 'known'
      ? known(object.names.to('ServiceAccount', namespace.value, account.value), account.at)
      : undefined;
  const trust: Trust = {
    kind: 'trust',
    ...baseFor(object, 'aws'),
    names: [],
    identity,
    effect: 'allow',
    principals: { items: [identified(account, name)] },
    conditions: { items: [] },
  };
  return identity.kind === 'absent' ? [] : [trust];
}

function document(object: KubernetesObject, found: Found, what: string, layer: Layer, names: Name[], identity?: Value<Name>): Fact[] {
  if (found.kind === 'absent') return [];
  const { key, at, exists, through } = { ...baseFor(object, 'aws', what), at: what && layer === 'identity' ? found.at : object.base.at };
  const facts = policyFacts(found, { key, at, exists, names, name: object.name, layer, ...(identity ? { identity } : {}) });
  return through ? facts.map(fact => ({ ...fact, through })) : facts;
}
