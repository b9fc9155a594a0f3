/** All that reading and evaluating templates needs, in one import. */
export { edit } from './edit.ts';
export { call, factsIn, outermostAmong } from './evaluate.ts';
export { read } from './part.ts';
