import type { Identity, Place } from '@idlint/model';

/** Namespaces that belong to the cluster itself. */
export const isSystemNamespace = (namespace: string): boolean => /^kube-(?:system|public|node-lease)$/.test(namespace);

/** Accounts that Kubernetes makes, and the one that every namespace has: nobody declares them, and their owner is the cluster's. */
export function isSystemAccount({ platform, name, scope }: Identity): boolean {
  if (platform !== 'kubernetes') return false;
  if (scope?.kind === 'known' && isSystemNamespace(scope.value)) return true;
  return name.kind === 'known' && (name.value === 'default' || name.value.startsWith('system:'));
}

/** A Name of an object in a namespace, taken apart; undefined for other Names, and for what a template or a variable puts in. */
export function namespacedName(name: string): { kind: string; namespace: string; name: string } | undefined {
  const match = /^kubernetes:(ServiceAccount|Role)\/([^/@{}$]*)\/([^/@{}$]+)(?:@|$)/.exec(name);
  return match ? { kind: match[1]!, namespace: match[2]!, name: match[3]! } : undefined;
}

/** What is applied at once: manifests of a folder. */
export const folderOf = ({ uri }: Place): string => uri.slice(0, uri.lastIndexOf('/') + 1);
