import type { Ask, DocumentHead, Reader, Unit, Uri } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** The parsers and the evaluation, which load when the first document is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

const extensions = new Set(['yaml', 'yml', 'json', 'template', 'cfn', 'cform']);

/** Templates of AWS CloudFormation, SAM and CDK, in YAML and in JSON. A stack is evaluated with all that it nests. */
export const cloudformation: Reader<DataPart> = {
  name: 'cloudformation',
  title: 'CloudFormation',
  comment: { line: '#' },
  claims: isTemplate,
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: document => loaded?.read(document) ?? partOf([]),
  units: (claimed: Uri[], ask: Ask<DataPart>): Unit[] =>
    (loaded?.outermostAmong(claimed, ask) ?? []).map(at => ({ reader: 'cloudformation', at })),
  evaluate: ({ at }: Unit, ask: Ask<DataPart>) => loaded?.factsIn(at, ask) ?? [],
  call: (call, ask) => loaded?.call(call, ask),
  edit: (intent, document, part) => loaded?.edit(intent, document, part),
};

/** What CDK puts beside its templates to be deployed with them (code, layers) is none of them. */
const asset = /(?:^|\/)asset\.[0-9a-f]{8,}[^/]*\//;

function isTemplate(head: DocumentHead): boolean {
  if (!extensions.has(head.extension) || asset.test(head.uri) || /^serverless\.(?:ya?ml|json)$/.test(head.name)) return false;
  if (head.contains('AWSTemplateFormatVersion')) return true;
  // A piece that a service of the Serverless Framework puts in is read with it.
  return head.contains('Resources') && head.contains('AWS::') && !['${self:', '${opt:', '${sls:', '${param:'].some(head.contains);
}
