import { type Data, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Uri } from '@idlint/model';
import { childOf, folderOf } from '../terraform/paths.ts';

/** Where a nested stack says which template it is made of. */
const locations: Record<string, string> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

export const isNested = (type: string): boolean => Object.hasOwn(locations, type);

/** What stands where a nested stack says which template it is made of. */
export const locationIn = (type: string, properties: Data | undefined): Data | undefined => {
  const found = properties && member(properties, locations[type]!);
  return found && found.kind !== 'absent' ? found : undefined;
};

/** The path of a nested stack's template where it stands in the workspace: as it is before it is packaged, or as CDK says where it is. */
export function nestedUri(resource: Data, folder: Uri): Uri | undefined {
  const type = knownValue(stringValue(member(resource, 'Type')));
  if (type === undefined || !isNested(type)) return undefined;
  const asset = knownValue(stringValue(member(member(resource, 'Metadata'), 'aws:asset:path')));
  if (asset !== undefined) return childOf(folder, asset);
  const location = locationIn(type, mapOf(member(resource, 'Properties')));
  const path = location && location.kind === 'string' ? location.value : undefined;
  return path === undefined || /^[a-z][\w+.-]*:/i.test(path) ? undefined : childOf(folder, path);
}

/** The templates that a template nests. */
export function nestedIn(template: MapData, uri: Uri): Uri[] {
  const resources = mapOf(member(template, 'Resources'));
  return [...(resources?.entries.values() ?? [])].flatMap(({ value }) => nestedUri(value, folderOf(uri)) ?? []);
}

/** The templates that nobody nests; of those that nest each other in a circle, the first. */
export function outermost(uris: readonly Uri[], nests: (uri: Uri) => Uri[]): Uri[] {
  const among = new Set(uris);
  const inner = new Map(uris.map(uri => [uri, nests(uri).filter(other => among.has(other) && other !== uri)]));
  const nested = new Set([...inner.values()].flat());
  const reached = new Set<Uri>();
  const roots: Uri[] = [];
  const start = (uri: Uri): void => {
    roots.push(uri);
    const open = [uri];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...(inner.get(next) ?? []));
    }
  };
  for (const uri of uris) if (!nested.has(uri)) start(uri);
  for (const uri of uris) if (!reached.has(uri)) start(uri);
  return roots.sort();
}
