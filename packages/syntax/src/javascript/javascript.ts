import { parse } from '@babel/parser';
import type { StringUse } from '../string-use.ts';
import { estreeUses } from './estree.ts';
import type { EsNode } from './node.ts';

/**
 * JavaScript of any year, JSX and Flow; errors that the parser can step over are.
 * @throws where it can not
 */
export function javascriptUses(text: string): StringUse[] {
  const { program } = parse(text, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowNewTargetOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    attachComment: false,
    plugins: ['estree', 'jsx', 'flow', 'decorators', 'decoratorAutoAccessors', 'doExpressions', 'exportDefaultFrom', 'throwExpressions'],
  });
  return estreeUses(program as unknown as EsNode, text, false);
}
