import { itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { type Credential, type Fact, type Grant, type Identity, keyName, known, type Policy, type Resource } from '@idlint/model';
import { allLabels, argumentOf, baseOf, calledOf, type Mapper, nowhere, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { accessControl, datasetAccess, nameOfAccount } from './binding.ts';
import { groupMappers } from './group.ts';

/** Google Cloud: service accounts and their keys, custom roles, federation, and what is open to everyone. */
export const gcpMappers: Record<string, Mapper> = {
  ...groupMappers,
  google_service_account: serviceAccount,
  google_service_account_key: serviceAccountKey,
  google_project_iam_custom_role: customRole,
  google_organization_iam_custom_role: customRole,
  google_iam_workload_identity_pool_provider: poolProvider,
  google_storage_bucket: resource => [{ ...bucketOf(resource), settings: { publicAccess: textOf(resource, 'public_access_prevention') } }],
  google_storage_bucket_acl: resource => [{ ...bucketOf(resource), settings: { acl: aclOf(resource) } }],
  google_storage_bucket_access_control: accessControl,
  google_storage_default_object_access_control: accessControl,
  google_storage_object_access_control: accessControl,
  google_bigquery_dataset: datasetAccess,
  google_bigquery_dataset_access: datasetAccess,
};

function serviceAccount(resource: TerraformResource): Fact[] {
  const [id, project] = [textOf(resource, 'account_id'), textOf(resource, 'project')];
  const email = id.kind === 'known' && project.kind === 'known' ? `${id.value}@${project.value}.iam.gserviceaccount.com` : undefined;
  const base = baseOf(resource, 'gcp');
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, ...(email ? [`gcp:serviceAccount/${email}`] : [])],
    type: 'service-account',
    actor: 'machine',
    name: calledOf(resource, 'account_id'),
    ...(project.kind === 'absent' ? {} : { scope: project }),
    // Service accounts have no labels: what is said of them stands in their description.
    labels: { entries: {} },
  };
  return [identity];
}

function serviceAccountKey(resource: TerraformResource): Fact[] {
  const credential: Credential = {
    kind: 'credential',
    ...baseOf(resource, 'gcp'),
    type: 'service-account-key',
    identity: spokenOf(argumentOf(resource, 'service_account_id'), nameOfAccount),
    expires: nowhere(resource),
    rotates: nowhere(resource),
  };
  return [credential];
}

function customRole(resource: TerraformResource): Fact[] {
  const [id, project, organisation] = [textOf(resource, 'role_id'), textOf(resource, 'project'), textOf(resource, 'org_id')];
  const parent =
    project.kind === 'known'
      ? `projects/${project.value}`
      : organisation.kind === 'known'
        ? `organizations/${organisation.value}`
        : undefined;
  const base = baseOf(resource, 'gcp');
  const policy: Policy = {
    kind: 'policy',
    ...base,
    names: [...base.names, keyName(base.key), ...(parent && id.kind === 'known' ? [`gcp:${parent}/roles/${id.value}`] : [])],
    name: calledOf(resource, 'role_id'),
    layer: 'identity',
    faults: [],
  };
  const grant: Grant = {
    kind: 'grant',
    ...baseOf(resource, 'gcp', 'permissions'),
    policy: base.key,
    layer: 'identity',
    effect: 'allow',
    actions: stringValues(argumentOf(resource, 'permissions')),
    resources: { items: [] },
    conditions: { items: [] },
  };
  return [policy, grant];
}

function poolProvider(resource: TerraformResource): Fact[] {
  const [oidc] = itemsOf(argumentOf(resource, 'oidc')).items;
  if (!oidc) return [];
  const audiences = stringValues(member(oidc, 'allowed_audiences'));
  const [first] = audiences.items;
  const unclear = audiences.items.find(item => item.kind === 'unknown');
  const joined = first && known(audiences.items.flatMap(item => (item.kind === 'known' ? [item.value] : [])).join(' '), first.at);
  const provider: Resource = {
    kind: 'resource',
    ...baseOf(resource, 'gcp'),
    type: 'oidc-provider',
    name: calledOf(resource, 'workload_identity_pool_provider_id'),
    labels: { entries: {} },
    settings: {
      url: stringValue(member(oidc, 'issuer_uri')),
      clients: unclear ?? joined ?? nowhere(resource),
      condition: textOf(resource, 'attribute_condition'),
    },
  };
  return [provider];
}

function bucketOf(resource: TerraformResource): Resource {
  return {
    kind: 'resource',
    ...baseOf(resource, 'gcp'),
    type: 'bucket',
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'labels'),
    settings: {},
  };
}

/** The predefined ACL, or what rules for everybody (`READER:allUsers`) amount to. */
function aclOf(resource: TerraformResource): ReturnType<typeof textOf> {
  const predefined = textOf(resource, 'predefined_acl');
  if (predefined.kind !== 'absent') return predefined;
  for (const rule of stringValues(argumentOf(resource, 'role_entity')).items) {
    const [, role, who] = rule.kind === 'known' ? (/^(\w+):all(Authenticated)?Users$/.exec(rule.value) ?? []) : [];
    if (role && rule.kind === 'known')
      return known(`${who ? 'authenticated-read' : 'public-read'}${role === 'READER' ? '' : '-write'}`, rule.at, rule.via);
  }
  return predefined;
}
