import type { Hole, SpecialForm } from './language.ts';
import { scanString } from './string.ts';
import type { StringShape } from './token.ts';

/** A string that begins at `at`, or nothing. */
type Scan = (text: string, at: number, end: number) => StringShape | undefined;

const raw = (contentStart: number, contentEnd: number, end: number, more: Partial<StringShape> = {}): StringShape => ({
  contentStart,
  contentEnd,
  end,
  escape: 'none',
  ...more,
});

/** From `contentStart` to the next `close`; to the end of the line where there is none. */
function until(text: string, contentStart: number, end: number, close: string, more: Partial<StringShape> = {}): StringShape {
  const found = text.indexOf(close, contentStart);
  if (found >= 0 && found + close.length <= end) return raw(contentStart, found, found + close.length, more);
  const line = lineEnd(text, contentStart, end);
  return raw(contentStart, line, line, more);
}

function lineEnd(text: string, at: number, end: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 || found > end ? end : found;
}

/** The lines after the one at `at`, up to the one that is the marker alone. */
function heredoc(text: string, at: number, end: number, marker: string, more: Partial<StringShape>): StringShape | undefined {
  const contentStart = lineEnd(text, at, end) + 1;
  if (contentStart > end) return undefined;
  for (let line = contentStart; line < end; line = lineEnd(text, line, end) + 1) {
    const words = text.slice(line, Math.min(end, line + marker.length + 200)).trimStart();
    if (words.startsWith(marker) && !/^\w/.test(words.slice(marker.length))) {
      const close = text.indexOf(marker, line);
      return raw(contentStart, Math.max(contentStart, line - 1), close + marker.length, more);
    }
  }
  return undefined;
}

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
};

const heredocs = {
  shell: /<<[-~]?[ \t]*(?:\\?([A-Za-z_]\w*)|"(\w+)"|'(\w+)')/y,
  ruby: /<<[-~]?(?:([A-Z_]\w*)|"(\w+)"|'(\w+)')/y,
  php: /<<<[ \t]*(?:(\w+)|"(\w+)"|'(\w+)')/y,
};

function heredocOf(pattern: RegExp, holes: StringShape['holes']): Scan {
  return (text, at, end) => {
    if (text[at] !== '<') return undefined;
    const found = match(pattern, text, at);
    const marker = found?.[1] ?? found?.[2] ?? found?.[3];
    if (!found || !marker) return undefined;
    const literal = found[3] !== undefined || found[0].includes('\\');
    return heredoc(text, at, end, marker, literal || !holes ? {} : { escape: 'backslash', holes });
  };
}

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** `%q(x)`, `%(x)`, `q{x}`: what a bracket opens, its twin closes, nested ones counted. */
function bracketed(text: string, open: number, end: number, more: Partial<StringShape>): StringShape | undefined {
  const opener = text[open] ?? ' ';
  const close = closers[opener] ?? opener;
  if (/[\w\s]/.test(close)) return undefined;
  let depth = 0;
  for (let at = open; at < Math.min(end, open + 4_000); at++) {
    const char = text[at]!;
    if (char === '\\') at++;
    else if (char === close && (depth === 1 || close === opener) && at > open)
      return raw(open + 1, at, at + 1, { escape: 'backslash', ...more });
    else if (char === opener) depth++;
    else if (char === close) depth--;
  }
  return undefined;
}

/** C#'s `@"…"`, `$"…"`, `$@"…"` and `"""…"""`. */
const csharp: Scan = (text, at, end) => {
  const found = match(/([$@]{0,6})("{3,}|")/y, text, at);
  if (!found) return undefined;
  const [, signs, quotes] = found as unknown as [string, string, string];
  const holes: { holes?: Hole[] } = signs.includes('$') ? { holes: ['{'] } : {};
  const start = at + signs.length;
  if (quotes.length >= 3) return until(text, start + quotes.length, end, quotes, holes);
  if (signs.includes('@')) return scanString(text, start, end, { open: '"', close: '"', escape: 'doubled', lines: true, ...holes });
  return signs ? scanString(text, start, end, { open: '"', close: '"', escape: 'backslash', ...holes }) : undefined;
};

export const special: Record<SpecialForm, Scan> = {
  'shell-heredoc': heredocOf(heredocs.shell, ['${', '$(', '$']),
  'ruby-heredoc': heredocOf(heredocs.ruby, ['#{']),
  'php-heredoc': heredocOf(heredocs.php, ['${', '{', '$']),
  'percent-literal': (text, at, end) => {
    const found = match(/%([qQwWiI]?)[([{<|!/]/y, text, at);
    if (!found || (!found[1] && found[0].endsWith('<'))) return undefined;
    return bracketed(text, at + found[0].length - 1, end, found[1] === 'Q' || !found[1] ? { holes: ['#{'] } : {});
  },
  'perl-quote': (text, at, end) => {
    const found = match(/\b(q|qq|qw|qx|m|qr|s|tr|y)\s{0,4}[^\w\s,;=)}>-]/y, text, at);
    if (!found) return undefined;
    const open = at + found[0].length - 1;
    const first = bracketed(text, open, end, found[1] === 'qq' ? { holes: ['${', '$'] } : {});
    if (!first || found[1]![0] === 'q') return first;
    if (found[1] === 'm') return { ...first, minor: true };
    // `s/a/b/` shares its middle delimiter; `s{a}{b}` does not.
    const second = bracketed(text, closers[text[open]!] ? first.end : first.end - 1, end, {});
    return second && { ...first, end: second.end, minor: true };
  },
  'lua-long': (text, at, end) => {
    const found = match(/\[(=*)\[/y, text, at);
    return found ? until(text, at + found[0].length, end, `]${found[1]}]`) : undefined;
  },
  'rust-raw': (text, at, end) => {
    const found = match(/(?:b|c)?r(#*)"/y, text, at);
    return found ? until(text, at + found[0].length, end, `"${found[1]}`) : undefined;
  },
  'cpp-raw': (text, at, end) => {
    const found = match(/(?:u8|[LuU])?R"([^()\\\s]{0,16})\(/y, text, at);
    return found ? until(text, at + found[0].length, end, `)${found[1]}"`) : undefined;
  },
  csharp,
  'sql-dollar': (text, at, end) => {
    const found = match(/\$(\w*)\$/y, text, at);
    return found && text.indexOf(found[0], at + found[0].length) > 0 ? until(text, at + found[0].length, end, found[0]) : undefined;
  },
  'elixir-sigil': (text, at, end) => {
    const found = match(/~([sScCwW])(["'([{<|/])/y, text, at);
    if (!found || text.startsWith('"""', at + 2)) return undefined;
    return bracketed(text, at + 2, end, found[1] === 's' ? { holes: ['#{'] } : {});
  },
  'swift-raw': (text, at, end) => {
    const found = match(/(#+)("""|")/y, text, at);
    return found ? until(text, at + found[0].length, end, `${found[2]}${found[1]}`) : undefined;
  },
  /** `'x'`, `'\n'`; not the `'a` of a Rust lifetime or of a type variable. */
  character: (text, at, end) => {
    const found = match(/'(?:\\[^\n]{1,10}?|[^'\\\n])'/y, text, at);
    return found && at + found[0].length <= end
      ? raw(at + 1, at + found[0].length - 1, at + found[0].length, { escape: 'backslash', minor: true })
      : undefined;
  },
};
