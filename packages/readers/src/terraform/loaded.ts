/** All that reading and evaluating Terraform needs, in one import. */
export { edit } from './edit.ts';
export { factsOf } from './evaluate.ts';
export { outline, read, segmentOf } from './part.ts';
export { rootsAmong } from './roots.ts';
export { terragruntFacts } from './terragrunt/unit.ts';
