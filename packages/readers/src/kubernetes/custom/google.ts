import { type Found, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import {
  absent,
  type Binding,
  type Credential,
  type Fact,
  type Grant,
  type Identity,
  keyName,
  known,
  type List,
  type Name,
  type Policy,
  type Principal,
  type Resource,
  type ScopeLevel,
  type Trust,
  type Value,
} from '@idlint/model';
import { conditionsOf, principalOf, roleNamed } from '../../terraform/gcp/member.ts';
import type { KubernetesObject } from '../object.ts';
import { baseFor, identified, listOf, namesFor, referred } from './base.ts';

/** IAM of Google Cloud as objects of Config Connector. https://cloud.google.com/config-connector/docs/reference/resource-docs/iam/iampolicy */
export function googleFacts(object: KubernetesObject): Fact[] {
  const spec = member(object.root, 'spec');
  switch (object.kind) {
    case 'IAMServiceAccount':
      return [account(object, spec)];
    case 'IAMServiceAccountKey':
      return [key(object, spec)];
    case 'IAMCustomRole':
      return customRole(object, spec);
    case 'IAMPolicyMember':
      return given(object, spec, member(spec, 'role'), { items: [memberOf(object, spec)] }, '');
    case 'IAMPolicy':
    case 'IAMPartialPolicy':
      return listOf(spec, 'bindings').flatMap((binding, index) =>
        given(object, binding, member(binding, 'role'), membersOf(object, binding), `bindings/${index}`),
      );
    case 'IAMWorkloadIdentityPoolProvider':
      return provider(object, spec);
    default:
      return [];
  }
}

const kinds = { account: 'IAMServiceAccount', role: 'IAMCustomRole' };

/** The project that it is in, as far as its annotation says: an account's address has it. */
function addressOf(object: KubernetesObject, spec: Found): Name[] {
  const project = object.labels.entries['cnrm.cloud.google.com/project-id'];
  const written = stringValue(member(spec, 'resourceID'));
  const id = written.kind === 'known' ? written.value : object.id.name;
  return project?.kind === 'known' ? [`gcp:serviceAccount/${id}@${project.value}.iam.gserviceaccount.com`] : [];
}

function account(object: KubernetesObject, spec: Found): Identity {
  return {
    kind: 'identity',
    ...baseFor(object, 'gcp'),
    names: [...namesFor(object, kinds.account), ...addressOf(object, spec), keyName(object.base.key)],
    type: 'service-account',
    actor: 'machine',
    name: object.name,
    labels: object.labels,
  };
}

function key(object: KubernetesObject, spec: Found): Credential {
  const nowhere = absent(object.base.at);
  return {
    kind: 'credential',
    ...baseFor(object, 'gcp'),
    names: [],
    type: 'service-account-key',
    identity: accountReferred(object, member(spec, 'serviceAccountRef')),
    expires: nowhere,
    rotates: nowhere,
  };
}

/** An account of the cluster's own, or one that is named from outside. */
function accountReferred(object: KubernetesObject, reference: Found): Value<Name> {
  const external = stringValue(member(reference, 'external'));
  if (external.kind === 'absent') return referred(object, kinds.account, reference);
  const email = external.kind === 'known' ? external.value.slice(external.value.lastIndexOf('/') + 1) : undefined;
  return email === undefined ? external : known(`gcp:serviceAccount/${email}`, external.at, external.via);
}

function customRole(object: KubernetesObject, spec: Found): Fact[] {
  const permissions = member(spec, 'permissions');
  const policy: Policy = {
    kind: 'policy',
    ...baseFor(object, 'gcp'),
    names: [...namesFor(object, kinds.role), keyName(object.base.key)],
    name: object.name,
    layer: 'identity',
    faults: [],
  };
  const grant: Grant = {
    kind: 'grant',
    ...baseFor(object, 'gcp', 'permissions'),
    names: [],
    policy: policy.key,
    layer: 'identity',
    effect: 'allow',
    actions: stringValues(permissions),
    resources: { items: [] },
    conditions: { items: [] },
  };
  return [policy, grant];
}

/** `member: user:…`, or `memberFrom`, which names an object. */
function memberOf(object: KubernetesObject, found: Found): Principal {
  const written = member(found, 'member');
  if (written.kind !== 'absent') return principalOf(written);
  const reference = member(found, 'memberFrom', 'serviceAccountRef');
  if (reference.kind === 'absent') return { who: 'unknown', written: stringValue(member(found, 'memberFrom')) };
  return identified(stringValue(member(reference, 'name')), accountReferred(object, reference));
}

function membersOf(object: KubernetesObject, binding: Found): List<Principal> {
  const { items, open } = itemsOf(member(binding, 'members'));
  const members = items.map(item => (item.kind === 'map' ? memberOf(object, item) : principalOf(item)));
  return { items: members, ...(open ? { open } : {}) };
}

const levels: Record<string, ScopeLevel> = { Project: 'project', Folder: 'folder', Organization: 'organisation' };

/** Roles on a service account by which their members become it. */
const impersonating = new Set<Name>([
  'gcp:roles/iam.workloadIdentityUser',
  'gcp:roles/iam.serviceAccountTokenCreator',
  'gcp:roles/iam.serviceAccountOpenIdTokenCreator',
]);

function given(object: KubernetesObject, found: Found, role: Found, subjects: List<Principal>, what: string): Fact[] {
  const resource = member(object.root, 'spec', 'resourceRef');
  const kind = stringValue(member(resource, 'kind'));
  const policy = roleIn(object, role);
  if (policy.kind === 'absent') return [];
  const of = kind.kind === 'known' ? kind.value : '';
  const name = stringValue(member(resource, member(resource, 'external').kind === 'absent' ? 'name' : 'external'));
  const conditions = conditionsOf(member(found, 'condition'));
  const binding: Binding = {
    kind: 'binding',
    ...baseFor(object, 'gcp', what),
    at: policy.at,
    names: [],
    policy,
    subjects,
    scope: { level: levels[of] ?? (of === '' ? 'unknown' : 'resource'), name },
    conditions,
    layer: 'identity',
  };
  if (of !== kinds.account || policy.kind !== 'known' || !impersonating.has(policy.value)) return [binding];
  const trust: Trust = {
    kind: 'trust',
    ...baseFor(object, 'gcp', `${what ? `${what}/` : ''}trust`),
    at: policy.at,
    names: [],
    identity: accountReferred(object, resource),
    effect: 'allow',
    principals: subjects,
    conditions,
  };
  return [binding, trust];
}

/** A custom role is named by its full name, whose last part is the object's. */
function roleIn(object: KubernetesObject, role: Found): Value<Name> {
  const written = stringValue(role);
  const own = written.kind === 'known' ? /^(?:projects|organizations)\/[^/]+\/roles\/(.+)$/.exec(written.value)?.[1] : undefined;
  if (own === undefined || !object.names.isDeclared(kinds.role, { namespace: object.id.namespace, name: own })) return roleNamed(role);
  return known(object.names.to(kinds.role, object.id.namespace, own), written.at);
}

function provider(object: KubernetesObject, spec: Found): Fact[] {
  const url = stringValue(member(spec, 'oidc', 'issuerUri'));
  if (url.kind === 'absent') return [];
  const clients = listOf(spec, 'oidc', 'allowedAudiences').flatMap(item => stringValue(item));
  const texts = clients.flatMap(client => (client.kind === 'known' ? [client.value] : []));
  const unclear = clients.find(({ kind }) => kind !== 'known');
  const fact: Resource = {
    kind: 'resource',
    ...baseFor(object, 'gcp'),
    names: [],
    type: 'oidc-provider',
    name: object.name,
    labels: object.labels,
    settings: {
      url,
      clients: unclear ?? (clients[0] ? known(texts.join(' '), clients[0].at) : absent(object.base.at)),
      condition: stringValue(member(spec, 'attributeCondition')),
    },
  };
  return [fact];
}
