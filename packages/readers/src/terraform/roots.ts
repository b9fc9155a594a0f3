import { type Ask, folderOf, type Uri } from '@idlint/model';
import { blockAt, localSource, plainText } from './configuration.ts';
import { headsOf, type TerraformPart } from './part.ts';
import { terragruntUnits } from './terragrunt/unit.ts';

/**
 * What is evaluated at once: the folders that nothing in the workspace calls by a local path, as root modules, and the units of Terragrunt.
 * Modules are judged where they are used. Of modules that call each other in a circle and that nobody else calls, the first.
 */
export function rootsAmong(claimed: Uri[], ask: Ask<TerraformPart>): Uri[] {
  const { units, run } = terragruntUnits(claimed, ask);
  return [...foldersAmong(claimed, ask, run), ...units].sort();
}

/** `run`: by somebody else than Terraform, with values of its own. */
function foldersAmong(claimed: Uri[], ask: Ask<TerraformPart>, run: ReadonlySet<Uri>): Uri[] {
  const calls = new Map<Uri, Set<Uri>>();
  for (const uri of claimed) {
    if (!/\.(?:tf|tofu)(?:\.json)?$/.test(uri)) continue;
    const folder = folderOf(uri);
    const called = calls.get(folder) ?? new Set<Uri>();
    calls.set(folder, called);
    for (const head of headsOf(uri, ask)) {
      if (head.kind !== 'block' || head.type.name !== 'module') continue;
      const block = blockAt(head, { uri, segment: head.segment }, ask);
      const target = localSource(folder, plainText(block, 'source') ?? '');
      if (target !== undefined && target !== folder) called.add(target);
    }
  }
  const used = new Set([...run, ...[...calls.values()].flatMap(called => [...called])]);
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
  for (const root of [...roots, ...run]) reach(root);
  for (const folder of calls.keys()) {
    if (reached.has(folder)) continue;
    roots.push(folder);
    reach(folder);
  }
  return roots;
}
