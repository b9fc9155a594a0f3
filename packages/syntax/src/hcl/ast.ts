import type { PositionMap } from '../position-map.ts';

/**
 * The tree of HCL native syntax (hashicorp/hcl, hclsyntax/spec.md). Offsets are UTF-16 code units, counted from the start of the
 * top-level item (the segment) that the node is in, so that a block that did not change is equal after the lines above it moved.
 */
export interface Node {
  start: number;
  end: number;
}

/** `aws_iam_role`, `depends-on`: letters, digits, `_` and `-`. */
export interface Identifier extends Node {
  name: string;
}

export interface Attribute extends Node {
  kind: 'attribute';
  name: Identifier;
  /** A `missing` expression where the text breaks off (`x =`). */
  value: Expression;
}

/** A label is an identifier or a quoted string without interpolation; `name` is the string it means. */
export interface Block extends Node {
  kind: 'block';
  type: Identifier;
  labels: Identifier[];
  body: Body;
}

/** In the order they are written. `start` and `end` are inside the braces. */
export interface Body extends Node {
  items: (Attribute | Block)[];
}

/** `offset`: where the item starts in the document now. `name` is unique in the file: `resource.aws_iam_role.deploy`, `locals`, `locals~2`. */
export interface Segment {
  name: string;
  offset: number;
  item: Attribute | Block;
}

/** In document offsets. `message` says what was expected, as to a person. */
export interface SyntaxFault extends Node {
  message: string;
}

export interface HclFile {
  segments: Segment[];
  faults: SyntaxFault[];
}

export type Expression =
  | NumberLiteral
  | BoolLiteral
  | NullLiteral
  | Template
  | Tuple
  | ObjectConstructor
  | Variable
  | Call
  | For
  | GetAttr
  | Index
  | Splat
  | Unary
  | Binary
  | Conditional
  | Parenthesised
  | Missing;

export interface NumberLiteral extends Node {
  kind: 'number';
  /** As written: HCL's numbers are wider than JavaScript's. */
  text: string;
}
export interface BoolLiteral extends Node {
  kind: 'bool';
  value: boolean;
}
export interface NullLiteral extends Node {
  kind: 'null';
}

/**
 * A quoted string, a heredoc, or the text of a template file. A string without interpolation has one literal part, or none when empty.
 * Where the only part is an interpolation, the template is its value, whatever the type; a literal that `~` trimmed to nothing stays,
 * because `" ${~ a }"` is a string. What could not be read is an interpolation of a `missing` expression.
 */
export interface Template extends Node {
  kind: 'template';
  parts: TemplatePart[];
  /** `flush` for `<<-`, whose common indentation is already taken out of the parts. */
  heredoc?: { marker: string; flush: boolean };
}
export type TemplatePart = TemplateLiteral | Interpolation | TemplateIf | TemplateFor;
/**
 * `text` is what it means, escapes resolved; `runs` tells where each of its characters stands, in the segment's offsets. It is not brought
 * into Unicode's normal form C, as Terraform brings all strings.
 */
export interface TemplateLiteral extends Node {
  kind: 'literal';
  text: string;
  runs: PositionMap;
}
/** `${ value }`; `~` markers have already trimmed the neighbouring literals. */
export interface Interpolation extends Node {
  kind: 'interpolation';
  value: Expression;
}
export interface TemplateIf extends Node {
  kind: 'if';
  condition: Expression;
  then: TemplatePart[];
  else: TemplatePart[];
}
export interface TemplateFor extends Node {
  kind: 'for-directive';
  keyName?: Identifier;
  valueName: Identifier;
  collection: Expression;
  parts: TemplatePart[];
}

export interface Tuple extends Node {
  kind: 'tuple';
  items: Expression[];
}
/** A key that is a bare identifier is a `variable` with `bareKey` semantics: it means its own name. `(x)` is a parenthesised expression. */
export interface ObjectConstructor extends Node {
  kind: 'object';
  entries: { key: Expression; value: Expression }[];
}
export interface Variable extends Node {
  kind: 'variable';
  name: string;
}
/** `name` with its namespaces: `provider::aws::arn_parse`. */
export interface Call extends Node {
  kind: 'call';
  name: Identifier;
  args: Expression[];
  /** The last argument is followed by `...`. */
  expand: boolean;
}
/** `[for k, v in c : value if cond]` or `{for k, v in c : key => value... if cond}`. */
export interface For extends Node {
  kind: 'for';
  keyName?: Identifier;
  valueName: Identifier;
  collection: Expression;
  key?: Expression;
  value: Expression;
  condition?: Expression;
  group: boolean;
}
export interface GetAttr extends Node {
  kind: 'get-attr';
  on: Expression;
  name: Identifier;
}
/** `a[0]`, `a["k"]`, and the legacy `a.0`. */
export interface Index extends Node {
  kind: 'index';
  on: Expression;
  key: Expression;
}
/** `a.*.b` (attribute only) or `a[*].b` (full). `each` is applied to every item; the item itself is a `variable` with the empty name. */
export interface Splat extends Node {
  kind: 'splat';
  on: Expression;
  each: Expression;
  full: boolean;
}
export interface Unary extends Node {
  kind: 'unary';
  operator: '-' | '!';
  operand: Expression;
}
export interface Binary extends Node {
  kind: 'binary';
  operator: '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '&&' | '||';
  left: Expression;
  right: Expression;
}
export interface Conditional extends Node {
  kind: 'conditional';
  condition: Expression;
  then: Expression;
  else: Expression;
}
export interface Parenthesised extends Node {
  kind: 'parentheses';
  inner: Expression;
}
/**
 * Where an expression should stand and does not: half-typed text. Evaluates to unknown. Lists, objects and calls that break off end with
 * one, so that nobody takes what was read of them for the whole.
 */
export interface Missing extends Node {
  kind: 'missing';
}
