import { mapperOf } from '../terraform/mappers.ts';

/**
 * Types of Pulumi's providers and those of the Terraform providers that they are made from: `aws:iam/role:Role` is `aws_iam_role`. Where the
 * module is part of Terraform's name differs, so each way of saying it is tried.
 */
export function terraformType(type: string): string | undefined {
  const [provider, module = '', name = module] = type.split(':');
  // Objects of Kubernetes are written as manifests are.
  if (!provider || !name || provider === 'kubernetes') return undefined;
  const known = exactly[`${provider}:${module.split('/')[0]}:${name}`];
  if (known) return known;
  const prefix = prefixes[provider] ?? provider;
  const word = snake(name);
  const area = module.split('/')[0]!;
  const place = area === 'cloudrun' && word.startsWith('iam_') ? 'cloud_run_service' : (areas[`${provider}:${area}`] ?? snake(area));
  const candidates = place === '' ? [`${prefix}_${word}`] : [`${prefix}_${place}_${word}`, `${prefix}_${word}`];
  return candidates.find(candidate => mapperOf('managed', candidate));
}

const prefixes: Record<string, string> = { gcp: 'google', azure: 'azurerm' };

/** Modules that Terraform calls otherwise. */
const areas: Record<string, string> = {
  'gcp:serviceaccount': 'service_account',
  'gcp:projects': 'project',
  'gcp:organizations': 'organization',
  'gcp:cloudrun': 'cloud_run',
  'gcp:cloudrunv2': 'cloud_run_v2',
  'gcp:secretmanager': 'secret_manager',
  'gcp:artifactregistry': 'artifact_registry',
  'gcp:cloudfunctionsv2': 'cloudfunctions2',
};

const exactly: Record<string, string> = {
  'gcp:serviceaccount:Account': 'google_service_account',
  'azure:authorization:Assignment': 'azurerm_role_assignment',
  'azure:armmsi:FederatedIdentityCredential': 'azurerm_federated_identity_credential',
  'azure:storage:Account': 'azurerm_storage_account',
  'azure:keyvault:KeyVault': 'azurerm_key_vault',
  'aws:s3:BucketV2': 'aws_s3_bucket',
  'aws:s3:BucketAclV2': 'aws_s3_bucket_acl',
  'aws:iam:UserLoginProfile': 'aws_iam_user_login_profile',
  'aws:iam:OpenIdConnectProvider': 'aws_iam_openid_connect_provider',
};

/** `IAMMember`: `iam_member`; `assumeRolePolicy`: `assume_role_policy`. */
export const snake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

export const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Arguments whose keys are names of the user's own. */
const free = new Set(['tags', 'labels', 'annotations', 'policy', 'assumeRolePolicy', 'variables', 'environment', 'statements']);

/** Keys of nested blocks as Terraform writes them; those that people choose are left as they are. */
export const isFree = (key: string): boolean => free.has(key) || /policy$/i.test(key);
