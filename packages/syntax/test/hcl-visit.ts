import type { Attribute, Block, Expression, TemplatePart } from '../src/hcl/index.ts';

export type AnyNode = Attribute | Block | Expression | TemplatePart;

/** Calls `see` with the node and everything in it, outer before inner. */
export function visit(node: AnyNode, see: (node: AnyNode, parent: AnyNode | undefined) => void, parent?: AnyNode): void {
  see(node, parent);
  for (const child of childrenOf(node)) visit(child, see, node);
}

/** In the order they are written. */
export function childrenOf(node: AnyNode): AnyNode[] {
  switch (node.kind) {
    case 'attribute':
    case 'interpolation':
      return [node.value];
    case 'block':
      return node.body.items;
    case 'template':
      return node.parts;
    case 'if':
      return [node.condition, ...node.then, ...node.else];
    case 'for-directive':
      return [node.collection, ...node.parts];
    case 'tuple':
      return node.items;
    case 'object':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'call':
      return node.args;
    case 'for':
      return [node.collection, node.key, node.value, node.condition].filter(child => child !== undefined);
    case 'get-attr':
      return [node.on];
    case 'index':
      return [node.on, node.key];
    case 'splat':
      return [node.on, node.each];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.then, node.else];
    case 'parentheses':
      return [node.inner];
    default:
      return [];
  }
}
