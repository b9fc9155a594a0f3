import { mapOf, member } from '@idlint/evaluate';
import type { Fact, Reader } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';
import { jobFacts, jobName, permissionFacts, undeclaredPermissions } from './job.ts';

let yamlDocuments: typeof import('@idlint/evaluate/yaml').yamlDocuments | undefined;

/**
 * Workflows of GitHub Actions: each job is an identity with a token of its own.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export const githubActions: Reader<DataPart> = {
  name: 'github-actions',
  title: 'workflow',
  comment: { line: '#' },

  claims: ({ uri }) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(uri),

  async load() {
    ({ yamlDocuments } = await import('@idlint/evaluate/yaml'));
  },

  read: ({ uri, text }) => partOf(yamlDocuments?.(uri, text).slice(0, 1) ?? []),

  evaluate({ at: uri }, ask) {
    const [root] = ask.part(uri)?.documents ?? [];
    const jobs = root && mapOf(member(root, 'jobs'));
    if (!root || !jobs) return [];
    const facts: Fact[] = [...jobs.entries].flatMap(([id, { key, value }]) => jobFacts({ uri, root }, id, key, value));
    const heirs = [...jobs.entries].filter(([, { value }]) => value.kind === 'map' && member(value, 'permissions').kind === 'absent');
    if (member(root, 'permissions').kind !== 'absent') {
      const names = heirs.map(([id]) => jobName(uri, id));
      return [...permissionFacts(`${uri}#permissions`, root, names), ...facts];
    }
    return heirs[0] ? [...undeclaredPermissions(uri, heirs[0][1].key), ...facts] : facts;
  },
};
