import type { Place } from '@idlint/model';
import type { Node } from './ast.ts';
import type { FunctionDefinition } from './define.ts';
import { Execution, noValue } from './execute.ts';
import { fault, TemplateError, tooLarge } from './fault.ts';
import { parseTemplate } from './parse.ts';
import { replaceAll, type Str } from './text.ts';
import type { Value } from './value.ts';

/** A template by its name: what it says, and its text with the places of its characters. */
export interface Definition {
  body: Node[];
  source: Str;
  /** Where the text stands, for the places of its actions: a file whole, or the one action that made the text. */
  place(span: { start: number; end: number }): Place;
}

const noValuePattern = new RegExp(noValue, 'g');

/** How many nodes and calls one template may take, and all of them together. */
const mostSteps = { one: 1_000_000, all: 6_000_000 };
/** Helpers that call each other more deeply than this call themselves. */
const deepest = 120;

/** The templates that know each other, and the functions that they may call. */
export class Engine {
  readonly templates = new Map<string, Definition>();
  readonly functions: Record<string, FunctionDefinition>;
  #steps = 0;
  #allSteps = 0;
  #depth = 0;

  constructor(functions: Record<string, FunctionDefinition>) {
    this.functions = functions;
  }

  /** A later definition takes the place of an earlier one, unless it is empty. */
  define(name: string, definition: Definition): void {
    if (this.templates.has(name) && isBlank(definition)) return;
    this.templates.set(name, definition);
  }

  /** Runs a template; what stops it is thrown as a TemplateError. */
  render(name: string, dot: Value): Str {
    this.#steps = 0;
    this.#depth = 0;
    try {
      return replaceAll(this.include(name, dot), noValuePattern, () => '');
    } catch (error) {
      // The stack of the machine, which the bounds should keep from.
      if (error instanceof RangeError) throw tooLarge('a template that nests too deeply');
      throw error;
    }
  }

  include(name: string, dot: Value): Str {
    const definition = this.templates.get(name);
    if (!definition) throw new TemplateError({ code: 'reference', what: `there is no template ${name}` });
    return this.execute(definition, dot);
  }

  execute(definition: Definition, dot: Value): Str {
    if (++this.#depth > deepest) throw tooLarge('templates that call themselves');
    const text = new Execution(this, definition, dot).run();
    this.#depth--;
    return text;
  }

  /** Runs a text as a template that sees the others; what it defines is its own. */
  runText(source: Str, dot: Value, at: Place): Str {
    const parsed = parseTemplate(source.value);
    if (parsed.fault) throw fault(`the text that is rendered: ${parsed.fault.message}`);
    const place = () => at;
    const before = parsed.defines.map(({ name }) => [name, this.templates.get(name)] as const);
    for (const { name, body } of parsed.defines) this.define(name, { body, source, place });
    try {
      return this.execute({ body: parsed.body, source, place }, dot);
    } finally {
      for (const [name, definition] of before) definition ? this.templates.set(name, definition) : this.templates.delete(name);
    }
  }

  /** Counts work: a node, a call, or more where something is large. */
  step(cost = 1): void {
    this.#steps += cost;
    this.#allSteps += cost;
    if (this.#steps > mostSteps.one || this.#allSteps > mostSteps.all) throw tooLarge('a template that takes too long');
  }
}

/** Nothing but blanks and definitions, which by Go's rule defines nothing. */
const isBlank = ({ body, source }: Definition): boolean =>
  body.every(node => node.kind === 'text' && source.value.slice(node.start, node.end).trim() === '');
