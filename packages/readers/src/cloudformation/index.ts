import type { Data } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import type { DocumentHead, Part, Reader, SourceDocument } from '@idlint/model';
import { edit } from './edit.ts';
import { factsOf } from './resources/index.ts';
import { templateOf } from './template.ts';

interface TemplatePart extends Part {
  documents: Data[];
}

let yamlDocuments: typeof import('@idlint/evaluate/yaml').yamlDocuments | undefined;

const extensions = new Set(['yaml', 'yml', 'json', 'template', 'cfn', 'cform']);

/** Templates of AWS CloudFormation and SAM, in YAML and in JSON. */
export const cloudformation: Reader<TemplatePart> = {
  name: 'cloudformation',
  title: 'CloudFormation',
  comment: { line: '#' },

  claims: isTemplate,

  async load() {
    ({ yamlDocuments } = await import('@idlint/evaluate/yaml'));
  },

  read(document) {
    const segments: Part['segments'] = { '': 0 };
    if (isJson(document)) {
      const { data, faults } = jsonData(document.uri, document.text);
      return {
        segments,
        faults: faults.map(({ at, message }) => ({ segment: '', start: at.start, end: at.end, message })),
        documents: [data],
      };
    }
    const documents = yamlDocuments?.(document.uri, document.text) ?? [];
    for (const { segment, offset } of documents) segments[segment] = offset;
    return {
      segments,
      faults: documents.flatMap(({ segment, faults }) =>
        faults.map(({ at, message }) => ({ segment, start: at.start, end: at.end, message })),
      ),
      documents: documents.map(({ data }) => data),
    };
  },

  evaluate({ at: uri }, ask) {
    return (ask.part(uri)?.documents ?? []).flatMap(document => {
      const template = templateOf(uri, document);
      return template ? factsOf(template) : [];
    });
  },

  edit,
};

function isTemplate(head: DocumentHead): boolean {
  if (!extensions.has(head.extension)) return false;
  return head.contains('AWSTemplateFormatVersion') || (head.contains('Resources') && head.contains('AWS::'));
}

const isJson = ({ text }: SourceDocument): boolean => /^\s*\{/.test(text.slice(0, 1000));
