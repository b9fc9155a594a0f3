import { type Leaf, namedBySibling } from '../leaf.ts';
import { parseJson } from './parse.ts';
import type { JsonNode } from './tree.ts';

/** The values of a JSON document under their keys; comments are allowed. */
export function jsonLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: JsonNode, path: string[], key: Leaf['key']): void => {
    if (node.kind === 'array') for (const item of node.items) visit(item, path, key);
    if (node.kind === 'object') {
      const named = namedBySibling(node.members.map(member => member.key.value));
      node.members.forEach(({ key: own, value }, index) => {
        const name = node.members[named.get(index) ?? -1]?.value;
        const said = name?.kind === 'string' ? name : own;
        visit(value, [...path, said.value], { start: said.start, end: said.end });
      });
    }
    const place = { path, start: node.start, end: node.end, ...(key ? { key } : {}) };
    if (node.kind === 'string') leaves.push({ ...place, value: node.value, string: true, ...(node.runs ? { runs: node.runs } : {}) });
    if (node.kind === 'number') leaves.push({ ...place, value: node.text, string: false });
    if (node.kind === 'word') leaves.push({ ...place, value: String(node.value), string: false });
  };
  const { root } = parseJson(text, { comments: true });
  if (root) visit(root, [], undefined);
  return leaves;
}
