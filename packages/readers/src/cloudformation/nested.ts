import { type Data, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { folderOf, knownValue, resolvePath, type Uri } from '@idlint/model';

/** Where a nested stack says which template it is made of. */
const locations: Record<string, string> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
  'AWS::CloudFormation::StackSet': 'TemplateURL',
};

export const isNested = (type: string): boolean => Object.hasOwn(locations, type);

/** What stands where a nested stack says which template it is made of. */
export const locationIn = (type: string, properties: Data | undefined): Data | undefined => {
  const found = properties && member(properties, locations[type]!);
  return found && found.kind !== 'absent' ? found : undefined;
};

/** What is known of the files around a template. */
export interface Surroundings {
  /** Whether a template stands at a path of the workspace. */
  exists(uri: Uri): boolean;
  /** The templates of the workspace whose paths end so. */
  endingIn(end: string): Uri[];
  /** Files by the names of the objects that they are put into a bucket as. */
  assets?: ReadonlyMap<string, Uri> | undefined;
}

/**
 * The path of a nested stack's template where it stands in the workspace: as it is before it is packaged, where CDK says that it is, or
 * the file from which the object in a bucket is surely made, as its key ends as the file's path does.
 */
export function nestedUri(resource: Data, folder: Uri, around: Surroundings): Uri | undefined {
  const type = knownValue(stringValue(member(resource, 'Type')));
  if (type === undefined || !isNested(type)) return undefined;
  const asset = knownValue(stringValue(member(member(resource, 'Metadata'), 'aws:asset:path')));
  if (asset !== undefined) return resolvePath(folder, asset);
  const location = locationIn(type, mapOf(member(resource, 'Properties')));
  if (location?.kind === 'string' && !/^[a-z][\w+.-]*:/i.test(location.value)) return resolvePath(folder, location.value);
  const key = location && /(?:^|\/)([\w./-]+\.(?:ya?ml|json|template))$/.exec(endOf(location))?.[1];
  if (key === undefined) return undefined;
  const path = key.split('/');
  return around.assets?.get(path.at(-1)!) ?? beside(folder, path, around.exists) ?? elsewhere(path, around);
}

/** The end of a location that is written out, whatever its beginning depends on. */
function endOf(location: Data): string {
  if (location.kind === 'string') return location.value;
  const [entry] = location.kind === 'map' ? location.entries : [];
  if (!entry) return '';
  const [name, { value }] = entry;
  const argument = value.kind === 'list' && name === 'Fn::Sub' ? value.items[0] : value;
  if (name === 'Fn::Sub' && argument?.kind === 'string') return argument.value.slice(argument.value.lastIndexOf('}') + 1);
  const parts = name === 'Fn::Join' && value.kind === 'list' ? value.items[1] : undefined;
  const last = parts?.kind === 'list' ? parts.items.at(-1) : undefined;
  return last?.kind === 'string' ? last.value : '';
}

/** The file in this folder or above that the longest end of the key leads to; by its name alone only in the same folder. */
function beside(folder: Uri, key: string[], exists: Surroundings['exists']): Uri | undefined {
  const above = folder === '' ? [] : folder.split('/');
  for (let from = 0; from < key.length; from++) {
    const end = key.slice(from);
    for (let depth = above.length; depth >= (end.length > 1 ? 0 : above.length); depth--) {
      const uri = [...above.slice(0, depth), ...end].join('/');
      if (exists(uri)) return uri;
    }
  }
  return undefined;
}

/** The one template of the workspace whose folder and name are the last two parts of the key. */
function elsewhere(key: string[], { endingIn }: Surroundings): Uri | undefined {
  const found = key.length > 1 ? endingIn(key.slice(-2).join('/')) : [];
  return found.length === 1 ? found[0] : undefined;
}

/** The templates that a template nests. */
export function nestedIn(template: MapData, uri: Uri, around: Surroundings): Uri[] {
  const resources = mapOf(member(template, 'Resources'));
  return [...(resources?.entries.values() ?? [])].flatMap(({ value }) => nestedUri(value, folderOf(uri), around) ?? []);
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
