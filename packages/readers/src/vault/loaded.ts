/** What comes with the first policy: the parser, and the facts that are made of its paths. */
export { factsOf } from './facts.ts';
export { rulesIn } from './policy.ts';
