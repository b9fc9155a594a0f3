import type { Expression, Span } from '@idlint/syntax/bicep';

/**
 * The expressions in ARM templates, `[concat(parameters('a'), 'b')]`, to the nodes that Bicep's are made of. Offsets count in the string
 * that holds them. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function parseExpression(text: string): Expression | undefined {
  const parser = new Parser(text, 1, text.length - 1);
  const expression = parser.expression(0);
  return expression && parser.finished() ? expression : undefined;
}

/** Whether a string of a template is an expression; `[[` stands for a string that begins with a bracket. */
export const isExpression = (text: string): boolean => text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');

const deepest = 150;
const token = /\s*(?:([A-Za-z_][\w.]*(?:\.[A-Za-z_]\w*)*)|(-?\d+)|('(?:[^']|'')*')|(.))/y;

class Parser {
  readonly #text: string;
  readonly #end: number;
  #at: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
  }

  finished(): boolean {
    this.#space();
    return this.#at >= this.#end;
  }

  expression(depth: number): Expression | undefined {
    if (depth > deepest) return undefined;
    let of = this.#primary(depth);
    while (of) {
      if (this.#take('.')) of = this.#member(of);
      else if (this.#take('[')) of = this.#item(of, depth);
      else return of;
    }
    return undefined;
  }

  #member(of: Expression): Expression | undefined {
    const safe = this.#take('?');
    const id = this.#match(/[A-Za-z_$][\w$-]*/y);
    return id && { kind: 'member', of, id: { ...id.span, name: id.text }, safe, start: of.start, end: id.span.end };
  }

  #item(of: Expression, depth: number): Expression | undefined {
    const index = this.expression(depth + 1);
    if (!index || !this.#take(']')) return undefined;
    return { kind: 'item', of, index, safe: false, fromEnd: false, start: of.start, end: this.#at };
  }

  #primary(depth: number): Expression | undefined {
    this.#space();
    const start = this.#at;
    token.lastIndex = start;
    const match = token.exec(this.#text);
    if (!match || token.lastIndex > this.#end) return undefined;
    const [, name, number, string] = match;
    this.#at = token.lastIndex;
    const span: Span = { start, end: this.#at };
    if (number !== undefined) return { kind: 'number', value: Number(number), ...span };
    if (string !== undefined) return textOf(string, start);
    return name === undefined ? undefined : this.#call(name, span, depth);
  }

  #call(name: string, span: Span, depth: number): Expression | undefined {
    if (!this.#take('(')) return undefined;
    const given: Expression[] = [];
    while (!this.#take(')')) {
      if (given.length > 0 && !this.#take(',')) return undefined;
      const one = this.expression(depth + 1);
      if (!one) return undefined;
      given.push(one);
    }
    const whole = { start: span.start, end: this.#at };
    switch (name.toLowerCase()) {
      case 'true':
      case 'false':
        return { kind: 'word', value: name.toLowerCase() === 'true', ...whole };
      case 'null':
        return { kind: 'word', value: null, ...whole };
      case 'lambda':
        return lambdaOf(given, whole);
      case 'lambdavariables':
        return { kind: 'name', name: plain(given[0]) ?? '', ...whole };
      default:
        return { kind: 'call', of: undefined, id: { name, ...span }, arguments: given, ...whole };
    }
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#at >= this.#end || this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): { text: string; span: Span } | undefined {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#text) ?? [];
    if (text === undefined) return undefined;
    const start = this.#at;
    this.#at += text.length;
    return { text, span: { start, end: this.#at } };
  }

  #space(): void {
    while (this.#at < this.#end && /\s/.test(this.#text[this.#at]!)) this.#at++;
  }
}

/** `lambda('a', 'b', body)`, as Bicep's lambdas are compiled. */
function lambdaOf(given: Expression[], span: Span): Expression | undefined {
  const value = given.at(-1);
  return value && { kind: 'lambda', parameters: given.slice(0, -1).map(name => plain(name) ?? ''), value, ...span };
}

function plain(node: Expression | undefined): string | undefined {
  const [part] = node?.kind === 'string' ? node.parts : [];
  return part?.kind === 'text' ? part.value : undefined;
}

/** `'it''s'`. */
function textOf(quoted: string, start: number): Expression {
  const span = { start, end: start + quoted.length };
  const inner = quoted.slice(1, -1);
  const at = { start: start + 1, end: span.end - 1 };
  if (inner === '') return { kind: 'string', parts: [], ...span };
  if (!inner.includes("''")) return { kind: 'string', parts: [{ kind: 'text', value: inner, ...at }], ...span };
  const runs: { inner: number; outer: number; innerLength: number; outerLength: number }[] = [];
  let value = '';
  for (const { 0: piece, index } of inner.matchAll(/''|[^']+/g)) {
    const meant = piece === "''" ? "'" : piece;
    runs.push({ inner: value.length, innerLength: meant.length, outer: at.start + index, outerLength: piece.length });
    value += meant;
  }
  return { kind: 'string', parts: [{ kind: 'text', value, runs, ...at }], ...span };
}
