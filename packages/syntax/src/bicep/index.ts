/** Bicep: text to a tree with exact places, whatever the text; and the expressions of ARM templates, which are trees of the same nodes. */
import type { BicepFile } from './ast.ts';
import { Scanner } from './scanner.ts';
import { parseStatement } from './statement.ts';

export * from './ast.ts';

/** A `.bicep` or a `.bicepparam` file. What can't be read costs its line, or its statement; the rest is read. */
export function parse(text: string): BicepFile {
  const s = new Scanner(text);
  const statements: BicepFile['statements'] = [];
  s.newlines();
  while (!s.is('end')) {
    const { start } = s;
    const faults = s.faults.length;
    const statement = parseStatement(s);
    if (statement) statements.push(statement);
    if (!s.is('newline') && !s.is('end') && (s.start === start || !s.beginsStatement())) {
      if (s.faults.length === faults) s.fault('expected a new line', s.start, s.end);
      s.skipToStatement();
    } else if (!statement && s.start === start) s.skipToStatement();
    s.newlines();
  }
  return { statements, faults: s.faults };
}
