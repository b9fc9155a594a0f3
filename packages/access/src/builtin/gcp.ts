import type { Builtin } from './index.ts';

/**
 * Basic roles, and the predefined ones that reach beyond one service or hand out rights.
 * https://cloud.google.com/iam/docs/roles-permissions
 */
const roles: Record<string, Builtin> = {
  'roles/owner': { title: 'everything, rights included', breadth: 'administrator' },
  'roles/editor': { title: 'changing everything, and acting as every service account', breadth: 'write-all' },
  'roles/viewer': { title: 'reading everything', breadth: 'read-all' },
  'roles/admin': { title: 'everything, rights included', breadth: 'administrator' },
  'roles/writer': { title: 'changing everything', breadth: 'write-all' },
  'roles/reader': { title: 'reading everything', breadth: 'read-all' },
  'roles/browser': { title: 'listing projects', breadth: 'some' },
  'roles/iam.securityAdmin': { title: 'setting who has which role', breadth: 'administrator' },
  'roles/resourcemanager.organizationAdmin': { title: 'setting who has which role in the organisation', breadth: 'administrator' },
  'roles/resourcemanager.folderAdmin': { title: 'setting who has which role in the folder', breadth: 'administrator' },
  'roles/resourcemanager.folderIamAdmin': { title: 'setting who has which role in the folder', breadth: 'administrator' },
  'roles/resourcemanager.projectIamAdmin': { title: 'setting who has which role in the project', breadth: 'administrator' },
  'roles/iam.serviceAccountTokenCreator': { title: 'making tokens of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountOpenIdTokenCreator': { title: 'making identity tokens of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountUser': { title: 'running code as service accounts', breadth: 'some' },
  'roles/iam.serviceAccountKeyAdmin': { title: 'making keys of service accounts', breadth: 'some' },
  'roles/iam.serviceAccountAdmin': { title: 'everything with service accounts', breadth: 'some' },
  'roles/iam.workloadIdentityUser': { title: 'becoming service accounts from outside', breadth: 'some' },
  'roles/iam.securityReviewer': { title: 'reading who has which role', breadth: 'some' },
  'roles/iam.roleAdmin': { title: 'changing what custom roles allow', breadth: 'some' },
  'roles/iam.organizationRoleAdmin': { title: 'changing what custom roles of the organisation allow', breadth: 'some' },
  'roles/secretmanager.secretAccessor': { title: 'reading secrets', breadth: 'some' },
};

/** `roles/storage.admin`; a custom role (`projects/…/roles/…`) is no built-in one. */
export function gcpRole(role: string): Builtin | undefined {
  const known = roles[role];
  if (known) return known;
  const [, service, what] = /^roles\/([a-z]\w*)\.(\w+)$/i.exec(role) ?? [];
  if (!service || !what) return undefined;
  return { title: what === 'admin' ? `everything in ${service}` : `what Google puts into ${service}.${what}`, breadth: 'some' };
}
