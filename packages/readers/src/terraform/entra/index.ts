import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, type Identity, known, type Labels, type Name, type Value } from '@idlint/model';
import { azureMappers } from '../azure/index.ts';
import { bindingOf, givenDirectly, identityOf, policyOf, subjectIn, textsOf } from '../given.ts';
import { oauthClient } from '../oauth-client.ts';
import { argumentOf, type Mapper, nowhere, spokenOf, type TerraformResource, textOf } from '../resource.ts';

/** Entra ID beside its applications: people and groups, directory roles by membership, and what applications may do in Microsoft Graph. */
export const entraMappers: Record<string, Mapper> = {
  azuread_application: application,
  azuread_application_redirect_uris: redirectUris,
  azuread_user: resource => [directoryObject(resource, 'user', 'user_principal_name')],
  azuread_group: resource => [directoryObject(resource, 'group', 'display_name')],
  azuread_directory_role_member: roleMember,
  azuread_app_role_assignment: appRole,
  azuread_service_principal_delegated_permission_grant: delegated,
  azuread_custom_directory_role: customRole,
};

/** As the application that it is, and as what signs people in. */
function application(resource: TerraformResource): Fact[] {
  const within = (block: string): Found[] => itemsOf(argumentOf(resource, block)).items.map(item => member(item, 'redirect_uris'));
  const web = within('web');
  return [
    ...(azureMappers.azuread_application?.(resource) ?? []),
    ...oauthClient(resource, 'azure', 'display_name', web, known(false, resource.at)),
  ];
}

/** The addresses of a registration stand beside it, each kind in a resource of its own. */
function redirectUris(resource: TerraformResource): Fact[] {
  const kind = textOf(resource, 'type');
  return kind.kind === 'known' && kind.value === 'Web'
    ? oauthClient(resource, 'azure', 'type', [argumentOf(resource, 'redirect_uris')], known(false, kind.at))
    : [];
}

function directoryObject(resource: TerraformResource, type: 'user' | 'group', called: string): Identity {
  const owners = itemsOf(argumentOf(resource, 'owners'));
  const [first] = owners.items;
  const labels: Labels = { entries: first ? { owner: stringValue(first) } : {}, ...(owners.open ? { open: owners.open } : {}) };
  return identityOf(resource, 'azure', { type, actor: type === 'user' ? 'human' : 'unknown', called, labels });
}

const principal = (resource: TerraformResource, argument: string): Binding['subjects'] => ({
  items: [subjectIn(argumentOf(resource, argument), 'azure:principal')],
});

function roleMember(resource: TerraformResource): Fact[] {
  const policy = spokenOf(argumentOf(resource, 'role_object_id'), name => `azure:${name.toLowerCase()}`);
  return [bindingOf(resource, 'azure', '', { policy, subjects: principal(resource, 'member_object_id'), level: 'organisation' })];
}

/** A permission of an application, mostly of Microsoft Graph: by its id, or by the name that leads to the id. */
function appRole(resource: TerraformResource): Fact[] {
  const policy = permissionOf(resource, argumentOf(resource, 'app_role_id'));
  return [bindingOf(resource, 'azure', '', { policy, subjects: principal(resource, 'principal_object_id'), level: 'organisation' })];
}

/** `azuread_service_principal.graph.app_role_ids["Directory.ReadWrite.All"]`: the service knows the id, the key says what it is. */
function permissionOf(resource: TerraformResource, found: ReturnType<typeof argumentOf>): Value<Name> {
  if (found.kind === 'absent') return nowhere(resource);
  const written = stringValue(found);
  if (written.kind === 'known') return known(`azure:${written.value.toLowerCase()}`, written.at, written.via);
  const [, name] = written.kind === 'unknown' ? (/\.app_role_ids(?:\["([^"\]]+)"\])?$/.exec(written.why.what) ?? []) : [];
  return name ? known(`azure:${name.toLowerCase()}`, found.at, found.via) : written;
}

function delegated(resource: TerraformResource): Fact[] {
  const actions = textsOf(resource, 'claim_values');
  const subject = subjectIn(argumentOf(resource, 'service_principal_object_id'), 'azure:principal');
  return givenDirectly(resource, 'azure', 'delegated', { actions, resources: { items: [] } }, { items: [subject] });
}

function customRole(resource: TerraformResource): Fact[] {
  const name = textOf(resource, 'display_name');
  const names = name.kind === 'known' ? [`azure:${name.value.toLowerCase()}`] : [];
  const blocks = itemsOf(argumentOf(resource, 'permissions')).items;
  const grants = blocks.map(block => {
    const { items, open } = itemsOf(member(block, 'allowed_resource_actions'));
    return { actions: { items: items.map(stringValue), ...(open ? { open } : {}) }, resources: { items: [] }, at: block.at };
  });
  return policyOf(resource, 'azure', 'display_name', names, grants);
}
