import type { Data } from '@idlint/evaluate';
import type { DocumentHead, Part, Reader } from '@idlint/model';

interface PulumiPart extends Part {
  document?: Data;
}

/** What is read with and worked out by, which loads when the first program is claimed. */
let rooms: typeof import('./rooms.ts') | undefined;

/** Programs of Pulumi that are written in YAML. */
export const pulumi: Reader<PulumiPart> = {
  name: 'pulumi',
  title: 'Pulumi',
  comment: { line: '#' },
  claims: ({ name, contains }: DocumentHead) =>
    /^(?:Pulumi|PulumiPlugin|Main)\.ya?ml$/.test(name) && (contains('resources:') || contains('components:')),
  async load() {
    rooms ??= await import('./rooms.ts');
  },
  read({ uri, text }) {
    const [first] = rooms?.yamlDocuments(uri, text) ?? [];
    const segments = { '': 0, ...(first ? { [first.segment]: first.offset } : {}) };
    if (!first) return { segments, faults: [] };
    const faults = first.faults.map(({ at, message }) => ({ segment: first.segment, start: at.start, end: at.end, message }));
    return { segments, faults, document: first.data };
  },
  evaluate({ at }, ask) {
    const document = ask.part(at)?.document;
    return document && rooms?.isProgram(document) ? rooms.factsOf(at, document, ask) : [];
  },
};
