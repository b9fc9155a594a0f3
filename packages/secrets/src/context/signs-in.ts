import type { Assignment } from './assignment.ts';
import type { NameJudgement } from './names.ts';

/**
 * Whether a place says that its value signs somebody in, however weak it looks: a user is named beside it, a program compares with it, or an
 * environment is given it.
 */
export function signsIn(text: string, { name, start, end, quoted, compared }: Assignment, { kind }: NameJudgement): boolean {
  // What a parser compares a token with, and a program its kinds of secrets, are words of theirs.
  if (compared) return quoted && (kind === 'password' || /secret$/i.test(name));
  if (kind !== 'password') return signsTokens(text, name, start);
  return (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name) && text[start - 1] === '=') || besideUser(text, start, end);
}

/** `jwt.secret`, `SESSION_SECRET`: whoever guesses the word makes tokens of their own. */
function signsTokens(text: string, name: string, start: number): boolean {
  if (!/secret$/i.test(name)) return false;
  return (
    /jwt|session|cookie/i.test(name) ||
    /(?:^|\n)[ \t]*["']?jwt["']?\s?[:={][^\n]{0,20}\n[^\n]*$/i.test(text.slice(Math.max(0, start - 120), start))
  );
}

/** A user is given a literal within two lines above or below; whoever is anonymous gives any password. */
function besideUser(text: string, start: number, end: number): boolean {
  const above = text
    .slice(Math.max(0, start - 300), start)
    .split('\n')
    .slice(-3)
    .join('\n');
  const below = text
    .slice(end, end + 300)
    .split('\n', 3)
    .join('\n');
  return [above, below].some(beside => user.test(beside) && !/anonymous/i.test(beside));
}

const user =
  /(?:user(?:[-_ ]?(?:name|id))?|login|uid|e?mail(?:address)?)\\?["'\]]{0,2}\s{0,4}(?:=>|[:=,(]|value=)\s{0,4}(?:\\?["'`][^"'`\s${}<>%]{2,60}["'`\\]|[\w.@\\-]{2,60}(?=\s*(?:[;&,#]|$)))/im;
