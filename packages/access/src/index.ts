/**
 * What a policy really allows: catalogues of actions and of built-in roles. Leans on model only, touches neither files nor network; the
 * catalogues are part of the build and come by dynamic import, when a document first asks for them.
 */
export { loadAccess } from './access.ts';
