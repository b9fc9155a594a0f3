import { type Found, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import { type Fact, known, type Name, type Values } from '@idlint/model';
import { bindingsOf, credentialOf, eitherOf, identityOf, policyOf, subjectIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';

/** Cloudflare: tokens of users and accounts with what they allow, members, and tokens of services. */
export const cloudflareMappers: Record<string, Mapper> = {
  cloudflare_api_token: apiToken,
  cloudflare_account_token: apiToken,
  cloudflare_account_member: accountMember,
  cloudflare_access_service_token: serviceToken,
  cloudflare_zero_trust_access_service_token: serviceToken,
};

/** The policies of a token are blocks named `policy`, and since version 5 a list named `policies`. */
function apiToken(resource: TerraformResource): Fact[] {
  const blocks = [...itemsOf(argumentOf(resource, 'policy')).items, ...itemsOf(argumentOf(resource, 'policies')).items];
  const grants = blocks.map(block => {
    const effect = stringValue(member(block, 'effect'));
    return {
      actions: groupsOf(member(block, 'permission_groups')),
      resources: keysOf(member(block, 'resources')),
      at: block.at,
      ...(effect.kind === 'known' && effect.value === 'deny' ? { effect: 'deny' as const } : {}),
    };
  });
  const credential = credentialOf(resource, 'saas', { type: 'token', expires: textOf(resource, 'expires_on'), endless: true });
  const policy = policyOf(resource, 'saas', 'name', [], grants);
  return [...policy, { ...credential, key: baseOf(resource, 'saas', 'token').key, names: [] }];
}

/** Ids, or since version 5 maps with an id. */
function groupsOf(found: Found): Values<string> {
  const { items, open } = itemsOf(found);
  return { items: items.map(item => stringValue(item.kind === 'map' ? member(item, 'id') : item)), ...(open ? { open } : {}) };
}

/** `{ "com.cloudflare.api.account.zone.*" = "*" }`, since version 5 as JSON. */
function keysOf(written: Found): Values<string> {
  const found = opened(written);
  if (found.kind === 'map') {
    const items = [...found.entries].map(([key, entry]) => known(key, entry.key));
    return { items, ...(found.open ? { open: found.open } : {}) };
  }
  return stringValues(found);
}

function opened(found: Found): Found {
  if (found.kind !== 'string') return found;
  if (found.encoded) return found.encoded.of;
  return found.value.startsWith('{') ? jsonInString(found).data : found;
}

/** Roles are ids that only Cloudflare knows; those that are looked up bear their names. */
function accountMember(resource: TerraformResource): Fact[] {
  const subject = subjectIn(eitherOf(resource, 'email_address', 'email'), 'cloudflare:user');
  const roleOf = (text: string): Name => `saas:cloudflare/${text.toLowerCase()}`;
  return [
    ...bindingsOf(resource, 'saas', argumentOf(resource, 'role_ids'), roleOf, { subjects: { items: [subject] }, level: 'account' }),
    ...bindingsOf(resource, 'saas', argumentOf(resource, 'roles'), roleOf, { subjects: { items: [subject] }, level: 'account' }),
  ];
}

/** Of a year, where nothing is said. */
function serviceToken(resource: TerraformResource): Fact[] {
  const duration = textOf(resource, 'duration');
  const expires = duration.kind === 'known' && duration.value === 'forever' ? ({ kind: 'absent', at: duration.at } as const) : duration;
  const forever = expires !== duration;
  const credential = credentialOf(resource, 'saas', {
    type: 'token',
    of: known(nameOfResource(resource), resource.at),
    expires,
    ...(forever ? { endless: true } : {}),
  });
  return [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine' }),
    { ...credential, ...(forever ? { at: duration.at } : {}), key: baseOf(resource, 'saas', 'token').key, names: [] },
  ];
}
