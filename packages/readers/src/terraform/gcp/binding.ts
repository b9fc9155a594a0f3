import { type Data, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import {
  type Binding,
  type Condition,
  type Fact,
  known,
  type List,
  type Name,
  type Principal,
  type ScopeLevel,
  type Trust,
  type Value,
} from '@idlint/model';
import { argumentOf, baseOf, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { conditionsOf, principalOf, principalsOf, roleNamed } from './member.ts';

/** `google_*_iam_member`, `_binding` and `_policy`: every resource of Google Cloud has the three. */
export const iamResource = /^google_(.+)_iam_(member|binding|policy)$/;

export function iamFacts(resource: TerraformResource): Fact[] {
  const [, of = '', how] = iamResource.exec(resource.type) ?? [];
  if (how === 'policy') return policyData(resource, of);
  const role = argumentOf(resource, 'role');
  const members = argumentOf(resource, 'members');
  // A binding of nobody is how a role is taken from all who have it.
  if (how === 'binding' && members.kind === 'list' && members.items.length === 0 && !members.open) return [];
  const subjects = how === 'member' ? { items: [principalOf(argumentOf(resource, 'member'))] } : principalsOf(members);
  return given(resource, of, role, subjects, conditionsOf(argumentOf(resource, 'condition')), '');
}

/** A whole policy, as the data source google_iam_policy or JSON writes it. */
function policyData(resource: TerraformResource, of: string): Fact[] {
  const found = argumentOf(resource, 'policy_data');
  if (found.kind === 'absent') return [];
  const document = opened(found);
  if (document.kind === 'unknown') {
    const why = document.why;
    return [
      {
        kind: 'gap',
        ...baseOf(resource, 'gcp', 'policy_data'),
        at: found.at,
        severity: 'limit',
        why,
        message: 'an IAM policy is not known here',
      },
    ];
  }
  return itemsOf(member(document, 'bindings')).items.flatMap((binding, index) =>
    given(
      resource,
      of,
      member(binding, 'role'),
      principalsOf(member(binding, 'members')),
      conditionsOf(member(binding, 'condition')),
      `bindings/${index}`,
    ),
  );
}

function opened(data: Data): Data {
  if (data.kind !== 'string') return data;
  return data.encoded ? data.encoded.of : jsonInString(data).data;
}

function given(
  resource: TerraformResource,
  of: string,
  role: Found,
  subjects: List<Principal>,
  conditions: List<Condition>,
  what: string,
): Fact[] {
  const policy = roleNamed(role);
  const binding: Binding = {
    kind: 'binding',
    ...baseOf(resource, 'gcp', what),
    at: policy.at,
    policy,
    subjects,
    scope: scopeOf(resource, of),
    conditions,
    layer: 'identity',
  };
  const identity = of === 'service_account' ? spokenOf(argumentOf(resource, 'service_account_id'), nameOfAccount) : undefined;
  const becomes = identity && policy.kind === 'known' && impersonating.has(policy.value);
  return becomes ? [binding, trust(resource, identity, subjects, conditions, what)] : [binding];
}

/** Roles on a service account by which their members become it. */
const impersonating = new Set<Name>([
  'gcp:roles/iam.workloadIdentityUser',
  'gcp:roles/iam.serviceAccountTokenCreator',
  'gcp:roles/iam.serviceAccountOpenIdTokenCreator',
]);

/** `projects/acme/serviceAccounts/ci@acme.iam.gserviceaccount.com`. */
export const nameOfAccount = (text: string): Name => `gcp:serviceAccount/${text.slice(text.lastIndexOf('/') + 1)}`;

function trust(
  resource: TerraformResource,
  identity: Value<Name>,
  principals: List<Principal>,
  conditions: List<Condition>,
  what: string,
): Trust {
  const claims = principals.items.flatMap(({ written }) => claimOf(written));
  return {
    kind: 'trust',
    ...baseOf(resource, 'gcp', what ? `${what}/trust` : 'trust'),
    identity,
    effect: 'allow',
    principals,
    conditions: { ...conditions, items: [...conditions.items, ...claims] },
  };
}

/** What of a token a member of a workload identity pool asks for: `…/attribute.repository/acme/shop`, `…/subject/…`. */
function claimOf(written: Value<string>): Condition[] {
  const text = written.kind === 'known' ? written.value : written.kind === 'unknown' ? (written.suffix ?? '') : '';
  const [, attribute, value] = /\/(attribute\.[\w-]+|subject|group)\/(.+)$/.exec(text) ?? [];
  if (!attribute || value === undefined) return [];
  return [{ operator: 'equals', key: attribute, values: { items: [known(value, written.at)] }, at: written.at }];
}

const levels: Record<string, [level: ScopeLevel, argument: string]> = {
  project: ['project', 'project'],
  folder: ['folder', 'folder'],
  organization: ['organisation', 'org_id'],
};

const notTheThing = new Set(['role', 'member', 'members', 'condition', 'policy_data', 'project', 'region', 'location', 'zone']);

function scopeOf(resource: TerraformResource, of: string): Binding['scope'] {
  const [level, argument] = levels[of] ?? ['resource', undefined];
  const first = resource.written.find(name => !notTheThing.has(name));
  return { level, name: textOf(resource, argument ?? first ?? 'name') };
}

/** A dataset's own list of who may reach it. */
export function datasetAccess(resource: TerraformResource): Fact[] {
  const blocks = resource.type === 'google_bigquery_dataset' ? itemsOf(argumentOf(resource, 'access')).items : [undefined];
  return blocks.flatMap((block, index): Fact[] => {
    const said = (name: string): Found => (block ? member(block, name) : argumentOf(resource, name));
    const group = said('special_group');
    const written = stringValue(group.kind === 'absent' ? said('iam_member') : group);
    if (written.kind !== 'known' || !/^all(?:Authenticated)?Users$/.test(written.value)) return [];
    const subjects = { items: [principalOf(group.kind === 'absent' ? said('iam_member') : group)] };
    return given(resource, 'bigquery_dataset', said('role'), subjects, { items: [] }, `access/${index}`);
  });
}

/** A rule of a bucket's or an object's ACL. */
export function accessControl(resource: TerraformResource): Fact[] {
  const entity = stringValue(argumentOf(resource, 'entity'));
  if (entity.kind !== 'known' || !/^all(?:Authenticated)?Users$/.test(entity.value)) return [];
  const role = stringValue(argumentOf(resource, 'role'));
  const policy =
    role.kind === 'known'
      ? known(`gcp:roles/storage.legacy${role.value === 'READER' ? 'ObjectReader' : 'ObjectOwner'}`, role.at, role.via)
      : role;
  const binding: Binding = {
    kind: 'binding',
    ...baseOf(resource, 'gcp'),
    policy,
    subjects: { items: [principalOf(argumentOf(resource, 'entity'))] },
    scope: { level: 'resource', name: textOf(resource, 'bucket') },
    conditions: { items: [] },
    layer: 'identity',
  };
  return [binding];
}
