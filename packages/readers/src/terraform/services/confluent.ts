import { type Found, itemsOf, member } from '@idlint/evaluate';
import { type Fact, known, type Name, type Principal, type ScopeLevel, type Value } from '@idlint/model';
import { bindingsOf, credentialOf, givenDirectly, identityOf, namedIn, nameIn, only, subjectIn } from '../given.ts';
import { argumentOf, type Mapper, nameOfReference, type TerraformResource, textOf } from '../resource.ts';

/** Confluent Cloud: service accounts, their keys and roles, and the access lists of Kafka, which the provider `Mongey/kafka` has as well. */
export const confluentMappers: Record<string, Mapper> = {
  confluent_service_account: resource => [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', called: 'display_name', space: 'kafka:user' }),
  ],
  confluent_api_key: apiKey,
  confluent_role_binding: roleBinding,
  confluent_kafka_acl: resource => accessList(resource, 'principal', 'operation', 'permission', 'resource_name'),
  kafka_acl: resource => accessList(resource, 'acl_principal', 'acl_operation', 'acl_permission_type', 'resource_name'),
};

function apiKey(resource: TerraformResource): Fact[] {
  const owner = itemsOf(argumentOf(resource, 'owner')).items[0];
  const of = owner ? namedIn(member(owner, 'id'), 'kafka:user') : undefined;
  return [credentialOf(resource, 'saas', { type: 'access-key', ...(of ? { of } : {}) })];
}

/** `User:sa-123456`, mostly with the id of a service account in it. */
function principalOf(found: Found): Principal {
  const written = textOfPrincipal(found);
  if (written.kind === 'known' && written.value === 'User:*') return { who: 'authenticated', written };
  if (written.kind === 'unknown' && /^User:$/.test(written.prefix ?? '') && !written.suffix) {
    const name = nameOfReference(written.why);
    return { who: 'identity', written, ...(name ? { name } : {}) };
  }
  const subject = subjectIn(found, 'kafka:user');
  return written.kind === 'known' ? { ...subject, name: nameIn('kafka:user', written.value.replace(/^User:/, '')) } : subject;
}

const textOfPrincipal = (found: Found): Value<string> => subjectIn(found, '').written;

const levels: Record<string, ScopeLevel> = { organizationadmin: 'organisation', environmentadmin: 'project', accountadmin: 'organisation' };

function roleBinding(resource: TerraformResource): Fact[] {
  const role = argumentOf(resource, 'role_name');
  const level = role.kind === 'string' ? (levels[role.value.toLowerCase()] ?? 'resource') : 'unknown';
  const roleOf = (text: string): Name => `saas:confluent/${text.toLowerCase()}`;
  const subjects = { items: [principalOf(argumentOf(resource, 'principal'))] };
  return bindingsOf(resource, 'saas', role, roleOf, { subjects, level, scope: textOf(resource, 'crn_pattern') }, 'role');
}

/** `ALL` on the resource `*` is everything of that type; on the cluster, everything. */
function accessList(resource: TerraformResource, whom: string, what: string, how: string, on: string): Fact[] {
  const operation = textOf(resource, what);
  const permission = textOf(resource, how);
  const type = textOf(resource, 'resource_type');
  if (operation.kind === 'absent') return [];
  const all = operation.kind === 'known' && operation.value.toLowerCase() === 'all';
  const cluster = type.kind === 'known' && type.value.toLowerCase() === 'cluster';
  const name = textOf(resource, on);
  const target = cluster
    ? known('*', type.at, type.via)
    : name.kind === 'known' && type.kind === 'known'
      ? known(`${type.value.toLowerCase()} ${name.value}`, name.at, name.via)
      : name;
  const grant = {
    actions: only(all ? known('*', operation.at, operation.via) : operation),
    resources: only(target),
    at: operation.at,
    ...(permission.kind === 'known' && permission.value.toLowerCase() === 'deny' ? { effect: 'deny' as const } : {}),
  };
  return givenDirectly(resource, 'saas', 'acl', grant, { items: [principalOf(argumentOf(resource, whom))] });
}
