import type { MapData, MapEntry } from '@idlint/evaluate';
import { madeText } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';

/** Permissions of Microsoft Graph that lead further than they say. https://learn.microsoft.com/graph/permissions-reference */
const permissions = [
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'Directory.ReadWrite.All',
  'Files.ReadWrite.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Mail.ReadWrite',
  'Mail.Send',
  'RoleManagement.ReadWrite.Directory',
  'Sites.FullControl.All',
  'Sites.ReadWrite.All',
  'User.ReadWrite.All',
  'UserAuthenticationMethod.ReadWrite.All',
];

/**
 * `app_role_ids` of a service principal: ids by the names of permissions. Those of Graph that matter are spoken of by their names, which
 * say as much as the ids; the others only the service knows.
 */
export function graphRoles(at: Place): MapData {
  const entries = permissions.map((name): [string, MapEntry] => [name, { key: at, value: madeText(name, at) }]);
  return { kind: 'map', of: 'map', entries: new Map(entries), at, open: { code: 'reference', what: 'a permission of an application', at } };
}
