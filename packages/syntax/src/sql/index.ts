/** SQL, as far as it is about identities: accounts, roles, members and grants, with their exact places, in every dialect. */
export type * from './ast.ts';
export { identityStatements } from './scan.ts';
