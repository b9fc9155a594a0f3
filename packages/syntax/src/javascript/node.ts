/** A node of an ESTree program, as both parsers make it: of its members only those that are asked for are looked at. */
export interface EsNode {
  type: string;
  [key: string]: unknown;
}

export const isNode = (value: unknown): value is EsNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Where it starts and ends. */
export function startOf(node: EsNode): [number, number] {
  const range = node.range;
  if (Array.isArray(range)) return [range[0] as number, range[1] as number];
  return [node.start as number, node.end as number];
}

/** The value of a string literal. */
export function stringOf(node: EsNode): string | undefined {
  const value = node.value;
  return (node.type === 'Literal' || node.type === 'StringLiteral') && typeof value === 'string' ? value : undefined;
}

export const child = (node: EsNode, key: string): EsNode | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};

/** `a[b]`: which member it is shows only at run time. */
function isWorkedOut(member: EsNode): boolean {
  const property = child(member, 'property');
  return member.computed === true && (!property || stringOf(property) === undefined);
}

/** How a person calls what an expression names: `password` of `config.db.password` and `config["password"]`. */
export function lastName(node: EsNode | undefined): string | undefined {
  switch (node?.type) {
    case 'Identifier':
    case 'JSXIdentifier':
    case 'PrivateIdentifier':
      return node.name as string;
    case 'PrivateName':
      return lastName(child(node, 'id'));
    case 'Literal':
    case 'StringLiteral':
      return stringOf(node);
    case 'JSXNamespacedName':
      return lastName(child(node, 'name'));
    case 'MemberExpression':
    case 'OptionalMemberExpression':
    case 'JSXMemberExpression':
      return lastName(child(node, isWorkedOut(node) ? 'object' : 'property'));
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return 'super';
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ParenthesizedExpression':
      return lastName(child(node, 'expression'));
    default:
      return undefined;
  }
}

/** The dotted name of what is called: `process.env.get`; calls within it are left out. */
export function dottedName(node: EsNode | undefined): string {
  const names: string[] = [];
  let at = node;
  for (let steps = 0; at && steps < 16; steps++) {
    if (at.type === 'CallExpression' || at.type === 'OptionalCallExpression') at = child(at, 'callee');
    else if (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression') {
      const name = lastName(child(at, 'property'));
      if (name !== undefined && !isWorkedOut(at)) names.unshift(name);
      at = child(at, 'object');
    } else if (at.type === 'ChainExpression' || at.type === 'TSNonNullExpression' || at.type === 'ParenthesizedExpression')
      at = child(at, 'expression');
    else {
      // A literal is no name, and may be a secret.
      const name = at.type === 'Import' ? 'import' : stringOf(at) === undefined ? lastName(at) : undefined;
      if (name !== undefined) names.unshift(name);
      break;
    }
  }
  return names.join('.');
}
