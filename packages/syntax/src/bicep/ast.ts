import type { PositionMap } from '../position-map.ts';

/**
 * Bicep as a tree. Offsets are UTF-16 code units of the file; `end` is the first one outside. The expressions in ARM templates
 * (`[concat(…)]`) are trees of the same nodes. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export interface Span {
  start: number;
  end: number;
}

export interface SyntaxFault extends Span {
  message: string;
}

export interface BicepFile {
  statements: Statement[];
  faults: SyntaxFault[];
}

export interface Identifier extends Span {
  name: string;
}

export type Statement =
  | Declared
  | Resource
  | Module
  | Func
  | Imported
  /** `using 'main.bicep'` of a file of parameters; `extends`; `targetScope = 'subscription'`. */
  | (Span & { kind: 'using' | 'extends' | 'targetScope'; value: Expression });

interface Decorated extends Span {
  decorators: Expression[];
  id: Identifier;
}

/** `type` is only a range: idlint looks at values. `value` is left out where a parameter has no default. */
export interface Declared extends Decorated {
  kind: 'param' | 'var' | 'output' | 'metadata' | 'type' | 'assert' | 'extension';
  type?: Span;
  value?: Expression;
}

export interface Resource extends Decorated {
  kind: 'resource';
  type: Text;
  existing: boolean;
  /** An object, `if (…) {…}`, or `[for … : …]`. */
  value: Expression;
}

export interface Module extends Decorated {
  kind: 'module';
  path: Text;
  value: Expression;
}

export interface Func extends Decorated {
  kind: 'func';
  parameters: string[];
  value: Expression;
}

/** `import { a, b as c } from 'x.bicep'`, `import * as x from 'x.bicep'`. */
export interface Imported extends Span {
  kind: 'import';
  path: Text | undefined;
  names: { name: string; as: Identifier }[];
  all: Identifier | undefined;
}

export type Expression =
  | Text
  | NumberNode
  | Word
  | Variable
  | Member
  | Item
  | Call
  | Unary
  | Binary
  | Conditional
  | ArrayNode
  | ObjectNode
  | For
  | If
  | Lambda
  | Nested
  | Invalid;

/** A string: what is written, and the expressions between. */
export interface Text extends Span {
  kind: 'string';
  parts: (Piece | Expression)[];
}

/** Characters of a string as they are meant; `runs` say which characters of the file each of them is, left out where they are the same. */
export interface Piece extends Span {
  kind: 'text';
  value: string;
  runs?: PositionMap;
}

export interface NumberNode extends Span {
  kind: 'number';
  value: number;
}

export interface Word extends Span {
  kind: 'word';
  value: true | false | null;
}

export interface Variable extends Span {
  kind: 'name';
  name: string;
}

/** `of.name`, `of.?name`. */
export interface Member extends Span {
  kind: 'member';
  of: Expression;
  id: Identifier;
  safe: boolean;
}

/** `of[index]`, `of[?index]`, `of[^index]`. */
export interface Item extends Span {
  kind: 'item';
  of: Expression;
  index: Expression;
  safe: boolean;
  fromEnd: boolean;
}

/** `name(…)`, `of.name(…)`. */
export interface Call extends Span {
  kind: 'call';
  of: Expression | undefined;
  id: Identifier;
  arguments: Expression[];
}

export interface Unary extends Span {
  kind: 'unary';
  operator: '!' | '-';
  of: Expression;
}

export type BinaryOperator = '??' | '||' | '&&' | '==' | '!=' | '=~' | '!~' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary extends Span {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}

export interface Conditional extends Span {
  kind: 'conditional';
  condition: Expression;
  yes: Expression;
  no: Expression;
}

export interface ArrayNode extends Span {
  kind: 'array';
  items: (Expression | Spread)[];
  /** Something in it could not be read. */
  broken: boolean;
}

export interface Spread extends Span {
  kind: 'spread';
  of: Expression;
}

export interface ObjectNode extends Span {
  kind: 'object';
  entries: (Property | Spread)[];
  /** Resources that are declared inside of a resource. */
  resources: Resource[];
  broken: boolean;
}

export interface Property extends Span {
  kind: 'property';
  key: Text | (Identifier & { kind: 'key' });
  value: Expression;
}

/** `[for (item, index) in of: value]`. */
export interface For extends Span {
  kind: 'for';
  item: string;
  index: string | undefined;
  of: Expression;
  value: Expression;
}

/** `if (condition) value`: of a resource, or of what a `for` makes. */
export interface If extends Span {
  kind: 'if';
  condition: Expression;
  value: Expression;
}

export interface Lambda extends Span {
  kind: 'lambda';
  parameters: string[];
  value: Expression;
}

/** `of::name`: a resource declared inside of another. */
export interface Nested extends Span {
  kind: 'nested';
  of: Expression;
  id: Identifier;
}

export interface Invalid extends Span {
  kind: 'invalid';
}
