import type { Uri } from '@idlint/model';

/** The names under which a folder may have its kustomization. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
export const isKustomizationName = (uri: Uri): boolean => kustomizationNames.includes(uri.slice(uri.lastIndexOf('/') + 1));

/** A repository or an address elsewhere. https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md */
export const isRemote = (path: string): boolean =>
  /^(?:[\w+]+:{1,2}\/{0,2}|[\w.-]+@)/.test(path) ||
  /^(?:[\w-]+\.)+[a-z]{2,}[/:]/i.test(path) ||
  /[?&](?:ref|version)=/.test(path) ||
  path.includes('//');
