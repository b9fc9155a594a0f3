import { itemsOf, member, stringValues } from '@idlint/evaluate';
import { type Fact, known, type Name } from '@idlint/model';
import { bindingsOf, credentialOf, type GrantOptions, identityOf, itself, nameIn, only, policyOf } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Elasticsearch: users, roles and keys. */
export const elasticMappers: Record<string, Mapper> = {
  elasticstack_elasticsearch_security_user: user,
  elasticstack_elasticsearch_security_role: role,
  elasticstack_elasticsearch_security_role_mapping: mapping,
  elasticstack_elasticsearch_security_api_key: resource => [
    credentialOf(resource, 'saas', { type: 'access-key', expires: textOf(resource, 'expiration'), endless: true }),
  ],
};

const roleOf = (text: string): Name => (text === 'superuser' ? 'saas:elastic/superuser' : nameIn('elastic:role', text));

function user(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'user', called: 'username', space: 'elastic:user' });
  return [
    identity,
    ...bindingsOf(resource, 'saas', argumentOf(resource, 'roles'), roleOf, { subjects: { items: [itself(resource)] }, level: 'cluster' }),
  ];
}

/** `cluster = ["all"]`, and what it may do with which indices. */
function role(resource: TerraformResource): Fact[] {
  const cluster = stringValues(argumentOf(resource, 'cluster'));
  const indices = itemsOf(argumentOf(resource, 'indices')).items.map(
    (block): GrantOptions => ({
      actions: stringValues(member(block, 'privileges')),
      resources: stringValues(member(block, 'names')),
      at: block.at,
    }),
  );
  const on: GrantOptions[] = cluster.items.length > 0 ? [{ actions: cluster, resources: only(known('the cluster', resource.at)) }] : [];
  const name = textOf(resource, 'name');
  return policyOf(resource, 'saas', 'name', name.kind === 'known' ? [nameIn('elastic:role', name.value)] : [], [...on, ...indices]);
}

/** Whoever the rules of a mapping let in; they are a language of their own. */
function mapping(resource: TerraformResource): Fact[] {
  const subject = { who: 'unknown' as const, written: textOf(resource, 'name') };
  return bindingsOf(resource, 'saas', argumentOf(resource, 'roles'), roleOf, { subjects: { items: [subject] }, level: 'cluster' });
}
