/** All that reading and evaluating playbooks needs, in one import. */
export { yamlDocuments } from '@idlint/evaluate/yaml';
export { factsOf } from './facts.ts';
