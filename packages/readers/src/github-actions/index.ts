import { type Data, mapOf, member } from '@idlint/evaluate';
import type { Fact, Part, Reader } from '@idlint/model';
import { jobFacts, jobName, permissionFacts, undeclaredPermissions } from './job.ts';

interface WorkflowPart extends Part {
  /** Undefined where nothing of it can be read. */
  root?: Data;
}

let yamlDocuments: typeof import('@idlint/evaluate/yaml').yamlDocuments | undefined;

/**
 * Workflows of GitHub Actions: each job is an identity with a token of its own.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export const githubActions: Reader<WorkflowPart> = {
  name: 'github-actions',
  title: 'workflow',
  comment: { line: '#' },

  claims: ({ uri }) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(uri),

  async load() {
    ({ yamlDocuments } = await import('@idlint/evaluate/yaml'));
  },

  read({ uri, text }) {
    const [document] = yamlDocuments?.(uri, text) ?? [];
    const part: WorkflowPart = { segments: { '': 0 }, faults: [] };
    if (!document) return part;
    const { segment, offset, data, faults } = document;
    return {
      root: data,
      segments: { '': 0, [segment]: offset },
      faults: faults.map(({ at, message }) => ({ segment, start: at.start, end: at.end, message })),
    };
  },

  evaluate({ at: uri }, ask) {
    const root = ask.part(uri)?.root;
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
