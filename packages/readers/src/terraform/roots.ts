import type { Ask, Uri } from '@idlint/model';
import { type ConfigBlock, localSource, plainText } from './configuration.ts';
import type { TerraformPart } from './part.ts';
import { folderOf } from './paths.ts';

/**
 * The folders that are evaluated as root modules: those that nothing in the workspace calls by a local path. Modules are judged where they
 * are used. Of modules that call each other in a circle and that nobody else calls, the first.
 */
export function rootsAmong(claimed: Uri[], ask: Ask<TerraformPart>): Uri[] {
  const calls = new Map<Uri, Set<Uri>>();
  for (const uri of claimed) {
    if (!/\.(?:tf|tofu)(?:\.json)?$/.test(uri)) continue;
    const folder = folderOf(uri);
    const called = calls.get(folder) ?? new Set<Uri>();
    calls.set(folder, called);
    for (const { name: segment, item } of ask.part(uri)?.file.segments ?? []) {
      if (item.kind !== 'block' || item.type.name !== 'module') continue;
      const block: ConfigBlock = {
        block: item,
        source: { uri, segment },
        items: item.body.items.map(node => ({ node, source: { uri, segment } })),
      };
      const target = localSource(folder, plainText(block, 'source') ?? '');
      if (target !== undefined && target !== folder) called.add(target);
    }
  }
  const used = new Set([...calls.values()].flatMap(called => [...called]));
  const roots = [...calls.keys()].filter(folder => !used.has(folder));
  const reached = new Set<Uri>();
  const reach = (from: Uri): void => {
    const pending = [from];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      pending.push(...(calls.get(folder) ?? []));
    }
  };
  for (const root of roots) reach(root);
  for (const folder of calls.keys()) {
    if (reached.has(folder)) continue;
    roots.push(folder);
    reach(folder);
  }
  return roots.sort();
}
