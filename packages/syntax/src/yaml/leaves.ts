import { type Leaf, namedBySibling } from '../leaf.ts';
import { splitDocuments } from './documents.ts';
import { parseYaml } from './parse.ts';
import type { YamlNode, YamlScalar } from './tree.ts';

/** The values of all documents of a YAML file under their keys. What an alias stands for is said once, where it is written. */
export function yamlLeaves(text: string): Leaf[] {
  return splitDocuments(text).flatMap(({ start, end }) => documentLeaves(text.slice(start, end), start));
}

function documentLeaves(text: string, offset: number): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: YamlNode, path: string[], key: Leaf['key']): void => {
    if (node.kind === 'scalar') leaves.push(leaf(node, path, key, offset));
    if (node.kind === 'sequence') for (const item of node.items) visit(item, path, key);
    if (node.kind !== 'map') return;
    const named = namedBySibling(node.entries.map(({ key }) => (key.kind === 'scalar' ? key.text : '')));
    node.entries.forEach(({ key: own, value }, index) => {
      const name = node.entries[named.get(index) ?? -1]?.value;
      const said = name?.kind === 'scalar' ? name : own;
      visit(value, [...path, said.kind === 'scalar' ? said.text : ''], { start: said.start + offset, end: said.end + offset });
    });
  };
  const { root } = parseYaml(text);
  if (root) visit(root, [], undefined);
  return leaves;
}

function leaf({ start, end, text, value, runs, tag }: YamlScalar, path: string[], key: Leaf['key'], offset: number): Leaf {
  return {
    path,
    ...(key ? { key } : {}),
    value: text,
    start: start + offset,
    end: end + offset,
    ...(runs ? { runs: runs.map(run => ({ ...run, outer: run.outer + offset })) } : {}),
    string: typeof value === 'string',
    ...(tag ? { tag: tag.name } : {}),
  };
}
