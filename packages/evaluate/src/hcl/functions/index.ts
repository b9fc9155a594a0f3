import type { Place } from '@idlint/model';
import type { Call, Expression } from '@idlint/syntax/hcl';
import type { Data, ListData } from '../../data.ts';
import type { Scope } from '../scope.ts';
import { whyUnknown } from '../text.ts';
import { failure, partOf, unknownData } from '../work.ts';
import { collections } from './collections.ts';
import { conversions } from './conversions.ts';
import { dates } from './dates.ts';
import { applyFunction, type CallContext, type FunctionDefinition, impure } from './define.ts';
import { encodings } from './encodings.ts';
import { files } from './files.ts';
import { hashes } from './hashes.ts';
import { networks } from './networks.ts';
import { numbers } from './numbers.ts';
import { sets } from './sets.ts';
import { strings } from './strings.ts';

/** Terraform's function library. What only the outside knows is unknown; so is what a provider defines. */
const library: Record<string, FunctionDefinition> = {
  ...collections,
  ...sets,
  ...conversions,
  ...dates,
  ...encodings,
  ...files,
  ...hashes,
  ...networks,
  ...numbers,
  ...strings,
  bcrypt: impure(),
  rsadecrypt: impure(),
  uuid: impure(),
  timestamp: impure(),
  plantimestamp: impure(),
};

type Evaluate = (expression: Expression, scope: Scope) => Data;

export function callFunction(node: Call, scope: Scope, at: Place, evaluate: Evaluate): Data {
  const name = node.name.name.replace(/^core::/, '');
  if (name === 'try' && !node.expand) return attempt(node, scope, at, evaluate);
  if (name === 'can' && !node.expand) return can(node, scope, at, evaluate);
  const own = scope.functions && Object.hasOwn(scope.functions, name) ? scope.functions[name] : undefined;
  if (own)
    return own(
      node.args.map(argument => evaluate(argument, scope)),
      at,
    );
  const definition = Object.hasOwn(library, name) ? library[name] : undefined;
  if (!definition) {
    if (!name.includes('::')) scope.work.failures++;
    return unknownData({ code: 'function', what: `${name}()`, at }, at);
  }
  const context: CallContext = { at, work: scope.work, scope, evaluate };
  const args = node.args.map(argument => evaluate(argument, scope));
  if (node.expand) {
    const last = args.pop();
    if (last?.kind === 'unknown') return unknownData(last.why, at);
    if (last?.kind !== 'list') return failure(scope.work, '... needs a list', at);
    if (last.open) return expandedOpenly(name, definition, args, last, context);
    args.push(...last.items.map(item => partOf(last, item)));
  }
  return applyFunction(definition, name, args, context);
}

/** `concat(open...)` and `merge(open...)` still have what is known; others need all of their arguments. */
function expandedOpenly(name: string, definition: FunctionDefinition, args: Data[], last: ListData, context: CallContext): Data {
  const rest = unknownData(last.open!, last.at);
  if (name !== 'concat' && name !== 'merge') return unknownData(last.open!, context.at);
  return applyFunction(definition, name, [...args, ...last.items.map(item => partOf(last, item)), rest], context);
}

/** The first argument that does not fail. Terraform does not choose while one before it is not known; nor do we. */
function attempt(node: Call, scope: Scope, at: Place, evaluate: Evaluate): Data {
  const { work } = scope;
  const before = work.failures;
  for (const argument of node.args) {
    const value = evaluate(argument, scope);
    if (work.failures === before) return value;
    work.failures = before;
  }
  return failure(work, 'every argument of try failed', at);
}

function can(node: Call, scope: Scope, at: Place, evaluate: Evaluate): Data {
  const { work } = scope;
  const before = work.failures;
  const value = node.args[0] ? evaluate(node.args[0], scope) : failure(work, 'can needs an argument', at);
  const failed = work.failures > before;
  work.failures = before;
  if (failed) return { kind: 'bool', value: false, at };
  const why = value.kind === 'unknown' ? whyUnknown(value) : undefined;
  return why ? unknownData(why, at) : { kind: 'bool', value: true, at };
}
