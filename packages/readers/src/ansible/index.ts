import type { DocumentHead, Reader } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** What is read with and worked out by, which loads when the first playbook is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** What modules whose things are identities are called by, with or without their collection. */
const words = [
  'amazon.aws.',
  'community.aws.',
  'google.cloud.',
  'azure.azcollection.',
  'kubernetes.core.k8s',
  'community.kubernetes.k8s',
  'iam_role:',
  'iam_policy:',
  'iam_managed_policy:',
  'iam_user:',
  'iam_group:',
  'iam_access_key:',
  ' iam:',
  'gcp_iam_',
  'azure_rm_',
  ' k8s:',
];

/** Playbooks of Ansible, and the tasks of its roles, as far as their modules make something in a cloud or in a cluster. */
export const ansible: Reader<DataPart> = {
  name: 'ansible',
  title: 'Ansible',
  comment: { line: '#' },
  claims: ({ uri, extension, contains }: DocumentHead) =>
    (extension === 'yml' || extension === 'yaml') &&
    (contains('hosts:') || /(?:^|\/)(?:tasks|handlers|playbooks)\//.test(uri)) &&
    words.some(word => contains(word)),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: ({ uri, text }) => partOf(loaded?.yamlDocuments(uri, text) ?? []),
  evaluate: ({ at }, ask) =>
    (ask.part(at)?.documents ?? []).flatMap(document => (document.kind === 'list' ? (loaded?.factsOf(at, document, ask) ?? []) : [])),
};
