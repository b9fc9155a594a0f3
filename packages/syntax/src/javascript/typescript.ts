import { parse } from '@typescript-eslint/parser';
import type { StringUse } from '../string-use.ts';
import { estreeUses } from './estree.ts';
import type { EsNode } from './node.ts';

/**
 * TypeScript by the compiler's own grammar: what is newer than Babel knows, or what only it takes.
 * @throws where the program is not valid TypeScript
 */
export function strictUses(text: string, jsx: boolean): StringUse[] {
  const program = parse(text, { range: true, ecmaFeatures: { jsx }, loggerFn: false, suppressDeprecatedPropertyWarnings: true });
  return estreeUses(program as unknown as EsNode, text, true);
}
