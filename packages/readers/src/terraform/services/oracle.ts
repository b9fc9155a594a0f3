import { type Found, itemsOf, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { type Condition, type Fact, known, type Principal } from '@idlint/model';
import { bindingOf, credentialOf, identityOf, namedIn, nameIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource } from '../resource.ts';

/** Oracle Cloud: users, groups, keys, and policies, whose statements are sentences. */
export const oracleMappers: Record<string, Mapper> = {
  oci_identity_user: resource => [identityOf(resource, 'saas', { type: 'user', space: 'oci:user' })],
  oci_identity_group: resource => [identityOf(resource, 'saas', { type: 'group', space: 'oci:group' })],
  oci_identity_dynamic_group: resource => [identityOf(resource, 'saas', { type: 'group', actor: 'machine', space: 'oci:group' })],
  oci_identity_policy: policy,
  oci_identity_api_key: key,
  oci_identity_auth_token: key,
  oci_identity_customer_secret_key: key,
  oci_identity_smtp_credential: key,
};

function key(resource: TerraformResource): Fact[] {
  return [credentialOf(resource, 'saas', { type: 'access-key', of: namedIn(argumentOf(resource, 'user_id'), 'oci:user') })];
}

function policy(resource: TerraformResource): Fact[] {
  return itemsOf(argumentOf(resource, 'statements')).items.flatMap((item, index) => statement(resource, item, index));
}

/**
 * `Allow group A, B to manage all-resources in tenancy where …`.
 * https://docs.oracle.com/en-us/iaas/Content/Identity/Concepts/policysyntax.htm
 */
const sentence =
  /^\s*allow\s+(any-user|any-group|(?:(?:dynamic-)?group|service)\s+(.{1,500}?))\s+to\s+((?:inspect|read|use|manage)\s+[\w-]+|\{[^}]{0,500}\})\s+in\s+(tenancy|compartment\s+(?:id\s+)?\S+)(\s+where\s.*)?\s*$/is;

function statement(resource: TerraformResource, found: Found, index: number): Fact[] {
  if (found.kind !== 'string') return [];
  const match = sentence.exec(found.value);
  if (!match) return [];
  const [, subject = '', names, right = '', where = '', condition] = match;
  const verb = part(found, found.value.toLowerCase().lastIndexOf(right.toLowerCase()), right.length);
  if (verb.kind !== 'known') return [];
  const inTenancy = where.toLowerCase() === 'tenancy';
  const conditions: Condition[] = condition ? [{ operator: 'where', key: '', values: { items: [] }, at: verb.at }] : [];
  const role = known(`saas:oci/${verb.value.replace(/\s+/g, ' ').toLowerCase()}`, verb.at, verb.via);
  const level = inTenancy && !condition ? 'account' : 'resource';
  const binding = bindingOf(resource, 'saas', `statement/${index}`, {
    policy: role,
    subjects: { items: names === undefined ? [everybody(found, subject, condition !== undefined)] : named(found, subject, names) },
    level,
    scope: known(where, verb.at),
  });
  return [{ ...binding, conditions: { items: conditions } }];
}

const part = (text: StringData, start: number, length: number) => stringValue(sliceString(text, start, start + length));

/** A condition on any-user mostly says which service it is. */
function everybody(text: StringData, subject: string, limited: boolean): Principal {
  const written = part(text, text.value.indexOf(subject), subject.length);
  return { who: limited ? 'unknown' : 'authenticated', written };
}

/** Names may be quoted, and begin with the domain that they are of. */
function named(text: StringData, subject: string, names: string): Principal[] {
  const start = text.value.indexOf(subject) + subject.length - names.length;
  let at = start;
  return names.split(',').map((name): Principal => {
    const from = at + (name.length - name.trimStart().length);
    at += name.length + 1;
    const written = part(text, from, name.trim().length);
    const bare = name
      .trim()
      .replace(/^.*\//, '')
      .replace(/^'(.*)'$/, '$1');
    const isService = /^service/i.test(subject);
    return {
      who: isService ? 'service' : 'identity',
      written,
      ...(isService || written.kind !== 'known' ? {} : { name: nameIn('oci:group', bare) }),
    };
  });
}
