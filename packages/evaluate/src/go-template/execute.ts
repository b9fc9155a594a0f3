import type { Place } from '@idlint/model';
import type { Command, IfNode, Node, Operand, Pipe, RangeNode } from './ast.ts';
import { type CallContext, callFunction } from './define.ts';
import type { Definition, Engine } from './engine.ts';
import { fault, TemplateError } from './fault.ts';
import { printText } from './print.ts';
import { printed, type Str, str, TextBuilder } from './text.ts';
import { bool, float, holeOf, int, isTrue, nil, sortedEntries, typeOf, type Value } from './value.ts';

/** What Go writes for a missing value. Helm takes it out of what is rendered, but not out of what is included. */
export const noValue = '<no value>';

/** What ends a round of a loop early. */
type Leave = 'break' | 'continue' | undefined;

/** One run of one template. Follows Go's text/template/exec, with Helm's `missingkey=zero`. */
export class Execution {
  readonly #engine: Engine;
  readonly #template: Definition;
  readonly #dot: Value;
  readonly #out = new TextBuilder();
  /** In scope, the innermost last. */
  readonly #variables: { name: string; value: Value }[];
  /** The action that runs now. */
  #at: Place;

  constructor(engine: Engine, template: Definition, dot: Value) {
    this.#engine = engine;
    this.#template = template;
    this.#dot = dot;
    this.#variables = [{ name: '$', value: dot }];
    this.#at = template.place({ start: 0, end: 0 });
  }

  run(): Str {
    try {
      this.#walk(this.#dot, this.#template.body);
    } catch (error) {
      // Of the templates that include each other, the outermost says it last: it is the one that comes to nothing.
      if (error instanceof TemplateError) throw new TemplateError({ ...error.why, at: this.#at });
      throw error;
    }
    return this.#out.build();
  }

  #walk(dot: Value, nodes: readonly Node[]): Leave {
    for (const node of nodes) {
      const leave = this.#node(dot, node);
      if (leave) return leave;
    }
    return undefined;
  }

  #node(dot: Value, node: Node): Leave {
    this.#engine.step();
    switch (node.kind) {
      case 'text':
        this.#out.addFrom(this.#template.source, node.start, node.end);
        return undefined;
      case 'action': {
        this.#at = this.#template.place(node);
        const value = this.#pipeline(dot, node.pipe);
        if (node.pipe.variables.length === 0) this.#print(value, node);
        return undefined;
      }
      case 'if':
      case 'with':
        return this.#branch(dot, node);
      case 'range':
        return this.#range(dot, node);
      case 'template': {
        this.#at = this.#template.place(node);
        const data = node.pipe ? this.#pipeline(dot, node.pipe) : nil;
        this.#out.addFrom(printed(this.#engine.include(node.name, data), this.#template.place(node)));
        return undefined;
      }
      default:
        return node.kind;
    }
  }

  #print(value: Value, node: { start: number; end: number }): void {
    const text = value.kind === 'nil' ? str(noValue, value.from) : printText(value);
    this.#out.addFrom(printed(text, this.#template.place(node)));
  }

  #branch(dot: Value, node: IfNode): Leave {
    const scope = this.#variables.length;
    this.#at = this.#template.place(node);
    const value = this.#pipeline(dot, node.pipe);
    const leave = decided(value)
      ? this.#walk(node.kind === 'with' ? value : dot, node.then)
      : node.otherwise && this.#walk(dot, node.otherwise);
    this.#variables.length = scope;
    return leave;
  }

  #range(dot: Value, node: RangeNode): Leave {
    const scope = this.#variables.length;
    this.#at = this.#template.place(node);
    const { variables, assigns } = node.pipe;
    const value = this.#pipeline(dot, { ...node.pipe, variables: [] });
    const first = this.#variables.length;
    if (!assigns) for (const name of variables) this.#variables.push({ name, value: nil });
    if (variables.length === 2 && value.kind === 'int') throw fault('range over a number has one variable');
    if (value.kind === 'map') this.#engine.step(value.entries.size >> 3);
    let rounds = 0;
    for (const [key, item] of itemsOf(value)) {
      rounds++;
      this.#engine.step();
      const given = variables.length === 2 ? [key, item] : [item];
      variables.forEach((name, index) => {
        const value = given[index]!;
        if (assigns) this.#assign(name, value);
        else this.#variables[first + index]!.value = value;
      });
      const mark = this.#variables.length;
      const leave = this.#walk(item, node.body);
      this.#variables.length = mark;
      if (leave === 'break') break;
    }
    const leave = rounds === 0 && node.otherwise ? this.#walk(dot, node.otherwise) : undefined;
    this.#variables.length = scope;
    return leave;
  }

  #pipeline(dot: Value, pipe: Pipe): Value {
    let value: Value | undefined;
    for (const command of pipe.commands) value = this.#command(dot, command, value);
    const result = value ?? nil;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.#assign(name, result);
      else this.#variables.push({ name, value: result });
    }
    return result;
  }

  #assign(name: string, value: Value): void {
    const variable = this.#variables.findLast(each => each.name === name);
    if (!variable) throw fault(`${name} is not declared`);
    variable.value = value;
  }

  #command(dot: Value, { args }: Command, piped: Value | undefined): Value {
    const [first, ...rest] = args as [Operand, ...Operand[]];
    switch (first.kind) {
      case 'field':
      case 'variable':
      case 'chain': {
        const start = first.kind === 'field' ? dot : first.kind === 'variable' ? this.#variable(first.name) : this.#operand(dot, first.of);
        const given = (): Value[] => [...rest.map(arg => this.#operand(dot, arg)), ...(piped ? [piped] : [])];
        return this.#path(start, first.path, rest.length > 0 || piped ? given : undefined);
      }
      case 'function':
        return this.#call(dot, first.name, rest, piped);
      case 'nil':
        throw fault('nil is no command');
    }
    if (rest.length > 0 || piped) throw fault('what is no function is given arguments');
    return this.#operand(dot, first);
  }

  #operand(dot: Value, operand: Operand): Value {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return nil;
      case 'bool':
        return bool(operand.value);
      case 'number':
        return operand.float ? { ...float(operand.value), constant: true } : int(operand.value);
      case 'string':
        return str(operand.value);
      case 'field':
        return this.#path(dot, operand.path);
      case 'variable':
        return this.#path(this.#variable(operand.name), operand.path);
      case 'chain':
        return this.#path(this.#operand(dot, operand.of), operand.path);
      case 'function':
        return this.#call(dot, operand.name, [], undefined);
      default:
        return this.#pipeline(dot, operand.pipe);
    }
  }

  #variable(name: string): Value {
    const variable = this.#variables.findLast(each => each.name === name);
    if (!variable) throw fault(`${name} is not declared`);
    return variable.value;
  }

  /** `.a.b`. A nil on the way is an error; one that it starts from has only nils. */
  #path(start: Value, path: readonly string[], args?: () => Value[]): Value {
    if (start.kind === 'nil') return nil;
    let value: Value = start;
    path.forEach((name, index) => {
      const given = args && index === path.length - 1 ? args : undefined;
      if (value.kind === 'nil') throw fault(`.${path.slice(0, index).join('.')} is nil and has no .${name}`);
      value = fieldOf(value, name, given);
    });
    if (path.length === 0 && args) throw fault('a variable is given arguments');
    return value;
  }

  #call(dot: Value, name: string, operands: readonly Operand[], piped: Value | undefined): Value {
    this.#engine.step();
    if (name === 'and' || name === 'or') return this.#shortCircuit(dot, name, operands, piped);
    const definition = Object.hasOwn(this.#engine.functions, name) ? this.#engine.functions[name] : undefined;
    if (!definition) throw new TemplateError({ code: 'unsupported', what: `the function ${name}` });
    const args = operands.map(operand => this.#operand(dot, operand));
    if (piped) args.push(piped);
    const context: CallContext = { engine: this.#engine, at: this.#at };
    return callFunction(name, definition, args, context);
  }

  #shortCircuit(dot: Value, name: 'and' | 'or', operands: readonly Operand[], piped: Value | undefined): Value {
    if (operands.length === 0 && !piped) throw fault(`wrong number of arguments for ${name}`);
    let value: Value = nil;
    for (const operand of operands) {
      value = this.#operand(dot, operand);
      if (decided(value) === (name === 'or')) return value;
    }
    return piped ?? value;
  }
}

/**
 * Whether a condition holds. What was found out about something random decides nothing, but that there is some; the release's name and
 * what has to be given are something that nothing else is called like.
 */
function decided(value: Value): boolean {
  const hole = value.kind === 'string' ? undefined : holeOf(value);
  if (hole && hole.code !== 'variable') throw new TemplateError(hole);
  return isTrue(value);
}

function fieldOf(value: Value, name: string, args: (() => Value[]) | undefined): Value {
  if (value.kind === 'native') {
    const method = value.methods && Object.hasOwn(value.methods, name) ? value.methods[name] : undefined;
    if (method) return method(args?.() ?? []);
    if (Object.hasOwn(value.fields, name) && !args) return value.fields[name]!;
    if (value.as) return fieldOf(value.as, name, args);
  } else if (value.kind === 'map') {
    if (name === 'AsMap' && value.type === 'chartutil.Values' && !value.entries.has(name)) return { kind: 'map', entries: value.entries };
    if (args) throw fault(`${name} is no method but is given arguments`);
    return value.entries.get(name) ?? nil;
  }
  throw fault(`${typeOf(value)} has no field ${name}`);
}

/** What `range` goes through. */
function* itemsOf(value: Value): Generator<[Value, Value]> {
  switch (value.kind) {
    case 'nil':
      return;
    case 'int':
      for (let index = 0; index < value.value; index++) yield [int(index), int(index)];
      return;
    case 'list':
      for (const [index, item] of [...value.items].entries()) yield [int(index), item];
      return;
    case 'map':
      for (const [key, item] of sortedEntries(value)) yield [str(key), item];
      return;
    case 'native':
      if (value.as) {
        yield* itemsOf(value.as);
        return;
      }
  }
  throw fault(`range over ${typeOf(value)}`);
}
