import { behindType, intoCall, literalIn } from './expression.ts';
import type { Writing } from './form.ts';
import { besideName, bracketAfter } from './shapes.ts';

/** What a name is given on its line, or on the one below it. Offsets in the text. */
export interface Assignment {
  name: string;
  start: number;
  end: number;
  value: string;
  quoted: boolean;
  /** The name stands inside of a string or a comment, or the document is a page. */
  prose: boolean;
  /** Compared with it (`==`) instead of given. */
  compared: boolean;
  /** A literal that is a whole header, `'X-Api-Key: …'`. */
  header?: boolean;
  /** The argument of a function or method of that name. */
  call?: boolean;
}

const isName = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45 ||
  code === 46 ||
  code === 36;

/** The quotes that a literal may be in where it stands inside of another text: escaped, doubled, as entities. */
const quotes = ['\\"', "\\'", '&quot;', '&#34;', '&#39;', '"""', "'''", '"', "'", '`'];
const quoteAt = (text: string, at: number) => quotes.find(quote => text.startsWith(quote, at));

/** Of a longer line, only what is near is looked at: many names may stand in it. */
const longestLine = 2000;

function startOfLine(text: string, at: number): number {
  const from = Math.max(0, at - longestLine);
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

/** Reads `name … value` around a place in a name; undefined where nothing is given to it. Looks no further than `limit` characters. */
export function assignmentAt(text: string, hit: number, writing: Writing, limit = 4096): Assignment | undefined {
  let from = hit;
  while (from > 0 && hit - from < 80 && isName(text.charCodeAt(from - 1))) from--;
  let to = hit;
  while (to < text.length && to - hit < 80 && isName(text.charCodeAt(to))) to++;
  // A URL's query (`?private_token=`) and an option (`--password`) begin with marks that are no part of the name.
  let name = text.slice(from, to);
  const option = /^--[A-Za-z]/.test(name) || /^-pass(?:word)?$/i.test(name);
  name = name.replace(/^[-.$]+/, '').replace(/[-.]+$/, '');
  if (name.length < 3) return undefined;
  const lineStart = startOfLine(text, from);
  const opening = quotes.find(quote => text.startsWith(quote, from - quote.length));
  let at = to;
  let quotedName = false;
  if (opening && text.startsWith(opening, at)) {
    at += opening.length;
    quotedName = true;
  }
  while (text[at] === ']' || (text[at] === ')' && quotedName)) at++;
  const bracket = bracketAfter(text, at, from);
  at = skipBlanks(text, at + bracket);
  const around = !quotedName && from - lineStart < longestLine ? openQuote(text, lineStart, from) : '';
  const inString = around !== '';
  const inComment =
    from - lineStart < longestLine && /^\s*(?:\/\/|#|\*|--|;|<!--)/.test(text.slice(lineStart, Math.min(from, lineStart + 40)));
  // `password 'secret'` of a build script: the name begins its line and a literal follows.
  const leads = from - lineStart < 80 && /^\s*$/.test(text.slice(lineStart, from));
  const prose = inString || inComment || (writing === 'prose' && !leads);

  const before = text.slice(Math.max(lineStart, from - 80), from);
  const machine = /\bmachine\s+\S+\s+login\s+\S+\s+$/.test(text.slice(Math.max(0, from - 120), from));
  const statement =
    quoteAt(text, at) !== undefined &&
    (leads || /\b(?:with|encrypted|unencrypted|set|login|#\s*define)\s+$|^\s*(?:#\s*define\s+|@)$/i.test(before));
  const operator = operatorAt(text, at, { before: from, quotedName, option: option || machine, statement, writing });
  if (operator === undefined || operator.startsWith(',')) {
    const below = belowOf(text, name, from, to, at, writing);
    if (below || operator === undefined) return below;
  }
  // `public key "RWT…"`: what stands before is a part of what it is called.
  if (/^key$/i.test(name) && /\b(?:public|verification|gpg|pgp|signing|host)[ -]$/i.test(before)) return undefined;
  if (operator.startsWith(',') && quotedName && isBeside(text, lineStart, from, at)) return undefined;
  // `'github' ? f(x, 'token') :`
  if (operator === ':' && /\)\s*$/.test(text.slice(to, at))) return undefined;
  // `a token. ("…`: a sentence ends.
  if (operator === '(' && /[.-]$/.test(text.slice(from, to))) return undefined;
  at = skipBlanks(text, at + operator.length);
  if (writing === 'code' && !inString && operator !== ',')
    at += /^\r?\n\s{0,60}(?=[rbfuLNERB@$]{0,2}["'`])/.exec(text.slice(at, at + 72))?.[0].length ?? 0;
  if (around && operator === ':' && text[from - 1] === around && text[at - 1] === ' ') return headerAt(text, name, at, around);
  // `password: string = 'x'`, `apiKey string = "x"`: the type stands between.
  const typed = /^[\w<>[\]|&?*.]+(?:\s*\|\s*\w+)*\s*=\s*(?=["'`])/.exec(text.slice(at, at + 60));
  if (typed && operator !== '=') at += typed[0].length;
  if (quoteAt(text, at) === undefined && !inString && operator !== ',' && !operator.includes('==') && operator !== '!=')
    at = (operator === ':' ? behindType(text, at) : undefined) ?? literalIn(text, at) ?? at;
  const prefixed = /^(?:[rbfuLRNEB@$]{1,2}|r#|String\(|new\s+\w+\(|\(\s*)(?=["'`])/.exec(text.slice(at, at + 24));
  if (prefixed) at += prefixed[0].length;
  // `os.environ.get('NAME', 'fallback')`, `ENV['NAME'] || 'fallback'`
  const fallback =
    /^(?:process\.env[.[]['"\w]+\]?|os\.(?:environ\.get|getenv)\(\s*['"]\w+['"]\s*,|ENV(?:\.fetch\(|\[)\s*['"]\w+['"]\s*[\],])\s*(?:\|\||\?\?|or)?\s*(?=["'`])/.exec(
      text.slice(at, at + 120),
    );
  if (fallback) at += fallback[0].length;

  const compared = operator.includes('==') || operator === '!=';
  const quote = quoteAt(text, at);
  // In a shell, backticks run a command.
  if (quote === '`' && writing === 'settings') return undefined;
  // The quote that ends the text in which the name stands begins nothing.
  if (quote && quote === around) return undefined;
  if (quote) {
    const start = at + quote.length;
    const end = closingOf(text, start, quote, limit);
    if (end === undefined) return undefined;
    if (joined(text, end + quote.length, quote)) return undefined;
    // What a formatted string puts in is worked out when the program runs.
    if (prefixed && /^[rb]?f/i.test(prefixed[0]) && text.slice(start, end).includes('{')) return undefined;
    const stands = /^\{\{[^{}\n]{1,80}\|\s*default\(\s*(['"])/.exec(text.slice(start, Math.min(end, start + 120)));
    if (stands) {
      const [from, to] = [start + stands[0].length, text.indexOf(stands[1]!, start + stands[0].length)];
      return { name, start: from, end: to, value: text.slice(from, to), quoted: true, prose, compared };
    }
    return { name, start, end, value: text.slice(start, end), quoted: true, prose, compared, ...(operator === '(' && { call: true }) };
  }
  // `NAME=value` without blanks is how a shell writes it, in whatever text it stands.
  const shell = operator === '=' && text[to] === '=' && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name) && !/\s/.test(text[at] ?? ' ');
  const bare = writing !== 'code' || inString || inComment || option || machine || shell;
  if (!bare || operator === '(' || operator === ',' || compared) return undefined;
  // `${db.password:…}`: what counts where nothing else is set.
  const interpolated = text.startsWith('${', from - 2);
  if (prose && operator !== '=' && !(operator === ':' && !inString) && !option && !machine && !interpolated) return undefined;
  if (writing === 'prose' && operator === '' && !option && !machine) return undefined;
  if (writing === 'settings' && operator === ':') at = beginOfScalar(text, at);
  return bareValue(text, at, { name, operator, prose, writing, inString });
}

/** Past a tag or an anchor of YAML, and to the first line of a block: `&db …`, `!str …`, `|` and its lines. */
function beginOfScalar(text: string, at: number): number {
  const mark = /^(?:(?:&[\w-]{1,40}|!{1,2}[a-z]{1,20})[ \t]+(?=[^\s|>])|[|>][+-]?[ \t]*\r?\n[ \t]+(?=[^\s]{6,100}[ \t]*(?:\r?\n|$)))/.exec(
    text.slice(at, at + 160),
  );
  return at + (mark?.[0].length ?? 0);
}

/** What a header is given, up to the quote that ends the literal; a scheme's word may stand before it. */
function headerAt(text: string, name: string, at: number, quote: string): Assignment | undefined {
  const end = closingOf(text, at, quote, 1024);
  const [, scheme = '', value] = /^(\s*(?:[A-Za-z][\w-]*\s+)?)(\S+)\s*$/.exec(end === undefined ? '' : text.slice(at, end)) ?? [];
  if (!value) return undefined;
  const start = at + scheme.length;
  return { name, start, end: start + value.length, value, quoted: true, prose: false, compared: false, header: true };
}

interface OperatorContext {
  /** Where the name begins. */
  before: number;
  quotedName: boolean;
  option: boolean;
  /** An SQL statement that sets a password. */
  statement: boolean;
  writing: Writing;
}

function operatorAt(text: string, at: number, { before, quotedName, option, statement, writing }: OperatorContext): string | undefined {
  for (const operator of [':::=', '::=', '===', '!==', '||=', '??=', ':=', '=>', '==', '!=', '?=', '.=', '->', '=', ':'])
    if (text.startsWith(operator, at)) return operator === ':' && text[at + 1] === ':' ? undefined : operator;
  const next = text[at];
  if (next === '(' && (/^\(\s*[@N]?["'`]/.test(text.slice(at, at + 72)) || intoCall(text, at + 1) !== undefined)) return '(';
  const beside = besideName(text, at, { before, quotedName, writing });
  if (beside !== undefined) return beside;
  // `<password>`, `<Pass encoding="…">`, with the value on the next line where it is long.
  const tag = writing === 'code' ? null : /^(?:\s*[\w:-]+="[^"<>]*")*>\s*(?=[^\s<])/.exec(text.slice(at, at + 120));
  if (tag && text[before - 1] === '<') return tag[0];
  if (next === ',' && quotedName)
    return /^,\s{0,20}(?:help|type|dest)?(?:default(?:Value|_value)?)\s?[:=]\s?(?=["'])/.exec(text.slice(at, at + 60))?.[0] ?? ',';
  // `<add key="Password" value="…"/>`
  const attribute = quotedName ? /^(?:value|content|default)\s*=\s*(?=["'])/.exec(text.slice(at, at + 24))?.[0] : undefined;
  if (attribute) return attribute;
  // `--password secret`, `WITH PASSWORD 'secret'`, `password secret` of a .netrc
  const typed = quotedName ? undefined : /^\w+\s*=\s*(?=["'`])/.exec(text.slice(at, at + 40))?.[0];
  if (typed && text[at - 1] === ' ') return typed;
  if (text[at - 1] === ' ' && (option || statement || (writing === 'settings' && quoteAt(text, at)))) return '';
  return undefined;
}

const isNamed = /(?:^|[\s{(,-])["']?(?:name|key|variable_name|secret_name|ParameterKey)["']?\s*[:=]\s*["']?$/i;

/** The value in the next line: `- name: DB_PASSWORD` and `value: …` of a container, a variable of a CI; a Terraform variable's default. */
function belowOf(text: string, name: string, from: number, to: number, at: number, writing: Writing): Assignment | undefined {
  const lineStart = startOfLine(text, from);
  const head = text.slice(Math.max(lineStart, from - 60), from);
  const rest = text.slice(at, at + 400);
  let offset: number | undefined;
  if (isNamed.test(head)) {
    const next =
      /^["']?(?:,?[ \t]*(?:#.*)?\r?\n|,)[ \t]*["']?(?:value|default|defaultValue|plaintext_value|ParameterValue)["']?\s*[:=][ \t]*(?=\S)/i.exec(
        rest,
      );
    if (next) offset = at + next[0].length;
  } else if (/\bvariable\s+"$/.test(head)) {
    const next = /^\{(?:[^{}]{0,300}?\n)?[ \t]*default\s*=\s*(?=")/.exec(rest);
    if (next) offset = at + next[0].length;
  }
  if (offset === undefined || to > offset) return undefined;
  const quote = quoteAt(text, offset);
  if (!quote)
    return writing === 'code' ? undefined : bareValue(text, offset, { name, operator: ':', prose: false, writing, inString: false });
  const end = closingOf(text, offset + quote.length, quote, 1024);
  if (end === undefined) return undefined;
  const start = offset + quote.length;
  return { name, start, end, value: text.slice(start, end), quoted: true, prose: false, compared: false };
}

function bareValue(
  text: string,
  at: number,
  { name, operator, prose, writing, inString }: { name: string; operator: string; prose: boolean; writing: Writing; inString: boolean },
): Assignment | undefined {
  let end = at;
  const stops =
    operator.endsWith('>') && operator !== '=>' && operator !== '->'
      ? '<\n\r'
      : prose || inString
        ? ' \t\n\r"\'`;&,<>)}\\|'
        : ' \t\n\r"\'`<>;';
  while (end < text.length && end - at < 300 && !stops.includes(text[end]!)) end++;
  if (text[end] === '(' || (text[end] === ',' && writing === 'code')) return undefined;
  // `ghp_abc...`: it is cut.
  if (/\.{2}$|…$/.test(text.slice(at, end))) return undefined;
  // `password: the one that you chose`: more words follow, so it is prose. A comment or a continuation may follow.
  const rest = text.slice(end, end + 40).split('\n', 1)[0]!;
  if (operator === ':' && /^[ \t]+(?![#\\}\]])\S/.test(rest)) return undefined;
  // `new_password=Nova senha`: a message; `password=… user=…` goes on with another name.
  if (operator === '=' && /[a-z]/.test(name) && /^[ \t]+\p{L}[\p{L}'’,.!?-]*(?:\s|$)/u.test(rest) && beginsLine(text, at)) return undefined;
  // An element ends with its tag; `<password>` alone is a word to fill in.
  if (stops.startsWith('<') && !text.startsWith('</', end)) return undefined;
  const value = text
    .slice(at, end)
    .replace(/[.,]+$|\]\]>$|^([^{}]+)\}+,?$/, '$1')
    .trimEnd();
  return value ? { name, start: at, end: at + value.length, value, quoted: false, prose, compared: false } : undefined;
}

/** Whether nothing but a name stands before a value on its line. */
const beginsLine = (text: string, at: number): boolean => /(?:^|\n)[\w.-]+[ \t]*=[ \t]*$/.test(text.slice(Math.max(0, at - 120), at));

function skipBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/**
 * Whether two literals only stand beside each other: the first is a value itself (`"name": "password", "type": …`) or the second a key, or they are
 * of three or more in a list.
 */
function isBeside(text: string, lineStart: number, from: number, comma: number): boolean {
  const head = text.slice(Math.max(lineStart, from - 400), from);
  if (/["'`\w]\s*[:=]\s*\\?["'`]$/.test(head)) return true;
  const after = text.slice(comma, comma + 120);
  const literal = String.raw`\s*\\?["'](?:[^"'\\[\](){}]|\\.){0,80}["']\s*`;
  if (new RegExp(`^,${literal}:[^:]`).test(after)) return true;
  const listed = new RegExp(`(?:${literal},){1,40}\\s*\\\\?["']$`).exec(head);
  if (!listed) return /[[{]\s*["']$/.test(head) && new RegExp(`^(?:,${literal}){2,}[,\\]}]`).test(after);
  const opened = head.slice(0, listed.index);
  const before = listed[0].match(/,/g)?.length ?? 0;
  // Pairs: `Map.of("user", "ana", "password", "…")`. The third of a call's arguments may be what is set: `set('db', 'password', '…')`.
  if (/\w\(\s*$/.test(opened) && !/\b(?:array|list|tuple|set|in|enum)\(\s*$/i.test(opened))
    return before % 2 === 1 && (before > 1 || new RegExp(`^,${literal},`).test(after));
  return before > 1 || /[[{(]\s*$/.test(opened) || new RegExp(`^,${literal},`).test(after);
}

/** The quote that is open at a place of a line; empty outside of a literal. */
function openQuote(text: string, lineStart: number, at: number): string {
  let open = '';
  for (let index = lineStart; index < at; index++) {
    const c = text[index]!;
    if (c === '\\') index++;
    else if (open) open = c === open ? '' : open;
    else if (c === '"' || c === '`' || (c === "'" && !/\w/.test(text[index - 1] ?? ''))) open = c;
  }
  return open;
}

function closingOf(text: string, start: number, quote: string, limit: number): number | undefined {
  const single = quote.length === 1;
  for (let at = start; at < text.length && at - start < limit; at++) {
    const c = text[at]!;
    if (c === '\n' && quote !== '"""' && quote !== "'''") return undefined;
    if (text.startsWith(quote, at)) return at;
    if (single && c === '\\') at++;
  }
  return undefined;
}

/** A literal that goes on (`"…" + name`, `'…'.format`) is worked out, not written. */
const joined = (text: string, after: number, quote: string): boolean =>
  quote.length === 1 && /^\s*(?:\+(?!\+)(?!\s*["'`])|\.\s*(?:format|join|replace|concat)\b|%\s*[\w(])/.test(text.slice(after, after + 24));
