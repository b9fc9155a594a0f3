import type { Found } from '@idlint/evaluate';

/** A module of a collection, and what Terraform calls the thing that it makes: facts are made of both by the same mappers. */
export interface CloudModule {
  /** One thing, or several: a user with its key. */
  types: string[];
  /** Terraform's arguments by the module's. `*` is each that bears the same name. */
  arguments: Record<string, string | string[]>;
  /** The argument that names it. */
  called: string;
}

const named = (types: string | string[], called: string, given: CloudModule['arguments'] = {}): CloudModule => ({
  types: [types].flat(),
  called,
  arguments: given,
});

/** By the last part of a module's name, `amazon.aws.iam_role`: older playbooks have that alone. */
export const modules: Record<string, CloudModule> = {
  iam_role: named('aws_iam_role', 'name', {
    name: ['name', 'role_name'],
    assume_role_policy: 'assume_role_policy_document',
    managed_policy_arns: ['managed_policies', 'managed_policy'],
    permissions_boundary: ['boundary', 'boundary_policy_arn'],
  }),
  iam_managed_policy: named('aws_iam_policy', 'name', { name: ['name', 'policy_name'] }),
  iam_group: named('aws_iam_group', 'name'),
  iam_instance_profile: named('aws_iam_instance_profile', 'name'),
  iam_access_key: named('aws_iam_access_key', 'user_name', { user: ['user_name', 'username'] }),
  s3_bucket: named('aws_s3_bucket', 'name', { bucket: 'name' }),
  lambda: named('aws_lambda_function', 'name', { function_name: 'name' }),
  lambda_policy: named('aws_lambda_permission', 'function_name'),
  ec2_instance: named('aws_instance', 'name', { iam_instance_profile: ['iam_instance_profile', 'instance_role'] }),
  ecs_taskdefinition: named('aws_ecs_task_definition', 'family'),
  kms_key: named('aws_kms_key', 'alias'),
  gcp_iam_role: named('google_project_iam_custom_role', 'name', { role_id: 'name', permissions: 'included_permissions' }),
  gcp_iam_service_account: named('google_service_account', 'name', { account_id: 'name' }),
  gcp_iam_service_account_key: named('google_service_account_key', 'service_account', { service_account_id: 'service_account' }),
  gcp_storage_bucket: named('google_storage_bucket', 'name'),
  gcp_storage_bucket_access_control: named('google_storage_bucket_access_control', 'entity'),
  azure_rm_roleassignment: named('azurerm_role_assignment', 'name', {
    principal_id: ['assignee_object_id', 'assignee'],
    role_definition_id: 'role_definition_id',
  }),
  azure_rm_roledefinition: named('azurerm_role_definition', 'name'),
  azure_rm_storageaccount: named('azurerm_storage_account', 'name', { allow_nested_items_to_be_public: 'allow_blob_public_access' }),
  azure_rm_adapplication: named('azuread_application', 'display_name'),
};

/** Policies of one identity; `iam_type` says of what kind. */
export const inlinePolicy: Record<string, CloudModule> = {
  role: named('aws_iam_role_policy', 'policy_name', { role: 'iam_name', name: 'policy_name', policy: ['policy_json', 'policy_document'] }),
  user: named('aws_iam_user_policy', 'policy_name', { user: 'iam_name', name: 'policy_name', policy: ['policy_json', 'policy_document'] }),
  group: named('aws_iam_group_policy', 'policy_name', {
    group: 'iam_name',
    name: 'policy_name',
    policy: ['policy_json', 'policy_document'],
  }),
};

/** A user, its policies, and what it signs in with. */
export const user = named('aws_iam_user', 'name', { name: ['name', 'user_name'], permissions_boundary: 'boundary' });
export const login = named('aws_iam_user_login_profile', 'name', { user: ['name', 'user_name'] });
export const accessKey = named('aws_iam_access_key', 'name', { user: 'name' });
export const userPolicy = named('aws_iam_user_policy_attachment', 'name', { user: ['name', 'user_name'], policy_arn: 'policy_arn' });
export const groupPolicy = named('aws_iam_group_policy_attachment', 'name', { group: 'name', policy_arn: 'policy_arn' });
export const bucketBlock = named('aws_s3_bucket_public_access_block', 'name', { bucket: 'name' });
/** What of the public access block a bucket says under `public_access`. */
export const blocked = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
export const bucketPolicy = named('aws_s3_bucket_policy', 'name', { bucket: 'name' });
export const container = named('azurerm_storage_container', 'container', { name: 'container', container_access_type: 'public_access' });

/** The modules of Kubernetes that apply objects. */
export const appliesObjects = new Set([
  'k8s',
  'kubernetes.core.k8s',
  'community.kubernetes.k8s',
  'community.okd.k8s',
  'redhat.openshift.k8s',
]);

/** An argument of the module that stands for one of Terraform's. */
export function argumentOf(module: CloudModule, name: string, given: (name: string) => Found): Found {
  const candidates = [module.arguments[name] ?? name].flat();
  const found = candidates.map(given);
  return found.find(({ kind }) => kind !== 'absent') ?? found[0]!;
}
