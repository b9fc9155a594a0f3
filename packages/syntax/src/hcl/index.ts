/** HCL native syntax: text to trees with exact places, whatever the text. */
import type { Expression, SyntaxFault, Template } from './ast.ts';
import { parseExpression as expression } from './expression.ts';
import { Scanner } from './scanner.ts';
import { parseBare } from './template.ts';
import { Token } from './token.ts';

export * from './ast.ts';
export { parse } from './file.ts';

/** An expression alone, as within parentheses: newlines do not end it. */
export function parseExpression(text: string): { expression: Expression; faults: SyntaxFault[] } {
  const s = new Scanner(text);
  s.ignoreNewlines = true;
  s.resume(0);
  const parsed = expression(s);
  if (s.kind !== Token.end) s.fail('expected nothing after the expression');
  return { expression: parsed, faults: s.faults };
}

/** The text of a template file, as templatefile() reads it. */
export function parseTemplate(text: string): { expression: Template; faults: SyntaxFault[] } {
  const s = new Scanner(text);
  return { expression: parseBare(s), faults: s.faults };
}
