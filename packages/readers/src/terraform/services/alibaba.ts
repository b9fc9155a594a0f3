import { type Data, type Found, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import type { Fact, Name, Value } from '@idlint/model';
import { bindingOf, credentialOf, eitherOf, type GrantOptions, identityOf, namedIn, nameIn, policyOf, subjectIn } from '../given.ts';
import { argumentOf, type Mapper, spokenOf, type TerraformResource, textOf } from '../resource.ts';

/** Alibaba Cloud's RAM: users, groups, roles, policies and what is attached. */
export const alibabaMappers: Record<string, Mapper> = {
  alicloud_ram_user: resource => [identityOf(resource, 'saas', { type: 'user', space: 'alibaba:user' })],
  alicloud_ram_group: resource => [identityOf(resource, 'saas', { type: 'group', space: 'alibaba:group' })],
  alicloud_ram_role: resource => [
    identityOf(resource, 'saas', { type: 'role', called: calledBy(resource, 'role_name'), space: 'alibaba:role' }),
  ],
  alicloud_ram_policy: policy,
  alicloud_ram_user_policy_attachment: resource => attached(resource, 'user_name', 'alibaba:user'),
  alicloud_ram_group_policy_attachment: resource => attached(resource, 'group_name', 'alibaba:group'),
  alicloud_ram_role_policy_attachment: resource => attached(resource, 'role_name', 'alibaba:role'),
  alicloud_ram_access_key: resource => [
    credentialOf(resource, 'saas', { type: 'access-key', of: namedIn(argumentOf(resource, 'user_name'), 'alibaba:user') }),
  ],
};

/** Newer versions of the provider say of what it is the name. */
const calledBy = (resource: TerraformResource, newer: string): string => (argumentOf(resource, newer).kind === 'absent' ? 'name' : newer);

function policy(resource: TerraformResource): Fact[] {
  const called = calledBy(resource, 'policy_name');
  const name = textOf(resource, called);
  const names = name.kind === 'known' ? [nameIn('alibaba:policy', name.value)] : [];
  const document = opened(eitherOf(resource, 'policy_document', 'document'));
  const statements = itemsOf(member(document, 'Statement')).items;
  return policyOf(resource, 'saas', called, names, statements.map(grantOf));
}

function opened(found: Found): Found {
  if (found.kind !== 'string') return found;
  return found.encoded ? found.encoded.of : jsonInString(found).data;
}

function grantOf(statement: Data): GrantOptions {
  const effect = stringValue(member(statement, 'Effect'));
  const actions = stringValues(member(statement, 'Action'));
  const condition = member(statement, 'Condition');
  return {
    actions,
    resources: stringValues(member(statement, 'Resource')),
    at: actions.items[0]?.at ?? statement.at,
    ...(effect.kind === 'known' && effect.value.toLowerCase() === 'deny' ? { effect: 'deny' as const } : {}),
    ...(condition.kind === 'absent' ? {} : { conditions: { items: [], open: { code: 'unsupported', what: 'a condition of RAM' } } }),
  };
}

/** `policy_type = "System"` is one of Alibaba's own. */
function attached(resource: TerraformResource, whom: string, space: string): Fact[] {
  const type = textOf(resource, 'policy_type');
  const own = type.kind === 'known' && type.value === 'System';
  const policy: Value<Name> = spokenOf(argumentOf(resource, 'policy_name'), text =>
    own ? `saas:alibaba/${text.toLowerCase()}` : nameIn('alibaba:policy', text),
  );
  const subjects = { items: [subjectIn(argumentOf(resource, whom), space)] };
  return policy.kind === 'absent' ? [] : [bindingOf(resource, 'saas', '', { policy, subjects, level: 'account' })];
}
