/** Tokens of SQL, one at a time. */
export interface Token {
  kind: 'word' | 'name' | 'string' | 'variable' | 'sign' | 'end';
  /** What it means: a word as written, a name or string without quotes. */
  text: string;
  start: number;
  end: number;
  /** Nothing but blanks stands before it on its line. */
  first: boolean;
}

export interface Lexing {
  /** A backslash in a string escapes what follows (MySQL). */
  backslash: boolean;
  /** `[name]` (SQL Server). */
  brackets: boolean;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff;
export const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code > 160;

/** Where the string or quoted name that begins at `start` ends, after its last quote; doubled quotes are a part of it. */
export function quotedEnd(text: string, start: number, limit: number, backslash: boolean, quote = text[start]!): number {
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0 || close >= limit) return limit;
    if (backslash) {
      let slashes = 0;
      while (close - 1 - slashes > start && text.charCodeAt(close - 1 - slashes) === 92) slashes++;
      if (slashes % 2 === 1) {
        at = close + 1;
        continue;
      }
    }
    if (text[close + 1] === quote && close + 1 < limit) {
      at = close + 2;
      continue;
    }
    return close + 1;
  }
}

/** After a block comment; PostgreSQL nests them. */
export function commentEnd(text: string, start: number, limit: number): number {
  let at = start + 2;
  let depth = 1;
  while (depth > 0) {
    const close = text.indexOf('*/', at);
    if (close < 0 || close >= limit) return limit;
    const open = text.indexOf('/*', at);
    if (open >= 0 && open < close) {
      depth++;
      at = open + 2;
    } else {
      depth--;
      at = close + 2;
    }
  }
  return at;
}

export function lineEnd(text: string, start: number, limit: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 || end > limit ? limit : end;
}

const dollarTag = /\$(?:[A-Za-z_]\w*)?\$/y;

/** The tag of a dollar quote that begins here: `$$`, `$body$`. */
export function dollarQuote(text: string, at: number): string | undefined {
  dollarTag.lastIndex = at;
  return dollarTag.exec(text)?.[0];
}

/** psql `:name`, shells' `$NAME` and `${NAME}`, sqlcmd's `$(NAME)`, templates' `{{ name }}`, `<%= name %>` and `%(name)s`, SQL*Plus's `&name`. */
const variable =
  /\$\{[^}\n]{1,200}\}|\$\([^)\n]{1,200}\)|\$[A-Za-z_]\w*|\{\{[^}\n]{1,200}\}\}|<%[^%\n]{1,200}%>|%\(\w{1,100}\)s|&&?\w+\.?|:(?:'\w+'|"\w+"|\w+)|@@\w+@@/y;

/** The same, anywhere in a quoted text. */
export const holdsVariable = /\$\{[^}]+\}|\$\([^)]+\)|\$[A-Za-z_]|\{\{|<%|%\(\w+\)s|@@\w+@@/;

export class Cursor {
  readonly text: string;
  readonly limit: number;
  readonly #lexing: Lexing;
  at: number;
  /** Where the last token that was taken ends. */
  taken: number;
  #first: boolean;
  #ahead: Token | undefined;

  constructor(text: string, at: number, limit: number, lexing: Lexing, first = true) {
    this.text = text;
    this.at = at;
    this.taken = at;
    this.limit = limit;
    this.#lexing = lexing;
    this.#first = first;
  }

  peek(): Token {
    this.#ahead ??= this.#read();
    return this.#ahead;
  }

  next(): Token {
    const token = this.peek();
    this.#ahead = undefined;
    this.taken = token.end;
    return token;
  }

  /** Whether a word stands next, in whatever case; taken where it does. */
  take(...words: string[]): Token | undefined {
    const token = this.peek();
    return token.kind === 'word' && words.includes(token.text.toUpperCase()) ? this.next() : undefined;
  }

  takeSign(sign: string): Token | undefined {
    const token = this.peek();
    return token.kind === 'sign' && token.text === sign ? this.next() : undefined;
  }

  #read(): Token {
    this.#skip();
    const { text, limit } = this;
    const start = this.at;
    const first = this.#first;
    this.#first = false;
    if (start >= limit) return { kind: 'end', text: '', start: limit, end: limit, first };
    const char = text[start]!;
    const token = (kind: Token['kind'], end: number, meaning: string): Token => {
      this.at = end;
      return { kind, text: meaning, start, end, first };
    };
    if (char === "'") {
      const end = quotedEnd(text, start, limit, this.#lexing.backslash);
      return token('string', end, text.slice(start + 1, end - 1).replaceAll("''", "'"));
    }
    if (char === '"' || char === '`') {
      const end = quotedEnd(text, start, limit, false);
      // In a shell's double quotes, the name's own are escaped.
      return token(
        'name',
        end,
        text
          .slice(start + 1, end - 1)
          .replaceAll(char + char, char)
          .replace(/\\$/, ''),
      );
    }
    if (char === '[' && this.#lexing.brackets) {
      const end = quotedEnd(text, start, limit, false, ']');
      return token('name', end, text.slice(start + 1, end - 1).replaceAll(']]', ']'));
    }
    const tag = char === '$' ? dollarQuote(text, start) : undefined;
    if (tag) {
      const close = text.indexOf(tag, start + tag.length);
      const end = close < 0 || close > limit ? limit : close + tag.length;
      return token('string', end, text.slice(start + tag.length, end - tag.length));
    }
    variable.lastIndex = start;
    const found = text[start + 1] === ':' ? undefined : variable.exec(text)?.[0];
    if (found) return token('variable', start + found.length, found);
    if (isWord(text.charCodeAt(start)) || char === '#') {
      let end = start + 1;
      while (end < limit && (isWord(text.charCodeAt(end)) || text[end] === '$' || text[end] === '#')) end++;
      const word = text.slice(start, end);
      // `N'…'` and `E'…'` are strings.
      if (/^[ENUB]$/i.test(word) && text[end] === "'") {
        const close = quotedEnd(text, end, limit, this.#lexing.backslash || /e/i.test(word));
        return token('string', close, text.slice(end + 1, close - 1).replaceAll("''", "'"));
      }
      return token('word', end, word);
    }
    // Two colons stand between the class and the name of what is secured (SQL Server).
    if (char === ':' && text[start + 1] === ':') return token('sign', start + 2, '::');
    return token('sign', start + 1, char);
  }

  #skip(): void {
    const { text, limit } = this;
    while (this.at < limit) {
      const code = text.charCodeAt(this.at);
      if (code === 10 || code === 13) {
        this.#first = true;
        this.at++;
      } else if (isSpace(code) || code === 92) this.at++;
      else if (code === 45 && text.charCodeAt(this.at + 1) === 45) this.at = lineEnd(text, this.at, limit);
      else if (code === 47 && this.#first && text.charCodeAt(this.at + 1) === 47) this.at = lineEnd(text, this.at, limit);
      else if (code === 47 && text.charCodeAt(this.at + 1) === 42 && text[this.at + 2] !== '!') this.at = commentEnd(text, this.at, limit);
      else return;
    }
  }
}
