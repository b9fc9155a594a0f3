import { boolValue, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { type Fact, known, type Name, type Principal } from '@idlint/model';
import { bindingOf, credentialOf, givenDirectly, identityOf, namedIn, only, policyOf, subjectIn } from '../given.ts';
import { argumentOf, calledOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** GitHub's provider: who administers an organisation and its repositories, and what its workflows' tokens and deploy keys may do. */
export const githubMappers: Record<string, Mapper> = {
  github_membership: membership,
  github_team: resource => [identityOf(resource, 'github', { type: 'group', space: 'github:team' })],
  github_team_repository: resource => repositoryRole(resource, 'team_id', 'github:team', argumentOf(resource, 'permission')),
  github_repository_collaborator: resource => repositoryRole(resource, 'username', 'github:user', argumentOf(resource, 'permission')),
  github_repository_collaborators: collaborators,
  github_organization_settings: organisation,
  github_repository_deploy_key: deployKey,
  github_actions_organization_workflow_permissions: workflowPermissions,
  github_workflow_repository_permissions: workflowPermissions,
};

const roleOf = (text: string): Name => `github:repository/${text.toLowerCase()}`;

/** `admin` is what GitHub calls an owner of the organisation. */
function membership(resource: TerraformResource): Fact[] {
  const role = textOf(resource, 'role');
  if (role.kind !== 'known' || role.value !== 'admin') return [];
  const policy = known('github:organisation/admin', role.at, role.via);
  const subject = subjectIn(argumentOf(resource, 'username'), 'github:user');
  return [bindingOf(resource, 'github', '', { policy, subjects: { items: [subject] }, level: 'organisation' })];
}

function repositoryRole(resource: TerraformResource, whom: string, space: string, role: ReturnType<typeof argumentOf>): Fact[] {
  const policy = namedIn(role, 'github:repository');
  if (policy.kind === 'absent') return [];
  const subject = subjectIn(argumentOf(resource, whom), space);
  return [
    bindingOf(resource, 'github', '', { policy, subjects: { items: [subject] }, level: 'resource', scope: textOf(resource, 'repository') }),
  ];
}

function collaborators(resource: TerraformResource): Fact[] {
  const kinds = [
    ['user', 'username', 'github:user'],
    ['team', 'team_id', 'github:team'],
  ] as const;
  return kinds.flatMap(([block, argument, space]) =>
    itemsOf(argumentOf(resource, block)).items.flatMap((item, index) => {
      const role = stringValue(member(item, 'permission'));
      if (role.kind === 'absent') return [];
      const policy = role.kind === 'known' ? known(roleOf(role.value), role.at, role.via) : role;
      const subjects = { items: [subjectIn(member(item, argument), space)] };
      return bindingOf(resource, 'github', `${block}/${index}`, {
        policy,
        subjects,
        level: 'resource',
        scope: textOf(resource, 'repository'),
      });
    }),
  );
}

/** What every member may do with every repository. */
function organisation(resource: TerraformResource): Fact[] {
  const role = textOf(resource, 'default_repository_permission');
  if (role.kind !== 'known' || role.value === 'none' || role.value === 'read') return [];
  const policy = known(`github:every-repository/${role.value.toLowerCase()}`, role.at, role.via);
  const members = known('every member', role.at);
  return [
    bindingOf(resource, 'github', 'members', {
      policy,
      subjects: { items: [{ who: 'unknown', written: members }] },
      level: 'organisation',
    }),
  ];
}

/** It is read-only where nothing is said. */
function deployKey(resource: TerraformResource): Fact[] {
  const credential = credentialOf(resource, 'github', { type: 'private-key' });
  const readOnly = boolValue(argumentOf(resource, 'read_only'));
  if (readOnly.kind !== 'known' || readOnly.value) return [credential];
  const actions = only(known('deploy-key:write', readOnly.at, readOnly.via));
  const key: Principal = { who: 'identity', written: calledOf(resource, 'title') };
  const grant = { actions, resources: only(textOf(resource, 'repository')), at: readOnly.at };
  return [credential, ...givenDirectly(resource, 'github', 'write', grant, { items: [key] })];
}

/** What the token of a job may do where its workflow does not say. */
function workflowPermissions(resource: TerraformResource): Fact[] {
  const value = textOf(resource, 'default_workflow_permissions');
  if (value.kind !== 'known' || value.value !== 'write') return [];
  const actions = only(known('write-all', value.at, value.via));
  return policyOf(
    resource,
    'github',
    'default_workflow_permissions',
    [],
    [{ actions, resources: stringValues(argumentOf(resource, 'repository')), at: value.at }],
  );
}
