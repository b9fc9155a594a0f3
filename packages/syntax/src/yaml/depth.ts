import { Lexer, Parser } from 'yaml';

/** What nests deeper than this is not parsed: no document that a person keeps does. */
const deepest = 256;

/**
 * Whether the document nests so deeply that the library, which descends by recursion, would exhaust the stack; it may even take the
 * whole process with it, where it compiles a regular expression at the stack's end. Decided by a glance at the text in all but odd cases.
 */
export function nestsTooDeeply(text: string): boolean {
  return mayNestDeeply(text) && stackOf(text) > deepest;
}

/** Each level takes a bracket, or at least a column at the start of a line for every two levels. */
function mayNestDeeply(text: string): boolean {
  let brackets = 0;
  let column = 0;
  let leading = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      leading = true;
      column = 0;
    } else if (code === 91 || code === 123) {
      if (++brackets > deepest) return true;
      leading = false;
    } else if (code === 93 || code === 125) {
      if (brackets > 0) brackets--;
      leading = false;
    } else if (leading) {
      if (code === 32 || code === 9 || code === 45 || code === 58 || code === 63) {
        if (++column > deepest / 2) return true;
      } else leading = false;
    }
  }
  return false;
}

/** The depth that the library's own parser reaches, which keeps its stack by itself; not counted further than is too deep. */
function stackOf(text: string): number {
  const parser = new Parser();
  let deep = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    deep = Math.max(deep, parser.stack.length);
    if (deep > deepest) break;
  }
  return deep;
}
