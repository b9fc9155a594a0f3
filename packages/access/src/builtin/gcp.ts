import type { Builtin } from './index.ts';

/**
 * Basic roles, and the predefined ones that reach beyond one service or hand out rights.
 * https://cloud.google.com/iam/docs/roles-permissions
 */
const roles: Record<string, Builtin> = {
  'roles/owner': { title: 'everything, rights included', breadth: 'administrator' },
  'roles/editor': { title: 'the right to change everything and to act as every service account', breadth: 'write-all' },
  'roles/viewer': { title: 'the right to read everything', breadth: 'read-all' },
  'roles/admin': { title: 'everything, rights included', breadth: 'administrator' },
  'roles/writer': { title: 'the right to change everything', breadth: 'write-all' },
  'roles/reader': { title: 'the right to read everything', breadth: 'read-all' },
  'roles/browser': { title: 'the right to list projects', breadth: 'some' },
  'roles/iam.securityAdmin': { title: 'the right to set who has which role', breadth: 'administrator' },
  'roles/resourcemanager.organizationAdmin': { title: 'the right to set who has which role in the organisation', breadth: 'administrator' },
  'roles/resourcemanager.folderAdmin': { title: 'the right to set who has which role in the folder', breadth: 'administrator' },
  'roles/resourcemanager.folderIamAdmin': { title: 'the right to set who has which role in the folder', breadth: 'administrator' },
  'roles/resourcemanager.projectIamAdmin': { title: 'the right to set who has which role in the project', breadth: 'administrator' },
  'roles/iam.serviceAccountTokenCreator': { title: 'the right to make tokens of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountOpenIdTokenCreator': { title: 'the right to make identity tokens of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountUser': { title: 'the right to run code as service accounts', breadth: 'some' },
  'roles/iam.serviceAccountKeyAdmin': { title: 'the right to make keys of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountAdmin': { title: 'everything with service accounts', breadth: 'some' },
  'roles/iam.workloadIdentityUser': { title: 'the right to become service accounts from outside', breadth: 'some' },
  'roles/iam.securityReviewer': { title: 'the right to read who has which role', breadth: 'some' },
  'roles/iam.roleAdmin': { title: 'the right to change what custom roles allow', breadth: 'some' },
  'roles/iam.organizationRoleAdmin': { title: 'the right to change what custom roles of the organisation allow', breadth: 'some' },
  'roles/secretmanager.secretAccessor': { title: 'the right to read secrets', breadth: 'some' },
};

/** `roles/storage.admin`; a custom role (`projects/…/roles/…`) is no built-in one. */
export function gcpRole(role: string): Builtin | undefined {
  const known = roles[role];
  if (known) return known;
  const [, service, what] = /^roles\/([a-z]\w*)\.(\w+)$/i.exec(role) ?? [];
  if (!service || !what) return undefined;
  return { title: what === 'admin' ? `everything in ${service}` : `the role ${service}.${what}`, breadth: 'some' };
}
