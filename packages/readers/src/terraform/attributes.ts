import { type Data, itemsOf, type MapData, type MapEntry, member, sliceString } from '@idlint/evaluate';
import { encodeJson, joinTexts, madeText, partOf } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';
import type { ConfigBlock } from './configuration.ts';
import type { Module } from './module.ts';
import { documentText } from './policy-document.ts';
import { providerArgument } from './providers.ts';

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
  'google_iam_policy.policy_data': googlePolicy,
};

/** A directory role is spoken of by its template, which is the same in every tenant: by its name. */
export const computedBy = (type: string, attribute: string): string | undefined =>
  type === 'azuread_directory_role' && (attribute === 'template_id' || attribute === 'object_id' || attribute === 'id')
    ? 'display_name'
    : undefined;

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
