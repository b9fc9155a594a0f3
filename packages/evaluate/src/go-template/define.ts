import type { Place } from '@idlint/model';
import type { Engine } from './engine.ts';
import { fault } from './fault.ts';
import { fromAll, typeOf, type Value } from './value.ts';

/** What a function may ask for besides its arguments. */
export interface CallContext {
  engine: Engine;
  /** The action that calls it. */
  at: Place;
}

/** The types of Go's parameters, as far as the functions have them. */
type Param = 'any' | 'string' | 'int' | 'bool' | 'map';

export interface FunctionDefinition {
  params: Param[];
  rest?: Param;
  /** Where fewer arguments will do. */
  least: number;
  run(args: Value[], context: CallContext): Value;
}

type ArgsOf = {
  any: Value;
  string: Extract<Value, { kind: 'string' }>;
  int: Extract<Value, { kind: 'int' }>;
  bool: Extract<Value, { kind: 'bool' }>;
  map: Extract<Value, { kind: 'map' }>;
};
type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? [First, ...Words<Rest>] : S extends '' ? [] : [S];
type Arguments<W extends string[]> = W extends [infer First, ...infer Rest extends string[]]
  ? First extends `${infer Name extends Param}*`
    ? ArgsOf[Name][]
    : First extends Param
      ? [ArgsOf[First], ...Arguments<Rest>]
      : never
  : [];

/**
 * A function with the types of its parameters: `string int any*`. What it makes comes from where its arguments come from, unless it says
 * so itself.
 */
export function define<const S extends string>(
  params: S,
  run: (args: Arguments<Words<S>>, context: CallContext) => Value,
): FunctionDefinition {
  const words = params.split(' ').filter(word => word !== '');
  const last = words.at(-1);
  const rest = last?.endsWith('*') ? (last.slice(0, -1) as Param) : undefined;
  const fixed = (rest ? words.slice(0, -1) : words) as Param[];
  return {
    params: fixed,
    ...(rest ? { rest } : {}),
    least: fixed.length,
    run: (args, context) => fromAll(run(args as never, context), args),
  };
}

/** A function that asks what kind of thing its arguments are, not what they say: a random text is a text. */
export const asks: typeof define = (params, run) => {
  const definition = define(params, run);
  return {
    ...definition,
    run: (args, context) =>
      fromAll(
        run(args as never, context),
        args.filter(({ kind }) => kind !== 'string'),
      ),
  };
};

const emptyMap = (): Value => ({ kind: 'map', entries: new Map() });
const goTypes: Record<Param, string> = { any: 'interface {}', string: 'string', int: 'int', bool: 'bool', map: 'map[string]interface {}' };

/** Go's rules for what may be given to a parameter; wrong numbers and types are the template's fault. */
export function callFunction(name: string, definition: FunctionDefinition, args: Value[], context: CallContext): Value {
  const { params, rest, least } = definition;
  if (args.length < least || (!rest && args.length > params.length)) throw fault(`wrong number of arguments for ${name}`);
  const checked = args.map((arg, index) => argument(name, arg, params[index] ?? rest ?? 'any'));
  const result = definition.run(checked, context);
  let cost = costOf(result);
  for (const arg of checked) cost += costOf(arg);
  if (cost > 0) context.engine.step(cost);
  return result;
}

/** Large texts and lists take longer than small ones. */
function costOf(value: Value): number {
  if (value.kind === 'string') return value.value.length >> 8;
  if (value.kind === 'list') return value.items.length >> 5;
  return value.kind === 'map' ? value.entries.size >> 5 : 0;
}

function argument(name: string, arg: Value, param: Param): Value {
  if (param === 'any' || arg.kind === param) {
    if (param === 'int' && arg.kind === 'int' && arg.type !== 'int') throw mismatch(name, arg, param);
    return arg;
  }
  if (param === 'map' && arg.kind === 'nil') return emptyMap();
  if (arg.kind === 'native' && arg.as?.kind === param) return arg.as;
  if (param === 'int' && arg.kind === 'float' && arg.constant && Number.isInteger(arg.value))
    return { kind: 'int', value: arg.value, type: 'int' };
  throw mismatch(name, arg, param);
}

const mismatch = (name: string, arg: Value, param: Param) =>
  fault(`${name} takes ${goTypes[param]}, not ${arg.kind === 'nil' ? 'nil' : typeOf(arg)}`);
