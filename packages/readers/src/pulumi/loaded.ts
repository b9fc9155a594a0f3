/** All that reading and evaluating a program needs, in one import. */
export { yamlDocuments } from '@idlint/evaluate/yaml';
export { factsOf, isProgram } from './facts.ts';
