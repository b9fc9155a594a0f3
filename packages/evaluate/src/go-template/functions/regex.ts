import { compile, type Regex } from '../../hcl/regex/match.ts';
import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { type Str, slice, str, TextBuilder } from '../text.ts';
import { bool, list } from '../value.ts';

/** Sprig's regular expressions, RE2's. http://masterminds.github.io/sprig/strings.html#regexmatch-mustregexmatch */
const plain: Record<string, FunctionDefinition> = {
  regexMatch: define('string string', ([pattern, text]) => bool(compiled(pattern).exec(text.value) !== undefined)),
  regexFind: define('string string', ([pattern, text]) => {
    const found = compiled(pattern).exec(text.value)?.[0];
    return found ? slice(text, found.start, found.end) : str('');
  }),
  regexFindAll: define('string string int', ([pattern, text, count]) =>
    list(
      [...matches(compiled(pattern), text.value, count.value)].map(([whole]) => slice(text, whole!.start, whole!.end)),
      'string',
    ),
  ),
  regexReplaceAll: define('string string string', ([pattern, text, replacement]) => replaced(compiled(pattern), text, replacement, true)),
  regexReplaceAllLiteral: define('string string string', ([pattern, text, replacement]) =>
    replaced(compiled(pattern), text, replacement, false),
  ),
  regexSplit: define('string string int', ([pattern, text, count]) => list(parts(compiled(pattern), text, count.value), 'string')),
  regexQuoteMeta: define('string', ([text]) => str(text.value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'))),
};

/** Each character is met by every state of the pattern. */
const costly = (definition: FunctionDefinition): FunctionDefinition => ({
  ...definition,
  run(args, context) {
    const text = args[1];
    if (text?.kind === 'string') context.engine.step(text.value.length >> 2);
    return definition.run(args, context);
  },
});

const both: Record<string, FunctionDefinition> = {
  ...plain,
  ...Object.fromEntries(Object.entries(plain).map(([name, definition]) => [`mustR${name.slice(1)}`, definition] as const)),
  // Alone among them, this one takes no notice of a pattern that is none.
  regexMatch: define('string string', ([pattern, text]) => bool(regexOf(pattern)?.exec(text.value) !== undefined)),
};

export const regexes: Record<string, FunctionDefinition> = Object.fromEntries(
  Object.entries(both).map(([name, definition]) => [name, costly(definition)] as const),
);

const known = new Map<string, Regex | undefined>();

function regexOf({ value }: Str): Regex | undefined {
  if (!known.has(value)) {
    if (known.size > 500) known.clear();
    known.set(value, compile(value));
  }
  return known.get(value);
}

function compiled(pattern: Str): Regex {
  const regex = regexOf(pattern);
  if (!regex) throw fault('a regular expression that can not be used');
  return regex;
}

type Match = NonNullable<ReturnType<Regex['exec']>>;

/** Go's rule: an empty match right after another match is none. */
function* matches(regex: Regex, text: string, most: number): Generator<Match> {
  let at = 0;
  let last = -1;
  for (let count = 0; (most < 0 || count < most) && at <= text.length; ) {
    const match = regex.exec(text, at);
    const whole = match?.[0];
    if (!match || !whole) return;
    const empty = whole.start === whole.end;
    if (!empty || whole.end !== last) {
      yield match;
      count++;
    }
    last = whole.end;
    at = empty ? whole.end + ((text.codePointAt(whole.end) ?? 0) > 0xffff ? 2 : 1) : whole.end;
  }
}

function replaced(regex: Regex, text: Str, replacement: Str, expand: boolean): Str {
  const out = new TextBuilder();
  let at = 0;
  for (const match of matches(regex, text.value, -1)) {
    out.addFrom(text, at, match[0]!.start);
    if (expand) expanded(replacement, match, regex, text, out);
    else out.addFrom(replacement);
    at = match[0]!.end;
  }
  return at === 0 && out.length === 0 ? text : out.addFrom(text, at).build();
}

/** `$1`, `${1}`, `$name`, `$$`. The longest name is taken. */
function expanded(template: Str, match: Match, { groups }: Regex, text: Str, out: TextBuilder): void {
  let at = 0;
  for (const found of template.value.matchAll(/\$(?:\$|\{(\w+)\}|(\w+))/g)) {
    out.addFrom(template, at, found.index);
    at = found.index + found[0].length;
    const name = found[1] ?? found[2];
    if (name === undefined) out.add('$');
    else {
      const group = /^\d+$/.test(name) ? Number(name) : groups.indexOf(name) + 1 || -1;
      const span = match[group];
      if (span) out.addFrom(text, span.start, span.end);
    }
  }
  out.addFrom(template, at);
}

function parts(regex: Regex, text: Str, most: number): Str[] {
  if (most === 0) return [];
  if (text.value === '') return [text];
  const found: Str[] = [];
  let start = 0;
  let end = 0;
  for (const [whole] of matches(regex, text.value, most)) {
    if (most > 0 && found.length === most - 1) break;
    end = whole!.start;
    if (whole!.end !== 0) found.push(slice(text, start, end));
    start = whole!.end;
  }
  if (end !== text.value.length) found.push(slice(text, start));
  return found;
}
