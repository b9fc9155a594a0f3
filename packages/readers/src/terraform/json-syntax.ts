import { compose, outerRange, type PositionMap } from '@idlint/syntax';
import {
  type Attribute,
  type Block,
  type Expression,
  type HclFile,
  type Identifier,
  parseExpression,
  parseTemplate,
  type Segment,
} from '@idlint/syntax/hcl';
import { type JsonNode, type JsonObject, type JsonString, parseJson } from '@idlint/syntax/json';

/**
 * Terraform's JSON syntax as the tree of the native one: strings are templates, blocks are objects under their labels.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function parseJsonSyntax(text: string, of: 'values' | 'configuration'): HclFile {
  const { root, faults } = parseJson(text);
  const segments: Segment[] = [];
  if (root?.kind === 'object') {
    for (const member of root.members) {
      if (of === 'values') segments.push(valueSegment(member));
      else segments.push(...blocksOf(member));
    }
  }
  const names = new Map<string, number>();
  for (const segment of segments) {
    const count = (names.get(segment.name) ?? 0) + 1;
    names.set(segment.name, count);
    if (count > 1) segment.name = `${segment.name}~${count}`;
  }
  return { segments, faults: faults.map(({ start, end, message }) => ({ start, end, message })) };
}

type Member = JsonObject['members'][number];

/** How many labels each type of block has. */
const labelled: Record<string, number> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

function valueSegment({ key, value }: Member): Segment {
  const base = key.start;
  const item: Attribute = { kind: 'attribute', name: identifier(key, base), value: literal(value, base), start: 0, end: value.end - base };
  return { name: key.value, offset: base, item };
}

function* blocksOf({ key, value }: Member): Generator<Segment> {
  const labels = labelled[key.value];
  if (labels === undefined) return;
  for (const [path, body] of under(value, labels)) {
    const at = path.at(-1) ?? key;
    const base = at.start;
    // Labels above the last one are written elsewhere; they only say what the block is.
    const above = (name: string): Identifier => ({ name, start: 0, end: 0 });
    const names = path.map((label, index) => (index === path.length - 1 ? identifier(label, base) : above(label.value)));
    const block: Block = {
      kind: 'block',
      type: path.length > 0 ? above(key.value) : identifier(key, base),
      labels: names,
      body: { start: body.start - base, end: body.end - base, items: itemsOf(body, base, key.value === 'variable') },
      start: 0,
      end: body.end - base,
    };
    yield { name: [key.value, ...path.map(label => label.value)].join('.'), offset: base, item: block };
  }
}

/** The bodies so many labels below; an array holds several. */
function* under(node: JsonNode, labels: number): Generator<[path: JsonString[], body: JsonObject]> {
  if (node.kind === 'array') for (const item of node.items) yield* under(item, labels);
  if (node.kind !== 'object') return;
  if (labels === 0) yield [[], node];
  else for (const { key, value } of node.members) for (const [path, body] of under(value, labels - 1)) yield [[key, ...path], body];
}

function itemsOf(body: JsonObject, base: number, variable: boolean): (Attribute | Block)[] {
  return body.members.flatMap(({ key, value }): (Attribute | Block)[] => {
    if (key.value === '//') return [];
    if (key.value === 'dynamic') return dynamicBlocks(value, base);
    // A variable's default is a value; its type is an expression that stands in a string.
    const written =
      variable && key.value === 'type' && value.kind === 'string'
        ? moved(parseExpression(value.value).expression, value, base)
        : variable
          ? literal(value, base)
          : expression(value, base);
    return [{ kind: 'attribute', name: identifier(key, base), value: written, start: key.start - base, end: value.end - base }];
  });
}

function dynamicBlocks(node: JsonNode, base: number): Block[] {
  return [...under(node, 1)].map(([path, body]): Block => {
    const items = body.members.flatMap(({ key, value }): (Attribute | Block)[] => {
      if (key.value !== 'content') return itemsOf({ ...body, members: [{ key, value }] }, base, false);
      return [...under(value, 0)].map(([, inner]) => blockAt(identifier(key, base), [], inner, base));
    });
    const type = path[0]!;
    const block = blockAt({ name: 'dynamic', start: type.start - base, end: type.end - base }, [identifier(type, base)], body, base);
    return { ...block, body: { ...block.body, items } };
  });
}

const blockAt = (type: Identifier, labels: Identifier[], body: JsonObject, base: number): Block => ({
  kind: 'block',
  type,
  labels,
  body: { start: body.start - base, end: body.end - base, items: itemsOf(body, base, false) },
  start: type.start,
  end: body.end - base,
});

const identifier = ({ value, start, end }: JsonString, base: number): Identifier => ({ name: value, start: start - base, end: end - base });

/** Every string is a template. */
function expression(node: JsonNode, base: number): Expression {
  if (node.kind !== 'string') return structure(node, base, expression);
  const parsed = parseTemplate(node.value).expression;
  const template = moved(parsed, node, base);
  // As a quoted string: the place of a template is that of its quotes.
  return template.kind === 'template' ? { ...template, start: node.start - 1 - base, end: node.end + 1 - base } : template;
}

/** Strings are only strings: `$` and `%` mean nothing. */
function literal(node: JsonNode, base: number): Expression {
  if (node.kind !== 'string') return structure(node, base, literal);
  const [start, end] = [node.start - base, node.end - base];
  const runs = runsOf(node).map(run => ({ ...run, outer: run.outer - base }));
  const parts = node.value === '' ? [] : [{ kind: 'literal' as const, text: node.value, runs, start, end }];
  return { kind: 'template', parts, start: start - 1, end: end + 1 };
}

function structure(node: Exclude<JsonNode, JsonString>, base: number, inner: (node: JsonNode, base: number) => Expression): Expression {
  const at = { start: node.start - base, end: node.end - base };
  switch (node.kind) {
    case 'number':
      return { kind: 'number', text: node.text, ...at };
    case 'word':
      return node.value === null ? { kind: 'null', ...at } : { kind: 'bool', value: node.value, ...at };
    case 'array':
      return { kind: 'tuple', items: node.items.map(item => inner(item, base)), ...at };
    case 'object':
      return {
        kind: 'object',
        entries: node.members.map(({ key, value }) => ({ key: inner(key, base), value: inner(value, base) })),
        ...at,
      };
    case 'invalid':
      return { kind: 'missing', ...at };
  }
}

const runsOf = (node: JsonString): PositionMap => {
  const { length } = node.value;
  return node.runs ?? [{ inner: 0, innerLength: length, outer: node.start, outerLength: length }];
};

/** A tree that was parsed from a string's value, with the offsets of the file. */
function moved<E extends Expression>(tree: E, node: JsonString, base: number): E {
  const map = runsOf(node).map(run => ({ ...run, outer: run.outer - base }));
  return map.length === 1 && map[0]!.innerLength === map[0]!.outerLength ? shifted(tree, map[0]!.outer, undefined) : shifted(tree, 0, map);
}

/** Plain data throughout: every node's offsets, and the runs of its literals. */
function shifted<T>(value: T, by: number, map: PositionMap | undefined): T {
  if (Array.isArray(value)) return value.map(item => shifted(item, by, map)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value))
    copy[key] = key === 'runs' ? movedRuns(inner as PositionMap, by, map) : shifted(inner, by, map);
  if (typeof copy.start === 'number' && typeof copy.end === 'number') {
    const range = map ? outerRange(map, copy.start, copy.end) : { start: copy.start + by, end: copy.end + by };
    copy.start = range.start;
    copy.end = range.end;
  }
  return copy as T;
}

const movedRuns = (runs: PositionMap, by: number, map: PositionMap | undefined): PositionMap =>
  map ? compose(map, runs) : runs.map(run => ({ ...run, outer: run.outer + by }));
