import { type Data, itemsOf, mapOf, member, stringValue } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { type Ask, folderOf, knownValue, type Part, resolvePath, type Uri } from '@idlint/model';
import type { Environment } from './intrinsics/parameters.ts';

/** What CDK writes beside a template. */
export interface Assembly {
  environment: Environment;
  parameters: Map<string, Data>;
  /** The paths of constructs, by the logical ids of what they make. */
  constructs: Map<string, string>;
  /** The templates of nested stacks, by the names of the objects that they are put into a bucket as. */
  assets: Map<string, Uri>;
}

/**
 * The cloud assembly that a template of CDK's stands in: where it is deployed, with which parameters, and what its parts are called in
 * the program. https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export function assemblyOf(uri: Uri, ask: Ask<Part>): Assembly | undefined {
  if (!uri.endsWith('.template.json')) return undefined;
  const folder = folderOf(uri);
  const beside = (name: string): Data | undefined => {
    const path = resolvePath(folder, name);
    const text = path === undefined ? undefined : ask.text(path);
    return path === undefined || text === undefined ? undefined : jsonData(path, text).data;
  };
  const file = folder === '' ? uri : uri.slice(folder.length + 1);
  const artifacts = mapOf(member(beside('manifest.json') ?? nothing, 'artifacts'));
  const stack = [...(artifacts?.entries.values() ?? [])].find(
    ({ value }) => textAt(value, 'type') === 'aws:cloudformation:stack' && textAt(value, 'properties', 'templateFile') === file,
  )?.value;
  if (!stack) return undefined;
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textAt(stack, 'environment') ?? '') ?? [];
  const given = mapOf(member(stack, 'properties', 'parameters'));
  const apart = textAt(stack, 'additionalMetadataFile');
  return {
    environment: {
      ...(account && /^\d{12}$/.test(account) ? { account } : {}),
      ...(region && region !== 'unknown-region' ? { region } : {}),
    },
    parameters: new Map([...(given?.entries ?? [])].map(([name, { value }]) => [name, value])),
    constructs: constructsIn(apart === undefined ? member(stack, 'metadata') : (beside(apart) ?? nothing)),
    assets: assetsIn(beside(file.replace(/\.template\.json$/, '.assets.json')) ?? nothing, folder),
  };
}

const nothing: Data = { kind: 'null', at: { uri: '', segment: '', start: 0, end: 0 } };

const textAt = (data: Data, ...path: string[]): string | undefined => knownValue(stringValue(member(data, ...path)));

/** Metadata by construct: `"/Shop/Deploy/Resource": [{ "type": "aws:cdk:logicalId", "data": "Deploy7B206E61" }]`. */
function constructsIn(metadata: ReturnType<typeof member>): Map<string, string> {
  const constructs = new Map<string, string>();
  for (const [path, { value }] of mapOf(metadata)?.entries ?? [])
    for (const item of itemsOf(value).items) {
      const id = textAt(item, 'type') === 'aws:cdk:logicalId' ? textAt(item, 'data') : undefined;
      if (id !== undefined) constructs.set(id, constructs.has(id) ? id : path.replace(/^\//, ''));
    }
  return constructs;
}

function assetsIn(manifest: Data, folder: Uri): Map<string, Uri> {
  const assets = new Map<string, Uri>();
  for (const [hash, { value }] of mapOf(member(manifest, 'files'))?.entries ?? []) {
    const path = textAt(value, 'source', 'path');
    const uri = path?.endsWith('.template.json') ? resolvePath(folder, path) : undefined;
    if (uri !== undefined) assets.set(`${hash}.json`, uri);
  }
  return assets;
}
