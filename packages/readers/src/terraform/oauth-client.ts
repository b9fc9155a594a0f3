import { type Found, stringValues } from '@idlint/evaluate';
import { type Fact, known, type Platform, type Resource, type Value } from '@idlint/model';
import { baseOf, calledOf, type TerraformResource } from './resource.ts';

/** An application as far as it signs people in: where their codes and tokens may be sent. Nothing where it names no address. */
export function oauthClient(
  resource: TerraformResource,
  platform: Platform,
  called: string,
  redirects: Found[],
  open: Value<boolean>,
): Fact[] {
  const values = redirects.flatMap(found => stringValues(found).items);
  if (values.length === 0) return [];
  const client: Resource = {
    kind: 'resource',
    ...baseOf(resource, platform, 'client'),
    type: 'oauth-client',
    name: calledOf(resource, called),
    labels: { entries: {} },
    settings: { public: open, ...Object.fromEntries(values.map((value, index) => [`redirect/${index}`, value])) },
  };
  return [client];
}

/** Whether a setting is one of the words that mean a client without a secret. */
export const isOneOf = (value: Value<string>, words: string[]): Value<boolean> =>
  value.kind === 'known' ? known(words.includes(value.value.toLowerCase()), value.at, value.via) : value;
