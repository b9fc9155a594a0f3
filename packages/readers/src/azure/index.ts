import type { DocumentHead, Reader } from '@idlint/model';
import type { AzurePart } from './part.ts';

/** The parser and the evaluation, which load when the first document is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** Azure Resource Manager: Bicep files and ARM templates in JSON, with their files of parameters. */
export const azure: Reader<AzurePart> = {
  name: 'azure',
  title: 'Azure',
  comment: { line: '//' },
  claims: ({ extension, contains }: DocumentHead) =>
    extension === 'bicep' ||
    extension === 'bicepparam' ||
    ((extension === 'json' || extension === 'jsonc') && (contains('eploymentTemplate.json') || contains('eploymentParameters.json'))),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: document => loaded?.read(document) ?? { segments: { '': 0 }, faults: [] },
  units: (claimed, ask) => loaded?.unitsAmong(claimed, ask) ?? [],
  evaluate: (unit, ask) => loaded?.evaluated(unit, ask) ?? [],
  edit: (intent, document, part) => loaded?.edit(intent, document, part),
};
