import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Binding, Fact, Identity, List, Principal, Trust } from '@idlint/model';
import { allLabels, argumentOf, baseOf, calledOf, type Mapper, spokenOf, type TerraformResource } from '../resource.ts';
import { binding, nameOfIdentity, nameOfPolicy, subjectOf } from './attach.ts';

/** Who is in which group, and what people may become who sign in through IAM Identity Center. */
export const membershipMappers: Record<string, Mapper> = {
  aws_iam_user_group_membership: groupsOfUser,
  aws_iam_group_membership: resource => [memberOf(resource, '', argumentOf(resource, 'group'), usersIn(argumentOf(resource, 'users')))],
  aws_identitystore_user: resource => [directoryObject(resource, 'user', 'user_name')],
  aws_identitystore_group: resource => [directoryObject(resource, 'group', 'display_name')],
  aws_identitystore_group_membership: resource => [
    memberOf(resource, '', argumentOf(resource, 'group_id'), { items: [directorySubject(argumentOf(resource, 'member_id'))] }),
  ],
  aws_ssoadmin_account_assignment: accountAssignment,
  aws_ssoadmin_customer_managed_policy_attachment: customerManaged,
  aws_ssoadmin_permissions_boundary_attachment: boundary,
};

const usersIn = (found: Found): List<Principal> => {
  const { items, open } = itemsOf(found);
  return { items: items.map(user => subjectOf(user, 'user')), ...(open ? { open } : {}) };
};

function memberOf(resource: TerraformResource, what: string, group: Found, subjects: List<Principal>): Binding {
  const fact = binding(resource, what, nameOfIdentity(group, 'group'), subjects);
  return { ...fact, ...(what ? {} : { key: baseOf(resource, 'aws').key }), membership: true };
}

function groupsOfUser(resource: TerraformResource): Fact[] {
  const user = { items: [subjectOf(argumentOf(resource, 'user'), 'user')] };
  return itemsOf(argumentOf(resource, 'groups')).items.map((group, index) => memberOf(resource, `group/${index}`, group, user));
}

function directoryObject(resource: TerraformResource, type: 'user' | 'group', called: string): Identity {
  return {
    kind: 'identity',
    ...baseOf(resource, 'aws'),
    type,
    actor: type === 'user' ? 'human' : 'unknown',
    name: calledOf(resource, called),
    labels: allLabels(resource, 'tags'),
  };
}

function directorySubject(found: Found): Principal {
  const name = spokenOf(found, id => `aws:identitystore/${id}`);
  return { who: 'identity', written: stringValue(found), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** Who may become what the permission set is in an account. */
function accountAssignment(resource: TerraformResource): Fact[] {
  const set = nameOfIdentity(argumentOf(resource, 'permission_set_arn'), 'role');
  const principal = argumentOf(resource, 'principal_id');
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, 'aws'),
    at: principal.at,
    identity: set,
    effect: 'allow',
    principals: { items: [directorySubject(principal)] },
    conditions: { items: [] },
  };
  return [trust];
}

const permissionSetOf = (resource: TerraformResource): List<Principal> => ({
  items: [subjectOf(argumentOf(resource, 'permission_set_arn'), 'role')],
});

/** A policy that each account has under this name. */
const ownPolicy = (reference: Found): Binding['policy'] => spokenOf(member(reference, 'name'), name => `aws:policy/${name}`);

function customerManaged(resource: TerraformResource): Fact[] {
  const [reference] = itemsOf(argumentOf(resource, 'customer_managed_policy_reference')).items;
  if (!reference) return [];
  return [{ ...binding(resource, '', ownPolicy(reference), permissionSetOf(resource)), key: baseOf(resource, 'aws').key }];
}

function boundary(resource: TerraformResource): Fact[] {
  const [written] = itemsOf(argumentOf(resource, 'permissions_boundary')).items;
  if (!written) return [];
  const [own] = itemsOf(member(written, 'customer_managed_policy_reference')).items;
  const policy = own ? ownPolicy(own) : nameOfPolicy(member(written, 'managed_policy_arn'));
  if (policy.kind === 'absent') return [];
  return [{ ...binding(resource, '', policy, permissionSetOf(resource), 'boundary'), key: baseOf(resource, 'aws').key }];
}
