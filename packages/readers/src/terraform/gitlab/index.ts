import { boolValue, stringValues } from '@idlint/evaluate';
import { type Fact, known, type ScopeLevel } from '@idlint/model';
import { bindingOf, credentialOf, eitherOf, givenDirectly, identityOf, isTrue, itself, namedIn, subjectIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';

/** GitLab's provider: members and their access levels, tokens with their scopes and ends, deploy tokens and keys. */
export const gitlabMappers: Record<string, Mapper> = {
  gitlab_user: user,
  gitlab_group: resource => [identityOf(resource, 'gitlab', { type: 'group', called: 'path', space: 'gitlab:group' })],
  gitlab_group_service_account: serviceAccount,
  gitlab_project_service_account: serviceAccount,
  gitlab_instance_service_account: serviceAccount,
  gitlab_group_membership: resource => membership(resource, 'group', 'user_id', 'gitlab:user', 'access_level'),
  gitlab_project_membership: resource => membership(resource, 'project', 'user_id', 'gitlab:user', 'access_level'),
  gitlab_group_share_group: resource => membership(resource, 'group', 'share_group_id', 'gitlab:group', 'group_access'),
  gitlab_project_share_group: resource => membership(resource, 'project', 'group_id', 'gitlab:group', 'group_access'),
  gitlab_personal_access_token: resource => token(resource, 'gitlab:user', 'user_id'),
  gitlab_group_service_account_access_token: resource => token(resource, 'gitlab:user', 'user_id'),
  gitlab_project_access_token: resource => botToken(resource, 'project'),
  gitlab_group_access_token: resource => botToken(resource, 'group'),
  gitlab_deploy_token: deployToken,
  gitlab_group_deploy_token: deployToken,
  gitlab_project_deploy_token: deployToken,
  gitlab_deploy_key: deployKey,
};

const serviceAccountOptions = { type: 'service-account', actor: 'machine', called: 'username', space: 'gitlab:user' } as const;

function serviceAccount(resource: TerraformResource): Fact[] {
  return [identityOf(resource, 'gitlab', serviceAccountOptions)];
}

function user(resource: TerraformResource): Fact[] {
  const admin = boolValue(argumentOf(resource, 'is_admin'));
  const identity = identityOf(resource, 'gitlab', { type: 'user', called: 'username', space: 'gitlab:user' });
  if (!isTrue(admin)) return [identity];
  const policy = known('gitlab:administrator', admin.at, admin.via);
  return [identity, bindingOf(resource, 'gitlab', 'is_admin', { policy, subjects: { items: [itself(resource)] }, level: 'cluster' })];
}

const levels: Record<'group' | 'project', ScopeLevel> = { group: 'account', project: 'resource' };

function membership(resource: TerraformResource, of: 'group' | 'project', whom: string, space: string, argument: string): Fact[] {
  const policy = namedIn(argumentOf(resource, argument), `gitlab:${of}`);
  const subjects = { items: [subjectIn(argumentOf(resource, whom), space)] };
  return policy.kind === 'absent'
    ? []
    : [bindingOf(resource, 'gitlab', '', { policy, subjects, level: levels[of], scope: textOf(resource, of) })];
}

/** What a token that is somebody's may do is what its scopes say. */
function token(resource: TerraformResource, space: string, whom: string): Fact[] {
  const of = namedIn(argumentOf(resource, whom), space);
  return [
    credentialOf(resource, 'gitlab', { type: 'token', of, ...end(resource) }),
    ...scopesOf(resource, subjectIn(argumentOf(resource, whom), space)),
  ];
}

/** A token that renews itself has an end, though none is written. */
function end(resource: TerraformResource): { expires: ReturnType<typeof textOf>; endless: boolean } {
  const rotates = argumentOf(resource, 'rotation_configuration').kind !== 'absent';
  return { expires: textOf(resource, 'expires_at'), endless: !rotates };
}

function scopesOf(resource: TerraformResource, subject: Parameters<typeof givenDirectly>[4]['items'][number]): Fact[] {
  const scopes = stringValues(argumentOf(resource, 'scopes'));
  if (scopes.items.length === 0) return [];
  const resources = stringValues(eitherOf(resource, 'project', 'group', 'group_id'));
  return givenDirectly(resource, 'gitlab', 'scopes', { actions: scopes, resources }, { items: [subject] });
}

/** GitLab makes a user of its own for each token of a project or group. */
function botToken(resource: TerraformResource, of: 'group' | 'project'): Fact[] {
  const identity = identityOf(resource, 'gitlab', { type: 'service-account', actor: 'machine' });
  const credential = credentialOf(resource, 'gitlab', {
    type: 'token',
    of: known(nameOfResource(resource), resource.at),
    ...end(resource),
  });
  const policy = namedIn(argumentOf(resource, 'access_level'), `gitlab:${of}`);
  const subjects = { items: [itself(resource)] };
  return [
    identity,
    { ...credential, key: baseOf(resource, 'gitlab', 'token').key, names: [] },
    ...(policy.kind === 'absent' ? [] : [bindingOf(resource, 'gitlab', 'access_level', { policy, subjects, level: levels[of] })]),
    ...scopesOf(resource, itself(resource)),
  ];
}

function deployToken(resource: TerraformResource): Fact[] {
  return [credentialOf(resource, 'gitlab', { type: 'token', ...end(resource) })];
}

function deployKey(resource: TerraformResource): Fact[] {
  const pushes = boolValue(argumentOf(resource, 'can_push'));
  const credential = credentialOf(resource, 'gitlab', { type: 'private-key' });
  if (!isTrue(pushes)) return [credential];
  const grant = {
    actions: { items: [known('deploy-key:write', pushes.at, pushes.via)] },
    resources: stringValues(argumentOf(resource, 'project')),
    at: pushes.at,
  };
  const title = textOf(resource, 'title');
  const key = { who: 'identity' as const, written: title.kind === 'known' ? title : known(resource.name, resource.at) };
  return [credential, ...givenDirectly(resource, 'gitlab', 'write', grant, { items: [key] })];
}
