import { type Binding, defineRule, type Grant, knownOf, type Platform, type RuleContext } from '@idlint/model';
import { allows, everyResourceOf } from '../../aws.ts';
import { fromPrincipals, holderOf } from '../../who.ts';

export default defineRule({
  id: 'oauth-scope-too-wide',
  family: 'permissions',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'An application, token or deploy key has a scope that reaches everybody’s data or accounts, whoever gets hold of its secret.',
  remedy: 'Take the scope that the work needs: read instead of write, one mailbox or site instead of all of them.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 250 },

  looksAt: ['grant', 'binding'],
  check(fact, context) {
    if (fact.kind === 'grant') checkScopes(fact, context);
    else checkPermission(fact, context);
  },
});

/** Scopes that reach further than one thing, and what they come to. From the providers' lists of scopes. */
const scopes: Partial<Record<Platform, Record<string, string>>> = {
  github: { 'deploy-key:write': 'push to the repository as its administrators can' },
  gitlab: {
    'deploy-key:write': 'push to the project',
    sudo: 'act as any user of the instance',
    admin_mode: 'use the rights of an administrator of the instance',
  },
  idp: {
    'okta.roles.manage': 'make anybody an administrator of Okta',
    'okta.users.manage': 'change every user of Okta, passwords included',
    'okta.apps.manage': 'change every application of Okta',
    'okta.groups.manage': 'put anybody into every group of Okta',
    'okta.policies.manage': 'change who must use a second factor',
    'okta.idps.manage': 'add identity providers to Okta, and so sign in as anybody',
  },
};

function checkScopes(grant: Grant, { inventory, report }: RuleContext): void {
  const table = scopes[grant.platform];
  if (!table || !allows(grant) || (grant.platform === 'idp' && !everyResourceOf(grant.resources))) return;
  for (const action of knownOf(grant.actions)) {
    const may = Object.hasOwn(table, action.value) ? table[action.value] : undefined;
    if (!may) continue;
    const { title, related } = holderOf(grant, inventory);
    const key = action.value === 'deploy-key:write';
    report(action, `${key ? `deploy key ${title}` : title} can ${may}`, {
      label: key ? 'a key that writes' : action.value,
      related,
      ...(key ? { remedy: 'Make it read-only; what must write signs in as an app, with a token that ends.' } : {}),
    });
  }
}

/** Application permissions of Microsoft Graph, by name and by id: they hold for the whole tenant. */
const permissions: Record<string, string> = {
  'mail.readwrite': 'read and change every mailbox',
  'e2a3a72e-5f79-4c64-b1b1-878b674786c9': 'read and change every mailbox',
  'mail.send': 'send mail as anybody',
  'b633e1c5-b582-4048-a93e-9f11b44c7e96': 'send mail as anybody',
  'files.readwrite.all': 'read and change everybody’s files',
  '75359482-378d-4052-8f01-80520e7db3cd': 'read and change everybody’s files',
  'sites.readwrite.all': 'read and change every site',
  '9492366f-7969-46a4-8d15-ed1a20078fff': 'read and change every site',
  'sites.fullcontrol.all': 'do everything with every site',
  'a82116e5-55eb-4c41-a434-62fe8a61c773': 'do everything with every site',
  'user.readwrite.all': 'change every user',
  '741f803b-c850-494e-b5df-cde7c675a1ca': 'change every user',
  'group.readwrite.all': 'change every group, and who is in it',
  '62a82d76-70ea-41e2-9197-370581804d09': 'change every group, and who is in it',
  'groupmember.readwrite.all': 'change who is in every group',
  'dbaae8cf-10b5-4b86-a4a1-f871c94c6695': 'change who is in every group',
};

function checkPermission({ platform, policy, subjects }: Binding, { inventory, report }: RuleContext): void {
  if (platform !== 'azure' || policy.kind !== 'known') return;
  const name = policy.value.slice('azure:'.length);
  const may = Object.hasOwn(permissions, name) ? permissions[name] : undefined;
  if (!may) return;
  const { title, related } = fromPrincipals(subjects, inventory);
  report(policy, `${title} can ${may}, in the whole organisation`, { label: 'for everybody', related });
}
