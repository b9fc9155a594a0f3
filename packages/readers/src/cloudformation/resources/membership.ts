import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Binding, Fact, Identity, List, Principal, Trust } from '@idlint/model';
import { nameInAccount, nameOfIdentity, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { binding } from './attached.ts';
import { baseOf, itself, subjectOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** Who is in which group, and what people may become who sign in through IAM Identity Center. */
export const membershipMappers: Record<string, Mapper> = {
  'AWS::IAM::UserToGroupAddition': (resource, template) => {
    const { items, open } = itemsOf(member(resource.properties, 'Users'));
    const users = { items: items.map(user => subjectOf(user, 'user')), ...(open ? { open } : {}) };
    return [memberOf(resource, template, '', member(resource.properties, 'GroupName'), users)];
  },
  'AWS::IdentityStore::Group': directoryGroup,
  'AWS::IdentityStore::GroupMembership': (resource, template) => {
    const subjects = { items: [directorySubject(member(resource.properties, 'MemberId', 'UserId'))] };
    return [memberOf(resource, template, '', member(resource.properties, 'GroupId'), subjects)];
  },
  'AWS::SSO::Assignment': assignment,
};

/** `Groups` of a user. */
export function groupsOfUser(resource: CfnResource, template: Template): Fact[] {
  const subjects = { items: [itself(resource, template)] };
  return itemsOf(member(resource.properties, 'Groups')).items.map((group, index) =>
    memberOf(resource, template, `Groups/${index}`, group, subjects),
  );
}

function memberOf(resource: CfnResource, template: Template, what: string, group: Found, subjects: List<Principal>): Binding {
  const name = spokenOf(group, nameOfIdentity('group'));
  return { ...binding(resource, template, what, name, []), subjects, membership: true };
}

function directoryGroup(resource: CfnResource, template: Template): Fact[] {
  const group: Identity = {
    kind: 'identity',
    ...baseOf(resource, template),
    type: 'group',
    actor: 'unknown',
    name: nameInAccount(resource, member(resource.properties, 'DisplayName')),
    labels: { entries: {} },
  };
  return [group];
}

function directorySubject(found: Found): Principal {
  const name = spokenOf(found, id => `aws:identitystore/${id}`);
  return { who: 'identity', written: stringValue(found), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** Who may become what the permission set is in an account. */
function assignment(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const principal = member(properties, 'PrincipalId');
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, template),
    at: principal.at,
    identity: spokenOf(member(properties, 'PermissionSetArn'), nameOfIdentity('role')),
    effect: 'allow',
    principals: { items: [directorySubject(principal)] },
    conditions: { items: [] },
  };
  return [trust];
}
