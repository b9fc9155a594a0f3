import ts from 'typescript';
import type { StringRole, StringUse } from '../string-use.ts';
import { attributeContent, literalContent, templateContent } from './content.ts';

type Through = NonNullable<StringUse['through']>[number];

/**
 * The strings of a program that is not finished: TypeScript's own parser makes a tree of any text, where the others give up. In the order
 * they are written.
 */
export function halfTypedUses(text: string, name: string): StringUse[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const uses: StringUse[] = [];
  const open: ts.Node[] = [source];
  for (let node = open.pop(); node; node = open.pop()) {
    const content = contentOf(node, text, source);
    if (content) uses.push({ ...content, ...roleOf(node) });
    ts.forEachChild(node, child => void open.push(child));
  }
  return uses.sort((a, b) => a.start - b.start);
}

function contentOf(node: ts.Node, text: string, source: ts.SourceFile): Pick<StringUse, 'start' | 'end' | 'value' | 'runs'> | undefined {
  const start = node.getStart(source);
  if (ts.isStringLiteral(node))
    return ts.isJsxAttribute(node.parent) ? attributeContent(start, node.end, node.text, text) : literalContent(text, start, node.end);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return literalContent(text, start, node.end);
  if (!ts.isTemplateExpression(node)) return undefined;
  const last = node.templateSpans.at(-1)?.literal;
  const pieces = [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(piece => {
    // A tail that is missing is empty and has no delimiters; one that does not end has the first only.
    const start = Math.min(piece.getStart(source) + 1, piece.end);
    const closing = piece !== last ? 2 : text[piece.end - 1] === '`' ? 1 : 0;
    return { start, end: Math.max(start, piece.end - closing) };
  });
  return templateContent(text, pieces);
}

function roleOf(node: ts.Node): Pick<StringUse, 'role' | 'through'> {
  const through = new Set<Through>();
  let at = node;
  let role: StringRole | undefined;
  for (let steps = 0; !role && at.parent && steps < 64; steps++) {
    role = inParent(at, at.parent, through);
    at = at.parent;
  }
  return { role: role ?? { is: 'other' }, ...(through.size > 0 ? { through: [...through] } : {}) };
}

function inParent(node: ts.Node, parent: ts.Node, through: Set<Through>): StringRole | undefined {
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent))
    return parent.initializer === node ? given('assigned', parent.name) : { is: 'key' };
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node ? given('property', parent.name) : { is: 'key' };
  if (ts.isParameter(parent) || ts.isBindingElement(parent)) return given('default', parent.name);
  if (ts.isJsxAttribute(parent))
    return { is: 'attribute', name: parent.name.getText(), element: parent.parent.parent.tagName.getText(), at: parent.name.getStart() };
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return argument(node, parent);
  if (ts.isTaggedTemplateExpression(parent)) return { is: 'argument', callee: dottedName(parent.tag), index: 0 };
  if (ts.isBinaryExpression(parent)) return inBinary(node, parent, through);
  if (ts.isConditionalExpression(parent)) {
    if (parent.condition === node) return { is: 'other' };
    through.add('choice');
    return undefined;
  }
  if (ts.isArrayLiteralExpression(parent)) {
    through.add('list');
    return undefined;
  }
  if (ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent)) {
    through.add('joined');
    return undefined;
  }
  if (ts.isElementAccessExpression(parent)) return parent.expression === node ? undefined : { is: 'key' };
  if (ts.isComputedPropertyName(parent)) return { is: 'key' };
  if (ts.isCaseClause(parent)) return parent.expression === node ? compared(parent.parent.parent.expression) : { is: 'other' };
  if (ts.isLiteralTypeNode(parent)) return { is: 'type' };
  if (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent)
  )
    return { is: 'import' };
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return returned(parent);
  return handsOn(parent) ? undefined : { is: 'other' };
}

const handsOn = (node: ts.Node): boolean =>
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isTypeAssertionExpression(node) ||
  ts.isAwaitExpression(node) ||
  ts.isJsxExpression(node) ||
  ts.isPropertyAccessExpression(node) ||
  ts.isPrefixUnaryExpression(node) ||
  ts.isSpreadElement(node);

function inBinary(node: ts.Node, { left, operatorToken, right }: ts.BinaryExpression, through: Set<Through>): StringRole | undefined {
  const { kind } = operatorToken;
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment)
    return right === node ? given('assigned', left) : { is: 'key' };
  if (
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken
  ) {
    if (right === node) through.add('fallback');
    return undefined;
  }
  if (kind !== ts.SyntaxKind.PlusToken && kind !== ts.SyntaxKind.CommaToken) return compared(left === node ? right : left);
  if (kind === ts.SyntaxKind.PlusToken) through.add('joined');
  return undefined;
}

function given(is: 'assigned' | 'property' | 'default', target: ts.Node): StringRole {
  const named: ts.Node = ts.isPropertyAccessExpression(target)
    ? target.name
    : ts.isElementAccessExpression(target)
      ? target.argumentExpression
      : target;
  const name = nameOf(named);
  return name === undefined ? { is: 'other' } : { is, name, at: named.getStart() + (ts.isStringLiteralLike(named) ? 1 : 0) };
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isComputedPropertyName(node)) return nameOf(node.expression);
  if (ts.isPrivateIdentifier(node)) return node.text.slice(1);
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : undefined;
}

function argument(node: ts.Node, call: ts.CallExpression | ts.NewExpression): StringRole | undefined {
  if (call.expression === node) return undefined;
  const callee = dottedName(call.expression);
  if (callee === 'require' || callee === 'import') return { is: 'import' };
  const index = call.arguments?.indexOf(node as ts.Expression) ?? -1;
  if (index < 0) return { is: 'type' };
  const previous = call.arguments?.[index - 1];
  const after = previous && ts.isStringLiteralLike(previous) ? previous.text : undefined;
  const assignedTo = assignedName(call);
  return { is: 'argument', callee, index, ...(after === undefined ? {} : { after }), ...(assignedTo === undefined ? {} : { assignedTo }) };
}

function assignedName(call: ts.Node): string | undefined {
  let at = call;
  for (let steps = 0; at.parent && steps < 16; steps++) {
    const role = ts.isCallExpression(at.parent) || ts.isNewExpression(at.parent) ? undefined : inParent(at, at.parent, new Set());
    if (role)
      return role.is === 'assigned' || role.is === 'property' || role.is === 'default' || role.is === 'attribute' ? role.name : undefined;
    at = at.parent;
  }
  return undefined;
}

function dottedName(node: ts.Node): string {
  const names: string[] = [];
  let at: ts.Node | undefined = node;
  for (let steps = 0; at && steps < 16; steps++) {
    if (ts.isPropertyAccessExpression(at)) {
      names.unshift(at.name.text.replace('#', ''));
      at = at.expression;
    } else if (ts.isElementAccessExpression(at)) {
      if (ts.isStringLiteralLike(at.argumentExpression)) names.unshift(at.argumentExpression.text);
      at = at.expression;
    } else if (ts.isCallExpression(at) || ts.isNonNullExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
    else {
      if (ts.isIdentifier(at)) names.unshift(at.text);
      else if (at.kind === ts.SyntaxKind.ThisKeyword) names.unshift('this');
      else if (at.kind === ts.SyntaxKind.SuperKeyword) names.unshift('super');
      else if (at.kind === ts.SyntaxKind.ImportKeyword) names.unshift('import');
      break;
    }
  }
  return names.join('.');
}

function compared(other: ts.Node): StringRole {
  const name = ts.isStringLiteralLike(other) ? '' : dottedName(other);
  return name ? { is: 'compared', name } : { is: 'compared' };
}

function returned(node: ts.Node): StringRole {
  let at: ts.Node | undefined = node;
  while (at && !ts.isFunctionLike(at)) at = at.parent;
  const holder = at?.parent;
  const held = holder && (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) ? holder.name : undefined;
  const named = at && 'name' in at && at.name ? (at.name as ts.Node) : held;
  const name = named && nameOf(named);
  return name === undefined ? { is: 'other' } : { is: 'other', name };
}
