/**
 * The one way through: discover, attribute, judge, suppress. Leans on model, syntax and access; readers, rules and the scanner of
 * secrets are handed in. Knows no single rule, no file system, no clock and no `node:*` (the host lends what it needs).
 */
export * from './api.ts';
export * from './config/config.ts';
export { configurationSchema } from './config/definition.ts';
export * from './config/load.ts';
export type { OwnExample, OwnSecretRule } from './config/own-secrets.ts';
export { nearest } from './config/suggest.ts';
export { lookAt, type Share, type Sight } from './session/ahead.ts';
export { headOf } from './session/scan.ts';
export { createSession } from './session/session.ts';
export type { KnownFindings } from './suppress/baseline.ts';
export { linterRules } from './suppress/rules.ts';
