import type { Place, Why } from '@idlint/model';
import type {
  Conditional,
  Expression,
  For,
  GetAttr,
  Index,
  ObjectConstructor,
  Splat,
  Template,
  TemplatePart,
  Variable,
} from '@idlint/syntax/hcl';
import { type Data, hole, type ListData, type MapData, type MapEntry, type StringData } from '../data.ts';
import { convert } from './convert.ts';
import { sameData } from './equality.ts';
import { callFunction } from './functions/index.ts';
import { readNumber } from './number.ts';
import { binary, unary } from './operators.ts';
import { entriesOf, type Lazy, placeIn, type Scope, settled, withNames } from './scope.ts';
import { holeIn, holeText, joinTexts, madeText, whyKeys } from './text.ts';
import { type Type, typeOf, unify } from './type.ts';
import { deepest, failure, longestText, mostItems, overLimit, partOf, unknownData } from './work.ts';

/** The value of an expression in a scope. Never throws: what Terraform would refuse is unknown and says why. */
export function evaluate(expression: Expression, scope: Scope): Data {
  return settled(evaluateLazily(expression, scope, expression), placeIn(scope, expression));
}

/** `use`: the whole traversal that the expression begins, where a reference is said to stand. */
export function evaluateLazily(expression: Expression, scope: Scope, use: Expression = expression): Data | Lazy {
  const { work } = scope;
  const at = placeIn(scope, expression);
  if (--work.left < 0) return overLimit('more work than idlint does for one configuration', at);
  if (work.depth >= deepest) return overLimit('nested deeper than idlint follows', at);
  work.depth++;
  const value = evaluateNode(expression, scope, use, at);
  work.depth--;
  return value;
}

function evaluateNode(expression: Expression, scope: Scope, use: Expression, at: Place): Data | Lazy {
  switch (expression.kind) {
    case 'template':
      return template(expression, scope, at);
    case 'variable':
      return variable(expression, scope, placeIn(scope, use));
    case 'get-attr':
      return getAttribute(expression, scope, use);
    case 'index':
      return index(expression, scope, use);
    case 'splat':
      return splat(expression, scope, use);
    case 'object':
      return object(expression, scope, at);
    case 'tuple':
      return { kind: 'list', of: 'tuple', at, items: expression.items.map(item => evaluate(item, scope)) };
    case 'call':
      return callFunction(expression, scope, at, evaluate);
    case 'conditional':
      return conditional(expression, scope, at);
    case 'for':
      return forExpression(expression, scope, at);
    case 'binary':
      return binary(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope), scope.work, at);
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope), scope.work, at);
    case 'parentheses':
      return evaluateLazily(expression.inner, scope, use === expression ? expression.inner : use);
    case 'number':
      return readNumber(expression.text, at) ?? overLimit('a number of this size', at);
    case 'bool':
      return { kind: 'bool', value: expression.value, at };
    case 'null':
      return { kind: 'null', at };
    case 'missing':
      return unknownData({ code: 'syntax', what: 'an expression is missing here', at }, at);
  }
}

function variable({ name }: Variable, scope: Scope, use: Place): Data | Lazy {
  return scope.variable(name, use) ?? failure(scope.work, `nothing here is called ${name}`, use);
}

function getAttribute({ on, name }: GetAttr, scope: Scope, use: Expression): Data | Lazy {
  const value = evaluateLazily(on, scope, use);
  return attributeOf(value, name.name, scope, placeIn(scope, use));
}

/** `value.name`. */
function attributeOf(value: Data | Lazy, name: string, scope: Scope, use: Place): Data | Lazy {
  switch (value.kind) {
    case 'lazy':
      return value.attribute(name, use);
    case 'unknown':
      return memberOfUnknown(value, `.${name}`, use);
    case 'map': {
      const entry = value.entries.get(name);
      if (entry) return partOf(value, entry.value);
      const open = whyKeys(value);
      if (open) return memberOfUnknown(unknownData(open, value.at, value.via), `.${name}`, use);
      return failure(scope.work, `there is no "${name}" in it`, use);
    }
    default:
      return failure(scope.work, `${value.kind} has no attributes`, use);
  }
}

/** A member of something that only the cloud knows has a name of its own: `infra#aws_iam_role.deploy` and `.arn`. */
function memberOfUnknown(value: Data & { kind: 'unknown' }, step: string, use: Place): Data {
  const why: Why =
    value.why.code === 'reference' && value.why.what.includes('#') ? { ...value.why, what: value.why.what + step } : value.why;
  return unknownData(why, use, value.via);
}

function index({ on, key }: Index, scope: Scope, use: Expression): Data | Lazy {
  const value = evaluateLazily(on, scope, use);
  return itemOf(value, evaluate(key, scope), scope, placeIn(scope, use));
}

/** `value[key]`. */
function itemOf(value: Data | Lazy, key: Data, scope: Scope, use: Place): Data | Lazy {
  const { work } = scope;
  if (value.kind === 'lazy') return value.item(key, use);
  if (value.kind === 'unknown') return memberOfUnknown(value, key.kind === 'number' ? `[${key.value}]` : '[…]', use);
  if (key.kind === 'null') return failure(work, 'the key is null', use);
  const why = key.kind === 'unknown' ? key.why : key.kind === 'string' ? holeIn(key) : undefined;
  if (why) return unknownData(why, use);
  if (value.kind === 'list' && value.of !== 'set') {
    const number = convert(key, 'number', work, use);
    if (number.kind !== 'number') return number;
    const item = Number.isInteger(number.value) && number.value >= 0 ? value.items[number.value] : undefined;
    if (item) return partOf(value, item);
    return value.open ? unknownData(value.open, use, value.via) : failure(work, `there is no item ${number.value} in it`, use);
  }
  if (value.kind === 'map') {
    const name = convert(key, 'string', work, use);
    return name.kind === 'string' ? attributeOf(value, name.value, scope, use) : name;
  }
  return failure(work, `${value.kind === 'list' ? 'a set' : value.kind} has no items to choose by a key`, use);
}

function splat({ on, each }: Splat, scope: Scope, use: Expression): Data {
  const source = evaluateLazily(on, scope, use);
  const at = placeIn(scope, use);
  if (source.kind === 'null') return { kind: 'list', of: 'tuple', items: [], at };
  const apply = (item: Data | Lazy): Data => settled(evaluateLazily(each, withNames(scope, { '': item }), use), at);
  const many = source.kind === 'lazy' ? source.entries(at) !== undefined : source.kind === 'list' || source.kind === 'unknown';
  if (!many) return { kind: 'list', of: 'tuple', items: [apply(source)], at };
  const { entries, open } = entriesOf(source, at) ?? { entries: [] };
  const list = listOf(
    entries.map(([, item]) => apply(item)),
    at,
    open,
  );
  const typed = source.kind === 'list' && (source.of === 'list' || source.of === 'set');
  return typed ? { ...list, of: 'list' } : list;
}

/** `open`: a value that stands for items that are not known. */
function listOf(items: Data[], at: Place, open?: Data): ListData {
  return { kind: 'list', of: 'tuple', items, at, ...(open?.kind === 'unknown' ? { open: open.why } : {}) };
}

function object({ entries }: ObjectConstructor, scope: Scope, at: Place): Data {
  const map = new Map<string, MapEntry>();
  let open: Why | undefined;
  for (const { key, value } of entries) {
    const name =
      key.kind === 'variable' ? { text: key.name, at: placeIn(scope, key) } : keyText(evaluate(key, scope), scope, placeIn(scope, key));
    if ('why' in name) open ??= name.why;
    else map.set(name.text, { key: name.at, value: evaluate(value, scope) });
  }
  return { kind: 'map', of: 'object', entries: map, at, ...(open ? { open } : {}) };
}

/** What a key of an object means, partly known as it may be, or why nothing is known of it. */
function keyText(data: Data, scope: Scope, use: Place): { text: string; at: Place } | { why: Why } {
  const key = convert(data, 'string', scope.work, use);
  if (key.kind === 'string') {
    const why = key.value === hole ? holeIn(key) : undefined;
    return why ? { why } : { text: key.value, at: key.at };
  }
  if (key.kind === 'unknown') return { why: key.why };
  scope.work.failures++;
  return { why: { code: 'syntax', what: 'a key can not be null', at: use } };
}

function conditional({ condition, then, else: otherwise }: Conditional, scope: Scope, at: Place): Data {
  const { work } = scope;
  const test = convert(evaluate(condition, scope), 'bool', work, at);
  if (test.kind !== 'bool') {
    const { failures } = work;
    const [yes, no] = [evaluate(then, scope), evaluate(otherwise, scope)];
    work.failures = failures + Number(test.kind === 'null');
    return eitherOf(test.kind === 'unknown' ? test.why : { code: 'syntax', what: 'the condition is null', at }, yes, no, at);
  }
  const [chosen, other] = test.value ? [then, otherwise] : [otherwise, then];
  const value = evaluate(chosen, scope);
  // The branch that is not taken has a say in the type only, and its errors do not count.
  const { failures } = work;
  const type = unify([typeOf(value), typeOf(evaluate(other, scope))]);
  work.failures = failures;
  if (type === undefined) {
    // Terraform would refuse; what is meant is plain all the same.
    work.failures++;
    return value;
  }
  return value.kind === 'unknown' ? value : convert(value, type, work, at);
}

/** Where the condition is not known: what both branches agree on. Of two lists, at least a list. */
function eitherOf(why: Why, yes: Data, no: Data, at: Place): Data {
  if (sameData(yes, no)) return yes;
  if (yes.kind === 'list' && no.kind === 'list') return { kind: 'list', of: 'list', items: [], at, open: why };
  return unknownData(why, at);
}

function forExpression(node: For, scope: Scope, at: Place): Data {
  const { work } = scope;
  const source = evaluateLazily(node.collection, scope);
  const over = entriesOf(source, at);
  if (!over) return failure(work, 'a for goes over a list, a set or a map', at);
  if (over.entries.length === 0 && !over.open && failsOverNothing(node, scope, at)) return failure(work, 'the for fails over whatever', at);
  const results: { key?: Data; value: Data }[] = [];
  let open: Why | undefined = over.open?.kind === 'unknown' ? over.open.why : undefined;
  for (const [key, item] of over.entries) {
    if (results.length >= mostItems || work.left < 0) {
      open ??= { code: 'limit', what: `more than ${mostItems} items`, at };
      break;
    }
    const inner = withNames(scope, { ...(node.keyName ? { [node.keyName.name]: key } : {}), [node.valueName.name]: item });
    if (node.condition) {
      const wanted = convert(evaluate(node.condition, inner), 'bool', work, at);
      if (wanted.kind !== 'bool') {
        if (wanted.kind === 'null') work.failures++;
        open ??= wanted.kind === 'unknown' ? wanted.why : { code: 'syntax', what: 'the condition is null', at };
        continue;
      }
      if (!wanted.value) continue;
    }
    results.push(
      node.key ? { key: evaluate(node.key, inner), value: evaluate(node.value, inner) } : { value: evaluate(node.value, inner) },
    );
  }
  const opened = open ? { open } : {};
  if (!node.key) return { kind: 'list', of: 'tuple', items: results.map(({ value }) => value), at, ...opened };
  return forObject(node, results, scope, at, open);
}

/** Terraform tries the condition and the key of a for with something unknown before it begins; also where there is nothing to go over. */
function failsOverNothing(node: For, scope: Scope, at: Place): boolean {
  const { work } = scope;
  const { failures } = work;
  const any = unknownData({ code: 'dynamic', what: 'an item of a for', at }, at);
  const inner = withNames(scope, { ...(node.keyName ? { [node.keyName.name]: any } : {}), [node.valueName.name]: any });
  for (const tried of [node.condition, node.key]) if (tried) evaluate(tried, inner);
  const fails = work.failures > failures;
  work.failures = failures;
  return fails;
}

function forObject(node: For, results: { key?: Data; value: Data }[], scope: Scope, at: Place, open: Why | undefined): MapData {
  const entries = new Map<string, MapEntry>();
  for (const { key, value } of results) {
    const name = keyText(key!, scope, placeIn(scope, node.key!));
    if ('why' in name) {
      open ??= name.why;
      continue;
    }
    const entry = entries.get(name.text);
    if (node.group && entry?.value.kind === 'list') entry.value.items.push(value);
    else if (node.group) entries.set(name.text, { key: name.at, value: { kind: 'list', of: 'tuple', items: [value], at } });
    else {
      if (entry) scope.work.failures++;
      entries.set(name.text, { key: name.at, value });
    }
  }
  return { kind: 'map', of: 'object', entries, at, ...(open ? { open } : {}) };
}

function template({ parts, heredoc }: Template, scope: Scope, at: Place): Data {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return evaluate(only.value, scope);
  const inside = contentPlace(parts, scope, at, heredoc !== undefined);
  const pieces: StringData[] = [];
  const failed = renderParts(parts, scope, inside, pieces);
  if (failed) return failed;
  if (pieces.length === 1 && only?.kind === 'literal') return pieces[0]!;
  return joinTexts(pieces, inside);
}

/** Without the quotes; of a heredoc, without its markers. */
function contentPlace(parts: TemplatePart[], scope: Scope, at: Place, heredoc: boolean): Place {
  if (parts.length === 0) return at;
  // Template files have no quotes either.
  if (heredoc || parts[0]!.start === at.start) return placeIn(scope, { start: parts[0]!.start, end: parts.at(-1)!.end });
  return { ...at, start: at.start + 1, end: Math.max(at.start + 1, at.end - 1) };
}

/** Adds the texts of the parts; gives back what is wrong with the whole, if anything is. */
function renderParts(parts: TemplatePart[], scope: Scope, at: Place, pieces: StringData[]): Data | undefined {
  let length = 0;
  for (const part of parts) {
    const from = pieces.length;
    const failed = renderPart(part, scope, at, pieces);
    if (failed) return failed;
    for (let index = from; index < pieces.length; index++) length += pieces[index]!.value.length;
    if (length > longestText || pieces.length > mostItems) return overLimit('a text of this length', at);
  }
  scope.work.left -= length >> 10;
  return undefined;
}

function renderPart(part: TemplatePart, scope: Scope, at: Place, pieces: StringData[]): Data | undefined {
  switch (part.kind) {
    case 'literal':
      pieces.push(literal(part.text, part.runs, placeIn(scope, part)));
      return undefined;
    case 'interpolation':
      pieces.push(interpolated(evaluate(part.value, scope), scope, placeIn(scope, part.value)));
      return undefined;
    case 'if': {
      const test = convert(evaluate(part.condition, scope), 'bool', scope.work, placeIn(scope, part.condition));
      if (test.kind === 'bool') return renderParts(test.value ? part.then : part.else, scope, at, pieces);
      pieces.push(holeText(test.kind === 'unknown' ? test.why : { code: 'syntax', what: 'the condition is null' }, placeIn(scope, part)));
      return undefined;
    }
    case 'for-directive':
      return renderFor(part, scope, at, pieces);
  }
}

function renderFor(
  part: Extract<TemplatePart, { kind: 'for-directive' }>,
  scope: Scope,
  at: Place,
  pieces: StringData[],
): Data | undefined {
  const over = entriesOf(evaluateLazily(part.collection, scope), at);
  if (!over) return failure(scope.work, 'a for goes over a list, a set or a map', placeIn(scope, part.collection));
  for (const [key, item] of over.entries) {
    const inner = withNames(scope, { ...(part.keyName ? { [part.keyName.name]: key } : {}), [part.valueName.name]: item });
    const failed = renderParts(part.parts, inner, at, pieces);
    if (failed) return failed;
    if (--scope.work.left < 0 || pieces.length > mostItems) return overLimit('a template of this length', at);
  }
  if (over.open?.kind === 'unknown') pieces.push(holeText(over.open.why, placeIn(scope, part)));
  return undefined;
}

function literal(text: string, runs: Extract<TemplatePart, { kind: 'literal' }>['runs'], at: Place): StringData {
  const normal = text.normalize('NFC');
  if (normal !== text) return { ...madeText(normal, at), at };
  const [run] = runs;
  const straight = runs.length === 1 && run && run.innerLength === run.outerLength && run.innerLength === text.length;
  if (straight) return { kind: 'string', value: text, at: { ...at, start: run.outer, end: run.outer + run.outerLength } };
  return { kind: 'string', value: text, at, parts: text === '' ? [] : [{ start: 0, end: text.length, from: { at, map: runs } }] };
}

/** What `${ }` writes: the text of a string, number or bool; a hole for what is not known. */
function interpolated(data: Data, scope: Scope, at: Place): StringData {
  const text = convert(data, 'string' satisfies Type, scope.work, at);
  if (text.kind === 'string') return text;
  if (text.kind === 'unknown') return holeText(text.why.at ? text.why : { ...text.why, at: text.at }, at);
  scope.work.failures++;
  return holeText({ code: 'syntax', what: 'null can not be written into a text', at }, at);
}
