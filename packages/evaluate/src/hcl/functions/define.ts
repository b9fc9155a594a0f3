import type { Place } from '@idlint/model';
import type { Expression } from '@idlint/syntax/hcl';
import type { Data, ListData, MapData, NumberData, StringData } from '../../data.ts';
import { convert } from '../convert.ts';
import type { Scope } from '../scope.ts';
import { madeText, whyUnknown } from '../text.ts';
import type { Type } from '../type.ts';
import { failure, unknownData, type Work } from '../work.ts';

/** What a function gets besides its arguments. */
export interface CallContext {
  /** The whole call. */
  at: Place;
  work: Work;
  scope: Scope;
  evaluate(expression: Expression, scope: Scope): Data;
}

export interface FunctionDefinition {
  params: Type[];
  /** Any number of further arguments. */
  rest?: Type;
  /**
   * What of its arguments the function can work with. `known`: only wholly known ones. `shallow`: collections whose items may be
   * unknown, but not missing. `anything`: it handles open collections, holes and unknowns by itself.
   */
  takes: 'known' | 'shallow' | 'anything';
  /** Arguments may be null. */
  nullable?: boolean;
  run(args: Data[], context: CallContext): Data;
}

type Options = { rest?: Type; takes?: FunctionDefinition['takes']; nullable?: boolean };

/** `T`: what conversion to the parameters' types leaves of the arguments. */
export function define<T extends Data[]>(
  params: Type[],
  run: (args: T, context: CallContext) => Data,
  options: Options = {},
): FunctionDefinition {
  return { params, takes: 'known', ...options, run: run as FunctionDefinition['run'] };
}

/** A function whose result only the outside knows. */
export const impure = (rest: Type = 'dynamic'): FunctionDefinition =>
  define([], (_args, { at }) => unknownData({ code: 'function', what: 'a function whose result changes from run to run', at }, at), {
    rest,
    takes: 'anything',
    nullable: true,
  });

export function applyFunction(definition: FunctionDefinition, name: string, args: Data[], context: CallContext): Data {
  const { params, rest, takes, nullable } = definition;
  const { at, work } = context;
  if (args.length < params.length) return failure(work, `${name} needs ${params.length} arguments`, at);
  if (args.length > params.length && rest === undefined) return failure(work, `${name} takes ${params.length} arguments`, at);
  const converted: Data[] = [];
  for (const [index, arg] of args.entries()) {
    if (arg.kind === 'null' && !nullable) return failure(work, `an argument of ${name} is null`, at);
    const { failures } = work;
    const value = convert(arg, params[index] ?? rest ?? 'dynamic', work, arg.at);
    if (work.failures > failures && value.kind === 'unknown') return value;
    if (value.kind === 'unknown' && typeof params[index] === 'object') return unknownData(value.why, at);
    const why = takes === 'known' ? whyUnknown(value) : takes === 'shallow' ? shallowWhy(value) : undefined;
    if (why) return unknownData(why, at);
    converted.push(value);
  }
  return definition.run(converted, context);
}

function shallowWhy(value: Data): ReturnType<typeof whyUnknown> {
  if (value.kind === 'list' || value.kind === 'map') return value.open;
  return whyUnknown(value);
}

export const text = (value: string, { at }: { at: Place }): StringData => madeText(value, at);
export const bool = (value: boolean, { at }: { at: Place }): Data => ({ kind: 'bool', value, at });
export const list = (items: Data[], { at }: { at: Place }, of: NonNullable<ListData['of']> = 'list'): ListData => ({
  kind: 'list',
  of,
  items,
  at,
});

/** What parameters of these types give. */
export type Text = StringData;
export type Numeric = NumberData;
export type Items = ListData;
export type Mapping = MapData;
