/** All that reading and evaluating Azure's templates needs, in one import. */
export { edit } from './edit.ts';
export { evaluated, unitsAmong } from './evaluate.ts';
export { read } from './part.ts';
