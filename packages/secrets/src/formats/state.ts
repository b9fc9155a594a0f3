import type { JsonNode, JsonObject, JsonString } from '@idlint/syntax/json';
import { type Candidate, scores } from '../candidate.ts';
import { isReference } from '../context/values.ts';
import { given } from './given.ts';
import { memberOf, of, text, visit } from './json-pairs.ts';

/** Attributes that Terraform's providers call sensitive although their names do not say it, by type of resource. */
const sensitive: Record<string, string[]> = {
  random_password: ['result'],
  aws_iam_access_key: ['secret', 'ses_smtp_password_v4'],
  azurerm_kubernetes_cluster: ['kube_config_raw', 'kube_admin_config_raw'],
  azurerm_storage_account: ['primary_connection_string', 'secondary_connection_string', 'primary_blob_connection_string'],
  google_service_account_key: ['private_key'],
  kubernetes_secret: ['data'],
  vault_generic_secret: ['data_json'],
};

/**
 * What a state of Terraform holds in clear: outputs that are called sensitive, attributes that the state itself or the type of their resource calls
 * so. Names that say it are judged as everywhere. https://developer.hashicorp.com/terraform/language/state/sensitive-data
 */
export function stateSecrets(root: JsonNode): Candidate[] {
  if (root.kind !== 'object') return [];
  const found: Candidate[] = [];
  const outputs = memberOf(root, 'outputs');
  if (outputs?.kind === 'object')
    for (const { key, value } of outputs.members) {
      const written = value.kind === 'object' ? text(value, 'value') : undefined;
      if (!written || value.kind !== 'object') continue;
      const flag = memberOf(value, 'sensitive');
      const isSensitive = flag?.kind === 'word' && flag.value === true;
      found.push(...(isSensitive ? kept(key.value, written) : [given({ ...of(key.value, written), inUse: true }) ?? []].flat()));
    }
  visit(root, object => {
    const type = text(object, 'type')?.value;
    const instances = memberOf(object, 'instances');
    if (!type || instances?.kind !== 'array') return;
    const name = `${type}.${text(object, 'name')?.value ?? ''}`;
    for (const instance of instances.items)
      if (instance.kind === 'object')
        for (const attribute of namedBy(instance, type)) found.push(...attributeOf(instance, name, attribute));
  });
  return found;
}

/** The attributes of an instance that hold secrets: `sensitive_attributes` is a list of paths, of which the first step is enough. */
function namedBy(instance: JsonObject, type: string): Set<string> {
  const names = new Set(sensitive[type]);
  const paths = memberOf(instance, 'sensitive_attributes');
  if (paths?.kind === 'array')
    for (const path of paths.items) {
      const step = path.kind === 'array' ? path.items[0] : undefined;
      const name = step?.kind === 'object' ? text(step, 'value')?.value : step?.kind === 'string' ? step.value : undefined;
      if (name) names.add(name);
    }
  return names;
}

function attributeOf(instance: JsonObject, resource: string, attribute: string): Candidate[] {
  const attributes = memberOf(instance, 'attributes');
  const value = attributes?.kind === 'object' ? memberOf(attributes, attribute) : undefined;
  if (value?.kind === 'string') return kept(`${resource}.${attribute}`, value);
  if (value?.kind !== 'object') return [];
  return value.members.flatMap(({ key, value: inner }) =>
    inner.kind === 'string' ? kept(`${resource}.${attribute}.${key.value}`, inner) : [],
  );
}

function kept(called: string, { start, end, value }: JsonString): Candidate[] {
  if (value.length < 4 || isReference(value)) return [];
  const name = 'Secret in a state of Terraform';
  return [{ start, end, value, rule: 'credentials-file', name, confidence: 'high', known: [], called, score: scores.place }];
}
