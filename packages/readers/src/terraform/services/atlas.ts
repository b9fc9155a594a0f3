import { itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Name } from '@idlint/model';
import { bindingOf, bindingsOf, eitherOf, identityOf, itself } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource } from '../resource.ts';

/** MongoDB Atlas: users of databases, programmatic keys and service accounts with the roles of a project or an organisation. */
export const atlasMappers: Record<string, Mapper> = {
  mongodbatlas_database_user: databaseUser,
  mongodbatlas_api_key: resource => withRoles(resource, 'description', argumentOf(resource, 'role_names')),
  mongodbatlas_project_api_key: projectKey,
  mongodbatlas_service_account: resource => withRoles(resource, 'name', argumentOf(resource, 'roles')),
  mongodbatlas_project_service_account: resource => withRoles(resource, 'name', argumentOf(resource, 'roles')),
};

const roleOf = (text: string): Name => `saas:mongodb/${text.toLowerCase()}`;

function databaseUser(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'user', called: 'username', space: 'mongodb:user' });
  const bindings = itemsOf(argumentOf(resource, 'roles')).items.flatMap((role, index) => {
    const name = stringValue(member(role, 'role_name'));
    const database = stringValue(member(role, 'database_name'));
    if (name.kind === 'absent') return [];
    const policy = name.kind === 'known' ? known(roleOf(name.value), name.at, name.via) : name;
    const everywhere = database.kind === 'known' && database.value === 'admin';
    const to = {
      subjects: { items: [itself(resource)] },
      level: everywhere ? ('project' as const) : ('resource' as const),
      scope: database,
    };
    return bindingOf(resource, 'saas', `roles/${index}`, { ...to, policy });
  });
  return [identity, ...bindings];
}

function withRoles(resource: TerraformResource, called: string, roles: ReturnType<typeof argumentOf>): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', called });
  return [identity, ...bindingsOf(resource, 'saas', roles, roleOf, { subjects: { items: [itself(resource)] }, level: 'project' })];
}

/** Its roles stand in blocks, one for each project. */
function projectKey(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', called: 'description' });
  const to = { subjects: { items: [itself(resource)] }, level: 'project' as const };
  const blocks = itemsOf(argumentOf(resource, 'project_assignment')).items;
  const written = eitherOf(resource, 'role_names');
  return [
    identity,
    ...bindingsOf(resource, 'saas', written, roleOf, to),
    ...blocks.flatMap((block, index) => bindingsOf(resource, 'saas', member(block, 'role_names'), roleOf, to, `project/${index}`)),
  ];
}
