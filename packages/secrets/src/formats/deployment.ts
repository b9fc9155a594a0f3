import type { JsonNode } from '@idlint/syntax/json';
import type { Candidate } from '../candidate.ts';
import { given } from './given.ts';
import { memberOf, of, text, visit } from './json-pairs.ts';

/** What `$schema` of templates and parameters of Azure Resource Manager ends with. */
const schema = /eployment(?:Template|Parameters)\.json#?"/;

export const isDeployment = (content: string): boolean => schema.test(content.slice(0, 2_000));

/**
 * Parameters of ARM templates, whose names stand one level above their values: `"adminPassword": { "type": "securestring", "defaultValue": "…" }`,
 * and in a file of parameters `"adminPassword": { "value": "…" }`.
 */
export function deploymentSecrets(root: JsonNode): Candidate[] {
  const found: Candidate[] = [];
  visit(root, object => {
    const parameters = memberOf(object, 'parameters');
    if (parameters?.kind !== 'object') return;
    for (const { key, value } of parameters.members) {
      if (value.kind !== 'object') continue;
      const written = text(value, 'defaultValue') ?? text(value, 'value');
      // An expression is worked out when it is deployed; Azure's own samples have marks that their tests fill in (`GEN-PASSWORD`).
      if (!written || /^\[|^(?:GEN|GET)-[A-Z]/.test(written.value)) continue;
      const secret = /^secure/i.test(text(value, 'type')?.value ?? '');
      const candidate = given({ ...of(key.value, written), secret });
      if (candidate) found.push(candidate);
    }
  });
  return found;
}
