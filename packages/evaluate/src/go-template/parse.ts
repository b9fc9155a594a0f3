import type { Command, IfNode, Node, Operand, Parsed, Pipe, RangeNode } from './ast.ts';
import { SyntaxFault, type Token, tokensOf } from './lexer.ts';

/** Actions and parentheses that nest deeper than this are no template that a person keeps. */
const deepest = 200;

/** Reads a template as Go does. What stands after the first fault is left out; never throws. */
export function parseTemplate(text: string): Parsed {
  const parser = new Parser(text);
  try {
    const body = parser.list();
    return { body, defines: parser.defines };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { body: [], defines: parser.defines, fault: { at: error.at, message: error.message } };
  }
}

/** What ends a list of nodes. */
interface Ending {
  word: 'end' | 'else';
  tokens: Token[];
  start: number;
  end: number;
}

const trimmed = (text: string, from: number, to: number): number => {
  let at = to;
  while (at > from && ' \t\r\n'.includes(text[at - 1]!)) at--;
  return at;
};

class Parser {
  readonly defines: Parsed['defines'] = [];
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #loops = 0;
  /** The variables that are in scope. */
  #variables = ['$'];
  #ending: Ending | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The whole template. */
  list(): Node[] {
    const nodes = this.#nodes();
    if (this.#ending) throw new SyntaxFault(this.#ending.start, `an unexpected {{${this.#ending.word}}}`);
    return nodes;
  }

  /** Up to the action that ends the list, which `#ending` then is; undefined at the end of the text. */
  #nodes(): Node[] {
    if (++this.#depth > deepest) throw new SyntaxFault(this.#at, 'nested too deeply');
    const nodes: Node[] = [];
    this.#ending = undefined;
    while (!this.#ending) {
      const open = this.#text.indexOf('{{', this.#at);
      const until = open < 0 ? this.#text.length : open;
      const trims = open >= 0 && this.#text[open + 2] === '-' && ' \t\r\n'.includes(this.#text[open + 3] ?? '');
      const end = trims ? trimmed(this.#text, this.#at, until) : until;
      if (end > this.#at) nodes.push({ kind: 'text', start: this.#at, end });
      if (open < 0) {
        this.#at = this.#text.length;
        break;
      }
      this.#action(open, open + (trims ? 3 : 2), nodes);
    }
    this.#depth--;
    return nodes;
  }

  #action(open: number, from: number, nodes: Node[]): void {
    const comment = /^[ \t\r\n]*\/\*/.exec(this.#text.slice(from, from + 64))?.[0];
    if (comment) {
      const close = this.#text.indexOf('*/', from + comment.length);
      const end = close < 0 ? undefined : /^(?:[ \t\r\n]+-)?\}\}/.exec(this.#text.slice(close + 2, close + 64))?.[0];
      if (end === undefined) throw new SyntaxFault(open, 'a comment that is not closed');
      this.#after(close + 2 + end.length, end.length > 2);
      return;
    }
    const { tokens, end: close } = tokensOf(this.#text, from);
    const trims = this.#text[close] === '-';
    const end = close + (trims ? 3 : 2);
    this.#after(end, trims);
    const words = tokens.filter(({ kind }) => kind !== 'space');
    const [first] = words;
    const keyword = first?.kind === 'identifier' ? first.text : '';
    const rest = tokens.slice(tokens.indexOf(first!) + 1);
    const span = { start: open, end };
    switch (keyword) {
      case 'end':
      case 'else':
        this.#ending = { word: keyword, tokens: rest, ...span };
        return;
      case 'if':
      case 'with':
        nodes.push(this.#branch(keyword, rest, span));
        return;
      case 'range':
        nodes.push(this.#range(rest, span));
        return;
      case 'break':
      case 'continue':
        if (words.length > 1) break;
        if (this.#loops === 0) throw new SyntaxFault(open, `{{${keyword}}} outside of a range`);
        nodes.push({ kind: keyword, ...span });
        return;
      case 'define':
        this.#define(words, span);
        return;
      case 'block':
      case 'template':
        this.#template(keyword, rest, span, nodes);
        return;
    }
    nodes.push({ kind: 'action', pipe: this.#pipe(tokens, span), ...span });
  }

  #after(end: number, trims: boolean): void {
    this.#at = end;
    if (trims) while (this.#at < this.#text.length && ' \t\r\n'.includes(this.#text[this.#at]!)) this.#at++;
  }

  #branch(kind: 'if' | 'with', tokens: Token[], span: { start: number; end: number }): IfNode {
    const scope = this.#variables.length;
    const pipe = this.#pipe(tokens, span);
    const then = this.#nodes();
    const otherwise = this.#otherwise(kind, span);
    this.#variables.length = scope;
    return { kind, pipe, then, ...(otherwise ? { otherwise } : {}), ...span };
  }

  #range(tokens: Token[], span: { start: number; end: number }): RangeNode {
    const scope = this.#variables.length;
    const pipe = this.#pipe(tokens, span, true);
    this.#loops++;
    const body = this.#nodes();
    this.#loops--;
    const otherwise = this.#otherwise('range', span);
    this.#variables.length = scope;
    return { kind: 'range', pipe, body, ...(otherwise ? { otherwise } : {}), ...span };
  }

  /** What follows an `else`; `{{else if x}}` holds one `if`, which its `end` ends as well. */
  #otherwise(kind: 'if' | 'with' | 'range', { start }: { start: number }): Node[] | undefined {
    const ending = this.#ending as Ending | undefined;
    if (!ending) throw new SyntaxFault(start, `{{${kind}}} without {{end}}`);
    const words = ending.tokens.filter(token => token.kind !== 'space');
    if (ending.word === 'end') {
      if (words.length > 0) throw new SyntaxFault(ending.start, 'an unexpected word in {{end}}');
      this.#ending = undefined;
      return undefined;
    }
    const [word] = words;
    if (word) {
      if (word.kind !== 'identifier' || word.text !== kind || kind === 'range')
        throw new SyntaxFault(ending.start, 'an unexpected word in {{else}}');
      if (++this.#depth > deepest) throw new SyntaxFault(start, 'nested too deeply');
      const node = this.#branch(kind, ending.tokens.slice(ending.tokens.indexOf(word) + 1), { start: ending.start, end: ending.end });
      this.#depth--;
      return [node];
    }
    const nodes = this.#nodes();
    const last = this.#ending as Ending | undefined;
    if (last?.word !== 'end') throw new SyntaxFault(last?.start ?? start, 'expected {{end}}');
    this.#ending = undefined;
    return nodes;
  }

  #define([, name, ...others]: Token[], { start }: { start: number }): void {
    if (this.#depth > 1) throw new SyntaxFault(start, 'a {{define}} inside of something else');
    if (name?.kind !== 'string' || others.length > 0) throw new SyntaxFault(start, 'a {{define}} without a name');
    this.defines.push({ name: name.text, body: this.#definition(start) });
  }

  #definition(start: number): Node[] {
    const outer = this.#variables;
    const loops = this.#loops;
    this.#variables = ['$'];
    this.#loops = 0;
    const body = this.#nodes();
    if ((this.#ending as Ending | undefined)?.word !== 'end') throw new SyntaxFault(start, 'a definition without {{end}}');
    this.#ending = undefined;
    this.#variables = outer;
    this.#loops = loops;
    return body;
  }

  #template(keyword: 'block' | 'template', tokens: Token[], span: { start: number; end: number }, nodes: Node[]): void {
    const index = tokens.findIndex(({ kind }) => kind !== 'space');
    const name = tokens[index];
    if (name?.kind !== 'string') throw new SyntaxFault(span.start, `a {{${keyword}}} without a name`);
    const rest = tokens.slice(index + 1);
    const pipe = rest.some(({ kind }) => kind !== 'space') ? this.#pipe(rest, span) : undefined;
    if (keyword === 'block') {
      if (!pipe) throw new SyntaxFault(span.start, 'a {{block}} without a value');
      this.defines.push({ name: name.text, body: this.#definition(span.start) });
    }
    nodes.push({ kind: 'template', name: name.text, ...(pipe ? { pipe } : {}), ...span });
  }

  #pipe(tokens: Token[], span: { start: number; end: number }, range = false): Pipe {
    const reader = new PipeReader(tokens, this.#variables, span);
    const pipe = reader.pipe(range, true);
    reader.finish();
    return pipe;
  }
}

/** Reads pipelines from the tokens of one action. */
class PipeReader {
  readonly #tokens: Token[];
  readonly #variables: string[];
  readonly #span: { start: number; end: number };
  #at = 0;
  #depth = 0;

  constructor(tokens: Token[], variables: string[], span: { start: number; end: number }) {
    this.#tokens = tokens;
    this.#variables = variables;
    this.#span = span;
  }

  finish(): void {
    const next = this.#skip();
    if (next) throw new SyntaxFault(next.start, `an unexpected ${JSON.stringify(next.text)}`);
  }

  pipe(range: boolean, declares: boolean): Pipe {
    if (++this.#depth > deepest) throw new SyntaxFault(this.#span.start, 'nested too deeply');
    const start = this.#skip()?.start ?? this.#span.start;
    const { variables, assigns } = declares ? this.#declaration(range) : { variables: [], assigns: false };
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command(commands.length > 0);
      commands.push(command);
      if (this.#skip()?.kind !== 'pipe') break;
      this.#at++;
      // Go takes no offence at a pipe that leads nowhere.
      const next = this.#skip();
      if (!next || next.kind === 'close') break;
    }
    this.#depth--;
    return { variables, assigns, commands, start, end: commands.at(-1)!.end };
  }

  #skip(): Token | undefined {
    while (this.#tokens[this.#at]?.kind === 'space') this.#at++;
    return this.#tokens[this.#at];
  }

  #declaration(range: boolean): { variables: string[]; assigns: boolean } {
    const begin = this.#at;
    const variables: string[] = [];
    for (;;) {
      const name = this.#skip();
      if (name?.kind !== 'variable') break;
      this.#at++;
      variables.push(name.text);
      const next = this.#skip();
      if (next?.kind === 'declare' || next?.kind === 'assign') {
        this.#at++;
        const assigns = next.kind === 'assign';
        if (assigns) for (const variable of variables) this.#known(variable, name.start);
        else this.#variables.push(...variables);
        return { variables, assigns };
      }
      if (next?.kind !== 'comma' || !range || variables.length > 1) break;
      this.#at++;
    }
    this.#at = begin;
    return { variables: [], assigns: false };
  }

  #known(variable: string, at: number): void {
    if (!this.#variables.includes(variable)) throw new SyntaxFault(at, `${variable} is not declared`);
  }

  #command(piped: boolean): Command {
    const first = this.#skip();
    const args: Operand[] = [];
    for (let next = first; next && next.kind !== 'pipe' && next.kind !== 'close'; next = this.#skip()) {
      const operand = this.#operand();
      args.push(operand);
      const after = this.#tokens[this.#at];
      if (after && after.kind !== 'space' && after.kind !== 'pipe' && after.kind !== 'close')
        throw new SyntaxFault(after.start, `an unexpected ${JSON.stringify(after.text)}`);
    }
    const last = args.at(-1);
    if (!first || !last) throw new SyntaxFault(first?.start ?? this.#span.start, 'a command is missing');
    const constant = args[0]!.kind;
    if (piped && (constant === 'bool' || constant === 'dot' || constant === 'nil' || constant === 'number' || constant === 'string'))
      throw new SyntaxFault(first.start, 'a constant can not take the value before it');
    return { args, start: first.start, end: last.end };
  }

  #operand(): Operand {
    let operand = this.#term();
    const path: string[] = [];
    let end = operand.end;
    while (this.#tokens[this.#at]?.kind === 'field' && this.#tokens[this.#at]!.start === end) {
      const field = this.#tokens[this.#at++]!;
      path.push(field.text);
      end = field.end;
    }
    if (path.length === 0) return operand;
    const { start } = operand;
    if (operand.kind === 'field' || operand.kind === 'variable') operand = { ...operand, path: [...operand.path, ...path], end };
    else if (operand.kind === 'pipe' || operand.kind === 'function') operand = { kind: 'chain', of: operand, path, start, end };
    else throw new SyntaxFault(start, 'a field of something that has none');
    return operand;
  }

  #term(): Operand {
    const token = this.#tokens[this.#at++]!;
    const { start, end, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (text === 'true' || text === 'false') return { kind: 'bool', value: text === 'true', start, end };
        return text === 'nil' ? { kind: 'nil', start, end } : { kind: 'function', name: text, start, end };
      case 'dot':
        return { kind: 'dot', start, end };
      case 'field':
        return { kind: 'field', path: [text], start, end };
      case 'variable':
        this.#known(text, start);
        return { kind: 'variable', name: text, path: [], start, end };
      case 'string':
        return { kind: 'string', value: text, start, end };
      case 'number':
        return { kind: 'number', value: Number(text), float: token.float === true, start, end };
      case 'open': {
        const pipe = this.pipe(false, false);
        const close = this.#skip();
        if (close?.kind !== 'close') throw new SyntaxFault(start, 'a parenthesis that is not closed');
        this.#at++;
        return { kind: 'pipe', pipe, start, end: close.end };
      }
      default:
        throw new SyntaxFault(start, `an unexpected ${JSON.stringify(text)}`);
    }
  }
}
