import type { StringUse } from '../string-use.ts';
import { attributeContent, literalContent, templateContent } from './content.ts';
import { type EsNode, isNode, startOf, stringOf } from './node.ts';
import { roleOf } from './roles.ts';

/** A node and the one that it is in. Kept apart from the tree, which has no way up. */
export interface Visited {
  node: EsNode;
  parent?: Visited;
}

/** What may not be walked into: positions, and what the parsers keep beside the tree. */
const beside = new Set([
  'type',
  'start',
  'end',
  'range',
  'loc',
  'parent',
  'tokens',
  'comments',
  'errors',
  'extra',
  'leadingComments',
  'trailingComments',
  'innerComments',
]);

/**
 * The strings of an ESTree program, in the order they are written. Goes through the tree without recursion: a sum of a thousand strings is
 * a thousand levels deep. `delimited`: the range of a template's text has its delimiters in it, as @typescript-eslint has it.
 */
export function estreeUses(program: EsNode, text: string, delimited = false): StringUse[] {
  const uses: StringUse[] = [];
  const open: Visited[] = [{ node: program }];
  for (let visited = open.pop(); visited; visited = open.pop()) {
    const { node } = visited;
    const use = contentOf(visited, text, delimited);
    if (use) uses.push({ ...use, ...roleOf(visited) });
    for (const key in node) {
      if (beside.has(key)) continue;
      const value = node[key];
      if (Array.isArray(value)) {
        for (const child of value) if (isNode(child)) open.push({ node: child, parent: visited });
      } else if (isNode(value)) open.push({ node: value, parent: visited });
    }
  }
  return uses.sort((a, b) => a.start - b.start);
}

function contentOf(
  { node, parent }: Visited,
  text: string,
  delimited: boolean,
): Pick<StringUse, 'start' | 'end' | 'value' | 'runs'> | undefined {
  const [start, end] = startOf(node);
  const value = stringOf(node);
  if (value !== undefined)
    return parent?.node.type === 'JSXAttribute' ? attributeContent(start, end, value, text) : literalContent(text, start, end);
  if (node.type !== 'TemplateLiteral' && node.type !== 'TSTemplateLiteralType') return undefined;
  const quasis = Array.isArray(node.quasis) ? node.quasis.filter(isNode) : [];
  const pieces = quasis.map((quasi, index) => {
    const [from, to] = startOf(quasi);
    return delimited ? { start: from + 1, end: to - (index === quasis.length - 1 ? 1 : 2) } : { start: from, end: to };
  });
  return templateContent(text, pieces);
}
