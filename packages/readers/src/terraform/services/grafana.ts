import { numberValue } from '@idlint/evaluate';
import { type Fact, known, type Name, type Value } from '@idlint/model';
import { bindingsOf, credentialOf, identityOf, itself, namedIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';

/** Grafana: service accounts with a role, their tokens, keys of old, and tokens of Grafana Cloud. */
export const grafanaMappers: Record<string, Mapper> = {
  grafana_service_account: resource => [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', space: 'grafana:service-account' }),
    ...roleOf(resource),
  ],
  grafana_service_account_token: resource => [
    credentialOf(resource, 'saas', {
      type: 'token',
      of: namedIn(argumentOf(resource, 'service_account_id'), 'grafana:service-account'),
      expires: seconds(resource),
      endless: true,
    }),
  ],
  grafana_api_key: apiKey,
  grafana_cloud_stack_service_account: resource => [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', space: 'grafana:service-account' }),
    ...roleOf(resource),
  ],
  grafana_cloud_stack_service_account_token: resource => [
    credentialOf(resource, 'saas', {
      type: 'token',
      of: namedIn(argumentOf(resource, 'service_account_id'), 'grafana:service-account'),
      expires: seconds(resource),
      endless: true,
    }),
  ],
  grafana_cloud_access_policy_token: resource => [
    credentialOf(resource, 'saas', { type: 'token', expires: textOf(resource, 'expires_at'), endless: true }),
  ],
};

const nameOfRole = (text: string): Name => `saas:grafana/${text.toLowerCase()}`;

const roleOf = (resource: TerraformResource): Fact[] =>
  bindingsOf(
    resource,
    'saas',
    argumentOf(resource, 'role'),
    nameOfRole,
    { subjects: { items: [itself(resource)] }, level: 'organisation' },
    'role',
  );

/** 0 is for ever. */
function seconds(resource: TerraformResource): Value<string> {
  const value = numberValue(argumentOf(resource, 'seconds_to_live'));
  if (value.kind !== 'known') return value;
  return value.value > 0 ? known(String(value.value), value.at, value.via) : { kind: 'absent', at: value.at };
}

function apiKey(resource: TerraformResource): Fact[] {
  const credential = credentialOf(resource, 'saas', {
    type: 'access-key',
    of: known(nameOfResource(resource), resource.at),
    expires: seconds(resource),
    endless: true,
  });
  return [
    identityOf(resource, 'saas', { type: 'service-account', actor: 'machine' }),
    ...roleOf(resource),
    { ...credential, key: baseOf(resource, 'saas', 'key').key, names: [] },
  ];
}
