import type { Builtin } from './index.ts';

interface Role extends Builtin {
  name: string;
  id: string;
}

/**
 * Azure's built-in roles and Entra's directory roles that reach beyond one service or hand out rights; the ids are the same in every tenant.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const roles: Role[] = [
  { name: 'owner', id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', title: 'everything, rights included', breadth: 'administrator' },
  {
    name: 'contributor',
    id: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    title: 'the right to change everything but rights',
    breadth: 'write-all',
  },
  { name: 'reader', id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', title: 'the right to read every setting', breadth: 'read-all' },
  {
    name: 'user access administrator',
    id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    title: 'the right to give anybody any right',
    breadth: 'administrator',
  },
  {
    name: 'role based access control administrator',
    id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    title: 'the right to give anybody any right',
    breadth: 'administrator',
  },
  { name: 'key vault administrator', id: '00482a5a-887f-4fb3-b363-3b7fe8e74483', title: 'everything in key vaults', breadth: 'some' },
  { name: 'key vault secrets officer', id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', title: 'everything with secrets', breadth: 'some' },
  { name: 'key vault secrets user', id: '4633458b-17de-408a-b874-0445c86b69e6', title: 'the right to read secrets', breadth: 'some' },
  {
    name: 'managed identity operator',
    id: 'f1a07417-d97a-45cb-824c-7a7467783830',
    title: 'the right to run code as managed identities',
    breadth: 'some',
  },
  {
    name: 'managed identity contributor',
    id: 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
    title: 'the right to make and change managed identities',
    breadth: 'some',
  },
  {
    name: 'storage blob data owner',
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    title: 'everything with blobs, rights included',
    breadth: 'some',
  },
  {
    name: 'storage blob data contributor',
    id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    title: 'the right to change blobs',
    breadth: 'some',
  },
  { name: 'storage blob data reader', id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', title: 'the right to read blobs', breadth: 'some' },
  {
    name: 'global administrator',
    id: '62e90394-69f5-4237-9190-012177145e10',
    title: 'everything in the directory',
    breadth: 'administrator',
  },
  {
    name: 'privileged role administrator',
    id: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
    title: 'the right to give anybody any directory role',
    breadth: 'administrator',
  },
  {
    name: 'privileged authentication administrator',
    id: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    title: 'the right to reset any administrator’s credentials',
    breadth: 'administrator',
  },
  // Application permissions of Microsoft Graph: https://learn.microsoft.com/graph/permissions-reference
  {
    name: 'rolemanagement.readwrite.directory',
    id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    title: 'the right to give anybody any directory role',
    breadth: 'administrator',
  },
  {
    name: 'approleassignment.readwrite.all',
    id: '06b708a9-e830-4db3-a914-8e69da51d44f',
    title: 'the right to give any application any permission, itself too',
    breadth: 'administrator',
  },
  {
    name: 'application.readwrite.all',
    id: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
    title: 'the right to add secrets to every application of the organisation',
    breadth: 'write-all',
  },
  {
    name: 'directory.readwrite.all',
    id: '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
    title: 'the right to change users, groups and applications of the whole organisation',
    breadth: 'write-all',
  },
  {
    name: 'userauthenticationmethod.readwrite.all',
    id: '50483e42-d915-4231-9639-7fdb7fd190e5',
    title: 'the right to reset how anybody of the organisation signs in',
    breadth: 'write-all',
  },
];

const known = new Map<string, Builtin>(
  roles.flatMap(({ name, id, title, breadth }) => [
    [name, { title, breadth }],
    [id, { title, breadth }],
  ]),
);

/** A role's name, its id, or the path that ends in its id (`/subscriptions/…/providers/Microsoft.Authorization/roleDefinitions/<id>`). */
export const azureRole = (role: string): Builtin | undefined => known.get(role.slice(role.lastIndexOf('/') + 1).toLowerCase());
