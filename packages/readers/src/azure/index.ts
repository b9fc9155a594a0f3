import type { DocumentHead, Reader } from '@idlint/model';
import type { AzurePart } from './part.ts';

/** The parser and the evaluation, which load when the first document is claimed. */
let rooms: typeof import('./rooms.ts') | undefined;

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
    rooms ??= await import('./rooms.ts');
  },
  read: document => rooms?.read(document) ?? { segments: { '': 0 }, faults: [] },
  units: (claimed, ask) => rooms?.unitsAmong(claimed, ask) ?? [],
  evaluate: (unit, ask) => rooms?.evaluated(unit, ask) ?? [],
  edit: (intent, document, part) => rooms?.edit(intent, document, part),
};
