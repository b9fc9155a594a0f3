import type { Reader } from '@idlint/model';
import { isKustomizationName } from '../kustomize/paths.ts';
import type { KubernetesPart } from './read.ts';

/** The parsers and the evaluation, which load when the first document is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/**
 * Kubernetes manifests: what a kustomization comes to, and what none takes in, those of a folder together. Both are applied at once, so what
 * they say of each other holds.
 */
export const kubernetes: Reader<KubernetesPart> = {
  name: 'kubernetes',
  title: 'Kubernetes',
  comment: { line: '#' },

  claims: ({ uri, extension, contains }) =>
    isKustomizationName(uri) ||
    ((extension === 'yaml' || extension === 'yml' || extension === 'json') && contains('apiVersion') && contains('kind')),

  async load() {
    loaded ??= await import('./loaded.ts');
  },

  read: document => loaded?.read(document) ?? { segments: { '': 0 }, faults: [], documents: [] },
  units: (claimed, ask) => loaded?.unitsAmong(claimed, ask) ?? [],
  call: (call, ask) => loaded?.kustomize.answer(call, ask),
  evaluate: ({ at }, ask) => loaded?.factsAt(at, ask) ?? [],
  edit: (intent, document, part) => loaded?.edit(intent, document, part),
};
