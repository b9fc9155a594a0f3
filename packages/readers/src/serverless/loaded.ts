/** All that reading and evaluating services needs, in one import. */
export { factsIn } from './evaluate.ts';
export { read } from './part.ts';
