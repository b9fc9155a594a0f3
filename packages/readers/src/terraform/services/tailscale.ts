import { numberValue } from '@idlint/evaluate';
import { type Fact, known, type Name, type Value } from '@idlint/model';
import { bindingsOf, credentialOf, identityOf, itself } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource } from '../resource.ts';

/** Tailscale: keys that let devices in, and clients of its API. */
export const tailscaleMappers: Record<string, Mapper> = {
  tailscale_tailnet_key: resource => [credentialOf(resource, 'saas', { type: 'access-key', expires: seconds(resource) })],
  tailscale_oauth_client: client,
};

const seconds = (resource: TerraformResource): Value<string> => {
  const value = numberValue(argumentOf(resource, 'expiry'));
  return value.kind === 'known' ? known(String(value.value), value.at, value.via) : value;
};

/** The scope `all` is everything. */
function client(resource: TerraformResource): Fact[] {
  const scopeOf = (text: string): Name => `saas:tailscale/${text.toLowerCase()}`;
  return [
    identityOf(resource, 'saas', { type: 'application', actor: 'machine', called: 'description' }),
    ...bindingsOf(
      resource,
      'saas',
      argumentOf(resource, 'scopes'),
      scopeOf,
      { subjects: { items: [itself(resource)] }, level: 'organisation' },
      'scopes',
    ),
  ];
}
