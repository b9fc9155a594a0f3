/** Formats whose secrets no single line shows: their names stand elsewhere, or the code in them is text of another document. */
import type { SourceDocument } from '@idlint/model';
import { parseJson } from '@idlint/syntax/json';
import type { Candidate, Hit } from '../candidate.ts';
import { isTestPath } from '../context/form.ts';
import { deploymentSecrets, isDeployment } from './deployment.ts';
import { elementSecrets } from './elements.ts';
import type { Embedded } from './embedded.ts';
import { jsonPairs, pairsAt } from './json-pairs.ts';
import { kubernetesSecrets } from './kubernetes.ts';
import { notebookOf } from './notebook.ts';
import { officeText, officeWords } from './office.ts';
import { sqlRows } from './sql-rows.ts';
import { stateSecrets } from './state.ts';

/** Characters of a document that is parsed: what is larger is data. */
const longest = 1 << 22;
const extension = /\.(ipynb|json|tfstate|ya?ml|tpl|xml|jmx|plist|config|sql)(?:\.(?:backup|j2|tmpl|gotmpl))?$/i;

/** In any case: what stands in these formats where no word of the context would be told, because no value follows it on its line. */
export const structureWords = [
  'assword">',
  'assword>',
  'passwd">',
  'token">',
  'secret">',
  'kind: secret',
  'kind: "secret',
  '"kind": "secret"',
  '"kind":"secret"',
  'kind: sealedsecret',
  '"sensitive"',
  'random_password',
  'insert into ',
  ' from stdin',
  ...officeWords,
  '"terraform_version"',
  'deploymenttemplate.json',
  'deploymentparameters.json',
];

export interface Structure {
  candidates: Candidate[];
  /** Values of which it has said all that there is to say. */
  read: { start: number; end: number }[];
  embedded?: Embedded;
  /** What was left out, and why. */
  limit?: string;
}

const tooLarge = `secrets that only its format tells are not looked for in a file of more than ${longest >> 20} Mi characters`;

/**
 * @param hits where words of the context stand
 * @param words of `structureWords`, those that stand in it
 * @returns undefined where the document is of no such format; never throws
 */
export function structureOf({ uri, text }: SourceDocument, hits: readonly Hit[], words: readonly string[]): Structure | undefined {
  const manifest = words.some(word => word.includes('kind')) ? manifestOf : nothing;
  const format = extension.exec(uri)?.[1]?.toLowerCase();
  if (!format) return undefined;
  if (format === 'sql') {
    const large = text.length > longest;
    const candidates = sqlRows(large ? text.slice(0, longest) : text);
    return { candidates: milder(uri, candidates), read: [], ...(large && candidates.length > 0 ? { limit: tooLarge } : {}) };
  }
  if (text.length > longest) {
    const told = format === 'tfstate' || format === 'ipynb' || manifest !== nothing;
    return told ? { candidates: [], read: [], limit: tooLarge } : undefined;
  }
  if (format === 'yaml' || format === 'yml' || format === 'tpl') return manifest(uri, text);
  const embedded = format === 'xml' ? officeText(uri, text) : undefined;
  if (embedded) return { candidates: [], read: [], embedded };
  if (format === 'xml' || format === 'jmx' || format === 'plist' || format === 'config')
    return { candidates: milder(uri, elementSecrets(text)), read: [] };
  const deployment = format === 'json' && isDeployment(text);
  if (format === 'json' && !deployment && !/postman/i.test(uri)) {
    const pairs = pairsAt(
      text,
      hits.map(({ at }) => at),
    );
    const entries = manifest(uri, text);
    return { candidates: [...milder(uri, pairs), ...(entries?.candidates ?? [])], read: entries?.read ?? [] };
  }
  const { root } = parseJson(text);
  if (!root) return undefined;
  if (format === 'ipynb') {
    const embedded = notebookOf(root);
    return embedded && { candidates: [], read: [], embedded };
  }
  const found = format === 'tfstate' ? stateSecrets(root) : [...jsonPairs(root), ...(deployment ? deploymentSecrets(root) : [])];
  const entries = manifest(uri, text);
  return { candidates: [...milder(uri, found), ...(entries?.candidates ?? [])], read: entries?.read ?? [] };
}

const nothing = (): undefined => undefined;

function manifestOf(uri: string, text: string): Structure | undefined {
  const entries = kubernetesSecrets(text);
  return entries && { candidates: milder(uri, entries.candidates), read: entries.read };
}

/** Where values are made for tests and pages they are worth a note. */
const milder = (uri: string, candidates: Candidate[]): Candidate[] =>
  isTestPath(uri) ? candidates.map(candidate => ({ ...candidate, level: 'note' })) : candidates;
