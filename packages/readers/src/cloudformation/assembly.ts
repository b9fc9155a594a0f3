import { type Data, mapOf, member, stringValue } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { type Ask, knownValue, type Part, type Uri } from '@idlint/model';
import { folderOf } from '../terraform/paths.ts';
import type { Environment } from './intrinsics/parameters.ts';
import type { Given } from './stack.ts';

/**
 * Where CDK deploys a template of its own, and with which parameters: it stands beside in the assembly's `manifest.json`.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export function environmentOf(uri: Uri, ask: Ask<Part>): { environment?: Environment; parameters?: Map<string, Given> } {
  if (!uri.endsWith('.template.json')) return {};
  const folder = folderOf(uri);
  const path = folder === '' ? 'manifest.json' : `${folder}/manifest.json`;
  const text = ask.text(path);
  if (!text?.includes('aws:cloudformation:stack')) return {};
  const stacks = mapOf(member(jsonData(path, text).data, 'artifacts'));
  const file = uri.slice(folder === '' ? 0 : folder.length + 1);
  for (const { value } of stacks?.entries.values() ?? []) {
    if (textAt(value, 'type') !== 'aws:cloudformation:stack' || textAt(value, 'properties', 'templateFile') !== file) continue;
    const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textAt(value, 'environment') ?? '') ?? [];
    const given = mapOf(member(value, 'properties', 'parameters'));
    const parameters = [...(given?.entries ?? [])].map(([name, entry]): [string, Given] => [name, { value: entry.value, assumed: false }]);
    return {
      environment: {
        ...(account && /^\d{12}$/.test(account) ? { account } : {}),
        ...(region && region !== 'unknown-region' ? { region } : {}),
      },
      parameters: new Map(parameters),
    };
  }
  return {};
}

const textAt = (data: Data, ...path: string[]): string | undefined => knownValue(stringValue(member(data, ...path)));
