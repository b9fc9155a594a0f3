import type { Reader } from '@idlint/model';
import type { HelmPart } from './part.ts';

/** The template language and the evaluation, which load when the first document of a chart is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** Helm charts: each is rendered with its own values, as `helm template` does, and its objects are judged as those of any manifest. */
export const helm: Reader<HelmPart> = {
  name: 'helm',
  title: 'Helm',
  // The second in an action: `{{/* … */}}`.
  comment: [{ line: '#' }, { open: '/*', close: '*/' }],

  claims: ({ uri, name, extension, contains }) =>
    name === 'Chart.yaml' ||
    (/(?:^|\/)templates\//.test(uri) &&
      (extension === 'yaml' || extension === 'yml' || extension === 'tpl') &&
      contains('{{') &&
      (contains('.Values') || contains('.Release') || contains('.Chart') || contains('include ') || contains('define '))),

  async load() {
    loaded ??= await import('./loaded.ts');
  },

  read: document => (!loaded || document.uri.endsWith('Chart.yaml') ? { segments: { '': 0 }, faults: [] } : loaded.read(document)),
  units: (claimed, ask) => loaded?.unitsAmong(claimed, ask) ?? [],
  evaluate: ({ at }, ask) => loaded?.factsAt(at, ask) ?? [],
  edit: (intent, document, part) => loaded?.edit(intent, document, part),
};
