/**
 * The words of idlint, and nothing else. This layer imports no other and no library: every other one leans on it.
 */
export * from './facts.ts';
export * from './finding.ts';
export * from './inventory.ts';
export * from './key-name.ts';
export * from './owner-name.ts';
export * from './place.ts';
export * from './reader.ts';
export * from './resource-types.ts';
export * from './rule.ts';
export * from './secret-kind.ts';
export * from './source.ts';
export * from './uri.ts';
export * from './value.ts';
