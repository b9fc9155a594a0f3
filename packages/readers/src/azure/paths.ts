import type { Uri } from '@idlint/model';

/** A path as a file of the workspace writes it, from the workspace's root; undefined where it leads out of the workspace. */
export function resolved(from: Uri, path: string): Uri | undefined {
  if (path.startsWith('/') || path.includes(':')) return undefined;
  const steps = from.split('/').slice(0, -1);
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}
