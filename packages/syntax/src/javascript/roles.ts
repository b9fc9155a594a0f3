import type { StringRole, StringUse } from '../string-use.ts';
import type { Visited } from './estree.ts';
import { child, dottedName, type EsNode, lastName, startOf, stringOf } from './node.ts';

type Through = NonNullable<StringUse['through']>[number];

const comparing = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);
/** These hand on what is in them. */
const transparent = new Set([
  'AwaitExpression',
  'ChainExpression',
  'JSXExpressionContainer',
  'ParenthesizedExpression',
  'SequenceExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TypeCastExpression',
  'UnaryExpression',
]);
const imports = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'TSExternalModuleReference',
  'TSModuleDeclaration',
  'ImportExpression',
  'TSImportType',
  'ImportSpecifier',
  'ExportSpecifier',
  'ImportAttribute',
]);
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
/** How many nodes up the use of a value is looked for. */
const farthest = 64;

/** What a string is there for, by what it stands in. */
export function roleOf(visited: Visited): Pick<StringUse, 'role' | 'through'> {
  const through = new Set<Through>();
  const role = climb(visited, through);
  return through.size > 0 ? { role, through: [...through] } : { role };
}

function climb(visited: Visited, through: Set<Through>): StringRole {
  let at = visited;
  for (let steps = 0; at.parent && steps < farthest; steps++) {
    const role = inParent(at.node, at.parent, through);
    if (role) return role;
    at = at.parent;
  }
  return { is: 'other' };
}

/** The role that the parent gives to its child, or nothing where it hands on what the child is. */
function inParent(node: EsNode, { node: parent, parent: above }: Visited, through: Set<Through>): StringRole | undefined {
  if (transparent.has(parent.type)) return undefined;
  if (imports.has(parent.type)) return { is: 'import' };
  switch (parent.type) {
    case 'VariableDeclarator':
      return given('assigned', child(parent, 'id'));
    case 'AssignmentExpression':
      return parent.right === node ? given('assigned', child(parent, 'left')) : { is: 'key' };
    case 'AssignmentPattern':
      return given('default', child(parent, 'left'));
    case 'PropertyDefinition':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'AccessorProperty':
      return parent.value === node ? given('assigned', child(parent, 'key')) : { is: 'key' };
    case 'TSEnumMember':
      return parent.initializer === node ? given('assigned', child(parent, 'id')) : { is: 'key' };
    case 'Property':
    case 'ObjectProperty':
      return parent.value === node ? given('property', child(parent, 'key')) : { is: 'key' };
    case 'JSXAttribute':
      return attribute(parent, above?.node);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return argument(node, parent, above);
    case 'TaggedTemplateExpression':
      return { is: 'argument', callee: dottedName(child(parent, 'tag')), index: 0 };
    case 'BinaryExpression':
      if (comparing.has(parent.operator as string)) return compared(child(parent, parent.left === node ? 'right' : 'left'));
      through.add('joined');
      return undefined;
    case 'TemplateLiteral':
      through.add('joined');
      return undefined;
    case 'LogicalExpression':
      if (parent.right === node) through.add('fallback');
      return undefined;
    case 'ConditionalExpression':
      if (parent.test === node) return { is: 'other' };
      through.add('choice');
      return undefined;
    case 'ArrayExpression':
    case 'TupleExpression':
      through.add('list');
      return undefined;
    case 'SpreadElement':
      return undefined;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === node ? undefined : { is: 'key' };
    case 'SwitchCase':
      return parent.test === node ? compared(above && child(above.node, 'discriminant')) : { is: 'other' };
    case 'TSLiteralType':
    case 'StringLiteralTypeAnnotation':
    case 'TSTemplateLiteralType':
      return { is: 'type' };
    case 'ExpressionStatement':
    case 'Directive':
      return typeof parent.directive === 'string' || parent.type === 'Directive' ? { is: 'directive' } : { is: 'other' };
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(parent, above);
    default:
      return { is: 'other' };
  }
}

function given(is: 'assigned' | 'property' | 'default', target: EsNode | undefined): StringRole {
  const name = lastName(target);
  if (name === undefined || !target) return { is: 'other' };
  const named = target.type.endsWith('MemberExpression') ? (child(target, 'property') ?? target) : target;
  const [start] = startOf(named);
  return { is, name, at: stringOf(named) === undefined ? start : start + 1 };
}

function attribute(parent: EsNode, element: EsNode | undefined): StringRole {
  const name = child(parent, 'name');
  if (!name) return { is: 'other' };
  return { is: 'attribute', name: lastName(name) ?? '', element: lastName(element && child(element, 'name')) ?? '', at: startOf(name)[0] };
}

function argument(node: EsNode, call: EsNode, above: Visited | undefined): StringRole | undefined {
  // `"x".trim()` is what it is without the call.
  if (call.callee === node) return undefined;
  const callee = dottedName(child(call, 'callee'));
  if (callee === 'require' || callee === 'import') return { is: 'import' };
  const list = Array.isArray(call.arguments) ? (call.arguments as EsNode[]) : [];
  const index = list.indexOf(node);
  if (index < 0) return { is: 'type' };
  const previous = list[index - 1];
  const after = previous && stringOf(previous);
  const assignedTo = above && assignedName({ node: call, parent: above });
  return { is: 'argument', callee, index, ...(after === undefined ? {} : { after }), ...(assignedTo === undefined ? {} : { assignedTo }) };
}

/** What a call's result is given to. */
function assignedName(visited: Visited): string | undefined {
  let at = visited;
  for (let steps = 0; at.parent && steps < 16; steps++) {
    const { node } = at.parent;
    if (node.type.endsWith('CallExpression') || node.type === 'NewExpression') at = at.parent;
    else {
      const role = inParent(at.node, at.parent, new Set());
      if (role)
        return 'name' in role && (role.is === 'assigned' || role.is === 'property' || role.is === 'default' || role.is === 'attribute')
          ? role.name
          : undefined;
      at = at.parent;
    }
  }
  return undefined;
}

function compared(other: EsNode | undefined): StringRole {
  const name = other && !stringOf(other) ? dottedName(other) : '';
  return name ? { is: 'compared', name } : { is: 'compared' };
}

/** What a function gives back bears the function's name. */
function returned(node: EsNode, above: Visited | undefined): StringRole {
  let at: Visited | undefined = { node, ...(above ? { parent: above } : {}) };
  for (let steps = 0; at && steps < farthest && !functions.has(at.node.type); steps++) at = at.parent;
  const { node: made, parent } = at ?? {};
  const owner = parent?.node;
  const key =
    owner && ['MethodDefinition', 'Property', 'ObjectProperty', 'PropertyDefinition'].includes(owner.type)
      ? child(owner, 'key')
      : undefined;
  const name = lastName((made && child(made, 'id')) ?? key ?? (owner?.type === 'VariableDeclarator' ? child(owner, 'id') : undefined));
  return name === undefined ? { is: 'other' } : { is: 'other', name };
}
