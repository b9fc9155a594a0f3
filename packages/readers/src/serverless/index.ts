import type { Ask, DocumentHead, Reader, Unit } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** The parsers and the evaluation, which load when the first document is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** Services of the Serverless Framework on AWS, in YAML and in JSON. What is written as a program is not read, and said. */
export const serverless: Reader<DataPart> = {
  name: 'serverless',
  title: 'Serverless Framework',
  comment: { line: '#' },
  claims: isService,
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: document => loaded?.read(document) ?? partOf([]),
  evaluate: ({ at }: Unit, ask: Ask<DataPart>) => loaded?.factsIn(at, ask) ?? [],
};

function isService(head: DocumentHead): boolean {
  if (/^serverless(?:[.-][\w-]+)*\.(?:ya?ml|json)$/.test(head.name)) return head.contains('provider') && head.contains('service');
  return /^serverless\.[cm]?[jt]s$/.test(head.name) && head.contains('provider: {') && head.contains('service:');
}
