/** Expressions of HCL worked out as Terraform works them out; what is not known stays unknown and says why. */
export { convert } from './convert.ts';
export { evaluate, evaluateLazily } from './expression.ts';
export { encodeJson } from './functions/json-text.ts';
export {
  type Entry,
  entriesOf,
  type FileAccess,
  type Lazy,
  namespace,
  type OwnFunction,
  placeIn,
  type Scope,
  settled,
  withNames,
} from './scope.ts';
export { holeText, joinTexts, madeText, whyUnknown } from './text.ts';
export type { Type } from './type.ts';
export { failure, newWork, overLimit, partOf, through, unknownData, type Work } from './work.ts';
