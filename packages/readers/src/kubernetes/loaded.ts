/** All that reading and evaluating manifests and kustomizations needs, in one import. */
export { kustomize } from '../kustomize/index.ts';
export { edit } from './edit.ts';
export { factsAt, unitsAmong } from './evaluate.ts';
export { read } from './read.ts';
