import { boolValue, itemsOf } from '@idlint/evaluate';
import { type Fact, known, type Name } from '@idlint/model';
import { bindingOf, credentialOf, identityOf, isTrue, subjectIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, spokenOf, type TerraformResource } from '../resource.ts';

/** Active Directory: accounts, groups and who is a member of which. */
export const directoryMappers: Record<string, Mapper> = {
  ad_user: user,
  ad_group: resource => [identityOf(resource, 'idp', { type: 'group', space: 'ad:group' })],
  ad_group_membership: membership,
};

/** The groups that come with every domain are known by their names, or by the end of their SIDs. */
const byIdentifier: Record<string, string> = {
  '512': 'domain admins',
  '518': 'schema admins',
  '519': 'enterprise admins',
  '544': 'administrators',
};

function groupName(text: string): Name {
  const sid = /^S-1-5-(?:21-\d+-\d+-\d+|32)-(\d+)$/.exec(text)?.[1];
  const cn = /^CN=([^,]+),/i.exec(text)?.[1];
  return `ad:${((sid && byIdentifier[sid]) ?? cn ?? text).toLowerCase()}`;
}

function user(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'idp', { type: 'user', called: 'sam_account_name', space: 'ad:user' });
  const forever = boolValue(argumentOf(resource, 'password_never_expires'));
  if (!isTrue(forever)) return [identity];
  const credential = credentialOf(resource, 'idp', { type: 'password', of: known(nameOfResource(resource), resource.at), endless: true });
  return [identity, { ...credential, key: baseOf(resource, 'idp', 'password').key, at: forever.at, names: [] }];
}

function membership(resource: TerraformResource): Fact[] {
  const policy = spokenOf(argumentOf(resource, 'group_id'), groupName);
  const { items, open } = itemsOf(argumentOf(resource, 'group_members'));
  const subjects = { items: items.map(item => subjectIn(item, 'ad:user')), ...(open ? { open } : {}) };
  return items.length === 0 && !open ? [] : [bindingOf(resource, 'idp', '', { policy, subjects, level: 'account' })];
}
