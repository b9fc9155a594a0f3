import { asks, define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { type Str, str } from '../text.ts';
import { bool, deepEqual, isEmpty, kindOf, nil, typeOf, type Value } from '../value.ts';

/** Sprig's defaults, and what asks about types. http://masterminds.github.io/sprig/defaults.html, …/reflection.html */
export const logic: Record<string, FunctionDefinition> = {
  default: define('any any*', args => {
    const [otherwise, given] = args as [Value, Value | undefined];
    return given === undefined || isEmpty(given) ? otherwise : given;
  }),
  empty: asks('any', ([value]) => bool(isEmpty(value))),
  coalesce: define('any*', args => (args as Value[]).find(value => !isEmpty(value)) ?? nil),
  all: asks('any*', args => bool((args as Value[]).every(value => !isEmpty(value)))),
  any: asks('any*', args => bool((args as Value[]).some(value => !isEmpty(value)))),
  ternary: define('any any bool', ([yes, no, test]) => (test.value ? yes : no)),
  typeOf: asks('any', ([value]) => str(typeOf(value))),
  typeIs: asks('string any', ([type, value]) => bool(type.value === typeOf(value))),
  typeIsLike: asks('string any', ([type, value]) => bool(type.value === typeOf(value) || `*${type.value}` === typeOf(value))),
  kindOf: asks('any', ([value]) => str(kindOf(value))),
  kindIs: asks('string any', ([kind, value]) => bool(kind.value === kindOf(value))),
  deepEqual: define('any any', ([a, b]) => bool(deepEqual(a, b))),
  fail: define('string', ([message]: [Str]) => {
    throw fault(`fail: ${sentence(message.value)}`);
  }),
};

/** The message that a chart gives, short enough to be told. */
export const sentence = (message: string): string => {
  const line = message.trim().split('\n')[0]!.trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
};
