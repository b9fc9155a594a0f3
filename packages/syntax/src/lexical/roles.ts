import type { ArgumentRole, StringRole, StringUse } from '../string-use.ts';
import type { Language } from './language.ts';
import { meaningOf } from './meaning.ts';
import { assignments, Program, type Target } from './program.ts';
import type { StringToken, Token } from './token.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));
const comparisons = words('== != === !== =~ !~ < > <= >= <=> eq ne EQ NE LIKE like is');
const fallbacks = words('|| ?? ?: && or and OR AND //');
const joins = words('+ .. <> ++ & ~ << %');
const unary = words('& * @ ! ^ ~ ... - # %');
const imports = words('import require require_relative include include_once require_once using from use package load source extern');
const cases = words('case when is eq ne in like LIKE IN');
const passing = words('await new typeof void not mut ref');
const leaving = words('return yield raise throw');
const choosing = words('else then do if unless');
const definers = words('def defp fun func function fn sub proc method class constructor init lambda struct record');
/** An expression is followed outwards over so many operators. */
const farthest = 24;

/** The strings of program text, each with what it is there for, as far as that shows without a parser. `tokens` are of `text`. */
export function stringUses(text: string, language: Language, tokens: Token[]): StringUse[] {
  const program = new Program(text, language, tokens);
  const uses: StringUse[] = [];
  program.tokens.forEach((token, index) => {
    if (token.kind !== 'string' || token.form.minor) return;
    const through = new Set<NonNullable<StringUse['through']>[number]>();
    if (isJoined(program, index)) through.add('joined');
    const role = new Role(program, index, through).find();
    const { contentStart: start, contentEnd: end } = (token as StringToken).form;
    uses.push({ start, end, ...meaningOf(text, token.form), role, ...(through.size > 0 ? { through: [...through] } : {}) });
  });
  return uses;
}

/** `"x" + y`, `"x" . y` (where a dot joins), `"x" "y"` */
function isJoined(program: Program, index: number): boolean {
  const next = program.word(index + 1);
  if (program.kind(index + 1) === 'string') return !program.tokens[index + 1]!.first || program.frame[index]! >= 0;
  return program.kind(index + 1) === 'operator' && (joins.has(next) || (next === '.' && dotJoins(program.language)));
}

const dotJoins = ({ name }: Language): boolean => name === 'PHP' || name === 'Perl';

class Role {
  readonly #program: Program;
  readonly #index: number;
  readonly #through: Set<NonNullable<StringUse['through']>[number]>;

  constructor(program: Program, index: number, through: Set<NonNullable<StringUse['through']>[number]>) {
    this.#program = program;
    this.#index = index;
    this.#through = through;
  }

  find(): StringRole {
    return this.#byRight() ?? this.#byLeft(this.#index - 1);
  }

  /** What follows says that it is a key or compared. */
  #byRight(): StringRole | undefined {
    const program = this.#program;
    const next = this.#index + 1;
    const word = program.word(next);
    const before = program.word(this.#index - 1);
    if (program.kind(next) === 'operator') {
      if (word === '=>' || (word === '=' && before !== '=')) return { is: 'key' };
      if (word === ':') {
        if (program.isName(this.#index - 1) && cases.has(before)) return { is: 'compared' };
        return '{[(,'.includes(before) || program.breaksBefore(this.#index) ? { is: 'key' } : undefined;
      }
      if (comparisons.has(word)) return compared(program.isName(next + 1) ? program.chain(program.chainEnd(next + 1)).name : undefined);
    }
    // A subscript, not a list.
    if (word === ']' && before === '[' && !program.breaksBefore(this.#index - 1)) {
      const subject = this.#index - 2;
      if (program.isName(subject) || program.match[subject]! >= 0) return { is: 'key' };
    }
    return undefined;
  }

  /** The question mark of `a ? b : c` that stands before, in the same bracket and statement; -1 where there is none. */
  #question(from: number): number {
    const program = this.#program;
    for (let at = from, steps = 0; at >= 0 && steps < farthest; steps++, at--) {
      while (program.match[at]! >= 0) at = program.match[at]! - 1;
      const word = program.word(at);
      if (program.kind(at) === 'operator' && word === '?') return at;
      if (program.kind(at) === 'punctuation' || assignments.has(word)) return -1;
    }
    return -1;
  }

  #byLeft(from: number): StringRole {
    const program = this.#program;
    let at = from;
    for (let steps = 0; steps < farthest; steps++) {
      if (at < 0 || program.breaksBefore(at + 1)) return { is: 'other' };
      const kind = program.kind(at);
      const step = kind === 'operator' ? this.#operator(at) : kind === 'punctuation' ? this.#punctuation(at) : this.#word(at);
      if (typeof step !== 'number') return step;
      if (step >= at) return { is: 'other' };
      at = step;
    }
    return { is: 'other' };
  }

  /** The role that an operator to the left gives, or where to go on. */
  #operator(at: number): StringRole | number {
    const program = this.#program;
    const word = program.word(at);
    if (assignments.has(word)) return this.#given(at, 'assigned');
    if (word === '=>') return this.#given(at, 'property');
    if (word === ':') {
      const question = this.#question(at - 1);
      if (question < 0) return this.#given(at, 'property');
      this.#through.add('choice');
      return program.outward(question - 1);
    }
    if (word === '?') {
      this.#through.add('choice');
      return program.outward(at - 1);
    }
    if (comparisons.has(word)) return compared(program.target(at - 1)?.name);
    if (fallbacks.has(word)) return this.#over(at, 'fallback');
    if (word === '.' ? dotJoins(program.language) : joins.has(word) && !this.#isPrefix(at)) return this.#over(at, 'joined');
    return unary.has(word) ? at - 1 : { is: 'other' };
  }

  #isPrefix(at: number): boolean {
    const before = this.#program.kind(at - 1);
    return before === undefined || before === 'operator' || (before === 'punctuation' && !')]}'.includes(this.#program.word(at - 1)));
  }

  #over(at: number, how: 'fallback' | 'joined' | 'list' | 'choice'): number {
    this.#through.add(how);
    return this.#program.beforeOperand(at - 1);
  }

  #punctuation(at: number): StringRole | number {
    const program = this.#program;
    switch (program.word(at)) {
      case '(':
        return this.#argument(at) ?? at - 1;
      case ',':
        return this.#afterComma(at);
      case '[':
      case '{':
        return this.#listed(at);
      case ')': {
        // A cast, or the condition before what is chosen.
        const open = program.match[at]!;
        if (open < 0) return { is: 'other' };
        if (!program.isName(open - 1)) return open - 1;
        this.#through.add('choice');
        return choosing.has(program.word(open - 1)) ? program.outward(open - 2) : { is: 'other' };
      }
      default:
        return { is: 'other' };
    }
  }

  /** An item of the list that `open` opens: what its type says stands before the bracket is passed over. */
  #listed(open: number): number {
    const program = this.#program;
    this.#through.add('list');
    const typed = program.isName(open - 1) && program.match[open - 2]! >= 0;
    return typed || program.match[open - 1]! >= 0 ? program.outward(open - 1) : open - 1;
  }

  #afterComma(at: number): StringRole | number {
    const program = this.#program;
    const open = program.frame[at]!;
    if (open >= 0) {
      const argument = program.word(open) === '(' ? this.#argument(open) : undefined;
      if (argument) return argument;
      return this.#listed(open);
    }
    // A command without brackets, or several things given at once.
    const start = program.outward(at - 1);
    if (start >= 0 && assignments.has(program.word(start))) {
      this.#through.add('list');
      return start;
    }
    let first = at;
    let commas = 1;
    while (first > 0 && !program.breaksBefore(first) && program.word(first - 1) !== ';' && at - first < farthest) {
      if (program.word(--first) === ',') commas++;
    }
    if (!program.isName(first)) return { is: 'other' };
    return this.#called(program.chain(program.chainEnd(first)).name, first, commas, at - 1);
  }

  /** An argument of the call whose bracket is `open`; undefined where it only groups. */
  #argument(open: number): ArgumentRole | undefined {
    const callee = this.#program.callee(open);
    if (!callee) return undefined;
    const before = this.#index - 1;
    const comma = this.#program.word(before) === ',' ? before - 1 : -1;
    return this.#called(callee.name, callee.first, this.#program.ordinal[this.#index]!, comma);
  }

  #called(callee: string, first: number, index: number, previous: number): ArgumentRole {
    const after = previous < 0 ? undefined : (this.#program.content(previous) ?? this.#symbol(previous));
    const assignedTo = this.#assignedTo(first - 1);
    return {
      is: 'argument',
      callee,
      index,
      ...(after === undefined ? {} : { after }),
      ...(assignedTo === undefined ? {} : { assignedTo }),
    };
  }

  /** Ruby's `:password` */
  #symbol(at: number): string | undefined {
    return this.#program.word(at - 1) === ':' && this.#program.isName(at) ? this.#program.word(at) : undefined;
  }

  #assignedTo(from: number): string | undefined {
    const program = this.#program;
    let at = from;
    for (let steps = 0; steps < 6; steps++) {
      while (program.isName(at) && passing.has(program.word(at))) at--;
      const word = program.word(at);
      if (at < 0 || program.breaksBefore(at + 1)) return undefined;
      if (assignments.has(word) || word === ':' || word === '=>') return program.target(at - 1)?.name;
      const open = word === ',' ? program.frame[at]! : '([{'.includes(word) ? at : -1;
      if (open < 0) return undefined;
      at = (program.callee(open)?.first ?? open) - 1;
    }
    return undefined;
  }

  /** `target = "x"`, `target: "x"`, `target => "x"`; in the brackets of a call or a definition, an argument or a default. */
  #given(at: number, is: 'assigned' | 'property'): StringRole {
    const program = this.#program;
    const target = program.target(at - 1);
    if (!target) return { is: 'other' };
    const open = program.frame[at]!;
    const callee = open >= 0 && program.word(open) === '(' ? program.callee(open) : undefined;
    const { name, at: place } = target;
    if (!callee) return program.word(at) === ':' && choosing.has(target.name) ? { is: 'other' } : { is, name, at: place };
    if (definers.has(program.word(callee.first - 1)) || this.#isTyped(target, open)) return { is: 'default', name, at: place };
    const { assignedTo } = this.#called(callee.name, callee.first, 0, -1);
    return {
      is: 'argument',
      callee: callee.name,
      index: program.ordinal[at]!,
      label: name,
      ...(assignedTo === undefined ? {} : { assignedTo }),
    };
  }

  /** A type stands before or after the name: a parameter is declared, none is passed. */
  #isTyped(target: Target, open: number): boolean {
    const before = target.first - 1;
    const named = this.#program.word(target.first + 1) === ':' && this.#program.language.types === 'after-colon';
    return named && this.#program.word(target.first + 2) !== '' && this.#program.kind(target.first + 2) !== 'string'
      ? true
      : before > open && this.#program.isName(before);
  }

  #word(at: number): StringRole | number {
    const program = this.#program;
    const word = program.word(at);
    if (program.kind(at) === 'string') {
      this.#through.add('joined');
      return at - 1;
    }
    if (program.kind(at) !== 'name') return { is: 'other' };
    if (leaving.has(word)) return { is: 'other' };
    if (imports.has(word)) return { is: 'import' };
    if (cases.has(word)) return compared(program.isName(at - 1) ? program.chain(at - 1).name : undefined);
    if (passing.has(word)) return at - 1;
    if (fallbacks.has(word)) return this.#over(at, 'fallback');
    if (choosing.has(word)) {
      this.#through.add('choice');
      return program.outward(at - 1);
    }
    if (program.word(at - 1) === 'define') return { is: 'assigned', name: word, at: program.tokens[at]!.start };
    return this.#command(at);
  }

  /** A name right before the string: a command, or an option of one (`-Password "x"`). */
  #command(at: number): StringRole {
    const program = this.#program;
    const dash = program.tokens[at - 1];
    const token = program.tokens[at]!;
    if (dash && (program.word(at - 1) === '-' || program.word(at - 1) === '--') && dash.end === token.start) {
      let first = at - 1;
      while (
        first > 0 &&
        !program.breaksBefore(first) &&
        !assignments.has(program.word(first - 1)) &&
        at - first < farthest &&
        !'|;({'.includes(program.word(first - 1))
      )
        first--;
      const { assignedTo } = this.#called('', first, 0, -1);
      return {
        is: 'argument',
        callee: program.isName(first) ? program.word(first) : '',
        index: 0,
        label: program.text.slice(dash.start, token.end),
        ...(assignedTo === undefined ? {} : { assignedTo }),
      };
    }
    const { name, first } = program.chain(at);
    return this.#called(name, first, 0, -1);
  }
}

const compared = (name: string | undefined): StringRole => (name === undefined ? { is: 'compared' } : { is: 'compared', name });
