/** The tree of a template. Offsets are UTF-16 code units of the text that was parsed. https://pkg.go.dev/text/template/parse */
interface Span {
  start: number;
  end: number;
}

export type Node = TextNode | ActionNode | IfNode | RangeNode | TemplateNode | BreakNode;

/** Text to be copied, what is trimmed at its ends left out. */
export interface TextNode extends Span {
  kind: 'text';
}
export interface ActionNode extends Span {
  kind: 'action';
  pipe: Pipe;
}
/** `if` and `with`; `start` and `end` are of the opening action. */
export interface IfNode extends Span {
  kind: 'if' | 'with';
  pipe: Pipe;
  then: Node[];
  otherwise?: Node[];
}
export interface RangeNode extends Span {
  kind: 'range';
  pipe: Pipe;
  body: Node[];
  otherwise?: Node[];
}
export interface TemplateNode extends Span {
  kind: 'template';
  name: string;
  pipe?: Pipe;
}
export interface BreakNode extends Span {
  kind: 'break' | 'continue';
}

export interface Pipe extends Span {
  /** `$x := …`, `$i, $x := …`; `assigns`: with `=`. */
  variables: string[];
  assigns: boolean;
  commands: Command[];
}
export interface Command extends Span {
  args: Operand[];
}

export type Operand =
  | (Span & { kind: 'dot' | 'nil' })
  | (Span & { kind: 'bool'; value: boolean })
  | (Span & { kind: 'number'; value: number; float: boolean })
  | (Span & { kind: 'string'; value: string })
  | (Span & { kind: 'function'; name: string })
  /** `.a.b` of the dot. */
  | (Span & { kind: 'field'; path: string[] })
  /** `$x.a.b`; the name with its dollar sign. */
  | (Span & { kind: 'variable'; name: string; path: string[] })
  /** `(pipe).a.b`. */
  | (Span & { kind: 'chain'; of: Operand; path: string[] })
  | (Span & { kind: 'pipe'; pipe: Pipe });

/** What a template text says: its own body, what it defines, and the first thing that is wrong with it. */
export interface Parsed {
  body: Node[];
  defines: { name: string; body: Node[] }[];
  fault?: { at: number; message: string };
}
