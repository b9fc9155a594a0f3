import type { DocumentHead, Reader } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** What is read with and worked out by, which loads when the first program is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** Programs of Pulumi that are written in YAML. */
export const pulumi: Reader<DataPart> = {
  name: 'pulumi',
  title: 'Pulumi',
  comment: { line: '#' },
  claims: ({ name, contains }: DocumentHead) =>
    /^(?:Pulumi|PulumiPlugin|Main)\.ya?ml$/.test(name) && (contains('resources:') || contains('components:')),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: ({ uri, text }) => partOf(loaded?.yamlDocuments(uri, text).slice(0, 1) ?? []),
  evaluate({ at }, ask) {
    const [document] = ask.part(at)?.documents ?? [];
    return document && loaded?.isProgram(document) ? loaded.factsOf(at, document, ask) : [];
  },
};
