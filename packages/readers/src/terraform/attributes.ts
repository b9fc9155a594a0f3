import {
  type Data,
  type Found,
  isWhole,
  itemsOf,
  type MapData,
  type MapEntry,
  member,
  type StringData,
  sliceString,
} from '@idlint/evaluate';
import { encodeJson, evaluate, joinTexts, madeText, partOf, withNames } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';
import type { Expression } from '@idlint/syntax/hcl';
import type { ConfigBlock } from './configuration.ts';
import { graphRoles } from './entra/graph.ts';
import type { Module } from './module.ts';
import { documentText } from './policy-document.ts';
import { providerArgument } from './providers.ts';
import { vaultDocument } from './vault/document.ts';

/** What is asked for an attribute that is not written. */
export interface AttributeContext {
  module: Module;
  block: ConfigBlock;
  /** `data.aws_iam_policy_document.trust[0]`, with the module that it is in. */
  address: string;
  type: string;
  use: Place;
  body(): MapData;
}

/**
 * What data sources give without asking a cloud. The partition is taken to be the public one: what a policy allows is the same in all of
 * them, and a name would be known in none.
 */
const constants: Record<string, Record<string, string>> = {
  aws_partition: { partition: 'aws', id: 'aws', dns_suffix: 'amazonaws.com', reverse_dns_prefix: 'com.amazonaws' },
};

type Compute = (context: AttributeContext) => Data | undefined;

/** Attributes that are made of what is written, `{argument}` standing for the text of one. */
const patterns: Record<string, string> = {
  'aws_s3_bucket.arn': 'arn:aws:s3:::{bucket}',
  'google_service_account.email': '{account_id}@{project}.iam.gserviceaccount.com',
  'google_service_account.member': 'serviceAccount:{account_id}@{project}.iam.gserviceaccount.com',
  'google_service_account.name': 'projects/{project}/serviceAccounts/{account_id}@{project}.iam.gserviceaccount.com',
  'google_service_account.id': 'projects/{project}/serviceAccounts/{account_id}@{project}.iam.gserviceaccount.com',
  'google_project_iam_custom_role.id': 'projects/{project}/roles/{role_id}',
  'google_project_iam_custom_role.name': 'projects/{project}/roles/{role_id}',
  'google_organization_iam_custom_role.id': 'organizations/{org_id}/roles/{role_id}',
  'google_organization_iam_custom_role.name': 'organizations/{org_id}/roles/{role_id}',
};

/** Undefined unless all that it is made of is known: what is known in part is better spoken of as the attribute that it is. */
export function madeAttribute(type: string, attribute: string, written: (argument: string) => Data | undefined): Data | undefined {
  if (type === 'azuread_service_principal' && attribute === 'app_role_ids') {
    const of = written('client_id') ?? written('application_id');
    return of && graphRoles(of.at);
  }
  const pattern = patterns[`${type}.${attribute}`];
  if (pattern === undefined) return undefined;
  const pieces = pattern.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 0 ? piece : written(piece)));
  const values = pieces.filter(piece => typeof piece === 'object');
  const first = values[0];
  if (!first || pieces.includes(undefined) || !values.every(value => value.kind === 'string' && isWhole(value))) return undefined;
  const texts = pieces.map(piece => (typeof piece === 'object' ? (piece as StringData) : madeText(piece!, first.at)));
  return joinTexts(texts, first.at);
}

const region: Compute = ({ module, type, block }) => providerArgument(module, type, block, 'region');

const computed: Record<string, Compute> = {
  'aws_iam_policy_document.json': policyDocument,
  'aws_iam_policy_document.minified_json': policyDocument,
  'aws_region.name': region,
  'aws_region.region': region,
  'aws_region.id': region,
  'aws_caller_identity.account_id': accountId,
  'aws_caller_identity.id': accountId,
  'aws_service_principal.name': servicePrincipal,
  'aws_iam_policy.arn': managedPolicy,
  'google_iam_policy.policy_data': googlePolicy,
  'azuread_service_principal.app_role_ids': ({ use }) => graphRoles(use),
  'vault_policy_document.hcl': ({ body }) => vaultDocument(body()),
  'google_client_config.project': ({ module, type, block }) => providerArgument(module, type, block, 'project'),
  'google_client_config.region': ({ module, type, block }) => providerArgument(module, type, block, 'region'),
  'local_file.content': ({ body, use, module }) => calling('file', [member(body(), 'filename')], use, module),
  'template_file.rendered': templateFile,
};

/** Attributes that are another one by definition. A directory role is spoken of by its template, the same in every tenant: by its name. */
const sameAs: Record<string, string> = {
  'azuread_directory_role.template_id': 'display_name',
  'azuread_directory_role.object_id': 'display_name',
  'azuread_directory_role.id': 'display_name',
  'azurerm_role_definition.id': 'name',
  'azurerm_role_definition.role_definition_id': 'name',
  'aws_iam_role.id': 'name',
  'aws_iam_user.id': 'name',
  'aws_iam_group.id': 'name',
  'aws_iam_instance_profile.id': 'name',
  'aws_s3_bucket.id': 'bucket',
  'aws_cloudwatch_log_group.id': 'name',
  'aws_dynamodb_table.id': 'name',
  'aws_ssm_parameter.id': 'name',
  'google_storage_bucket.id': 'name',
  'terraform_data.output': 'input',
  // What is looked up by its name is spoken of by it.
  'ad_group.id': 'group_id',
  'databricks_group.id': 'display_name',
  'datadog_role.id': 'filter',
};

/** Azure's built-in roles are looked up by name; one that is declared has an id of its own. */
export const computedBy = (mode: 'managed' | 'data', type: string, attribute: string): string | undefined =>
  mode === 'managed' && type === 'azurerm_role_definition' ? undefined : sameAs[`${type}.${attribute}`];

/** AWS leaves the scheme of an issuer out, and so does the attribute. */
export const asRead = (type: string, attribute: string, written: Data): Data =>
  type === 'aws_iam_openid_connect_provider' && attribute === 'url' && written.kind === 'string' && written.value.startsWith('https://')
    ? sliceString(written, 'https://'.length, written.value.length)
    : written;

/** Undefined where the attribute is what is written, or the cloud's. */
export function dataAttribute(attribute: string, context: AttributeContext): Data | undefined {
  const constant = constants[context.type]?.[attribute];
  if (constant !== undefined) return madeText(constant, context.use);
  const key = `${context.type}.${attribute}`;
  return Object.hasOwn(computed, key) ? computed[key]!(context) : undefined;
}

/** Whoever asks for a document judges it. */
function policyDocument({ module, address, body }: AttributeContext): Data {
  module.root.usedDocuments.add(address);
  return documentText(body());
}

/** The one account that the provider is allowed to work in. */
function accountId({ module, type, block }: AttributeContext): Data | undefined {
  const allowed = providerArgument(module, type, block, 'allowed_account_ids');
  if (allowed?.kind !== 'list' || allowed.open || allowed.items.length !== 1) return undefined;
  return partOf(allowed, allowed.items[0]!);
}

/** The broad ones of AWS's own policies, by their names: those are what one looks up instead of writing an ARN. */
const awsManaged =
  /^(?:AdministratorAccess|PowerUserAccess|ReadOnlyAccess|SecurityAudit|IAM(?:FullAccess|ReadOnlyAccess)|(?:Amazon|AWS|CloudWatch)\w*(?:FullAccess|ReadOnlyAccess))$/;

function managedPolicy({ body }: AttributeContext): Data | undefined {
  const name = member(body(), 'name');
  return name.kind === 'string' && awsManaged.test(name.value)
    ? joinTexts([madeText('arn:aws:iam::aws:policy/', name.at), name], name.at)
    : undefined;
}

/** The template provider's; Terraform's own templatefile took its place. */
function templateFile({ body, use, module }: AttributeContext): Data | undefined {
  const written = body();
  const [template, given] = [member(written, 'template'), member(written, 'vars')];
  const vars: Data = given.kind === 'absent' ? { kind: 'map', of: 'object', entries: new Map(), at: use } : given;
  return calling('templatestring', [template, vars], use, module);
}

/** What a function of the library gives for values. */
function calling(name: string, args: Found[], use: Place, module: Module): Data | undefined {
  const values = args.flatMap((arg): [string, Data][] => (arg.kind === 'absent' ? [] : [[`argument${args.indexOf(arg)}`, arg]]));
  if (values.length < args.length) return undefined;
  const node = { start: use.start, end: use.end };
  const call: Expression = {
    kind: 'call',
    name: { name, ...node },
    args: values.map(([argument]) => ({ kind: 'variable', name: argument, ...node })),
    expand: false,
    ...node,
  };
  return evaluate(call, withNames(module.scopeOf({ uri: use.uri, segment: use.segment }), Object.fromEntries(values)));
}

function servicePrincipal({ body, use }: AttributeContext): Data | undefined {
  const service = member(body(), 'service_name');
  return service.kind === 'string' ? joinTexts([service, madeText('.amazonaws.com', use)], use) : undefined;
}

/** `{ bindings: [{ role, members, condition }] }`. */
function googlePolicy({ body }: AttributeContext): Data {
  const written = body();
  const { at } = written;
  const blocks = itemsOf(member(written, 'binding'));
  const bindings: Data = { kind: 'list', of: 'tuple', items: blocks.items, at, ...(blocks.open ? { open: blocks.open } : {}) };
  const entries = new Map<string, MapEntry>([['bindings', { key: at, value: bindings }]]);
  return encodeJson({ kind: 'map', of: 'object', entries, at }, at);
}
