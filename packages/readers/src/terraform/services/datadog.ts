import type { Fact, Name } from '@idlint/model';
import { bindingsOf, credentialOf, identityOf, itself, namedIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource } from '../resource.ts';

/** Datadog. What its roles allow is written by ids that only Datadog knows. */
export const datadogMappers: Record<string, Mapper> = {
  datadog_user: resource => [identityOf(resource, 'saas', { type: 'user', actor: 'human', called: 'email', space: 'datadog:user' })],
  datadog_service_account: serviceAccount,
  datadog_api_key: key,
  datadog_application_key: key,
  datadog_service_account_application_key: key,
};

/** Roles that are looked up by their names are known by them. */
function serviceAccount(resource: TerraformResource): Fact[] {
  const roleOf = (text: string): Name => `saas:datadog/${text.toLowerCase()}`;
  return [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', space: 'datadog:service-account' }),
    ...bindingsOf(resource, 'saas', argumentOf(resource, 'roles'), roleOf, {
      subjects: { items: [itself(resource)] },
      level: 'organisation',
    }),
  ];
}

/** They end only when somebody deletes them. */
function key(resource: TerraformResource): Fact[] {
  const of = namedIn(argumentOf(resource, 'service_account_id'), 'datadog:service-account');
  return [credentialOf(resource, 'saas', { type: 'access-key', ...(of.kind === 'absent' ? {} : { of }) })];
}
