/** Expressions of Bicep and of ARM templates worked out by one evaluator; what is not known stays unknown and says what it is. */
export { asText } from './as-text.ts';
export { canonical, keyOf } from './canonical.ts';
export { anyTurn, attributeOf, evaluate, evaluateLazily, loopItems, loopScope, objectOf } from './evaluate.ts';
export { joined } from './joined.ts';
export { isExpression, parseExpression } from './parse.ts';
export { type ArmScope, notWorkedOut, opaque, placeIn, withNames } from './scope.ts';
