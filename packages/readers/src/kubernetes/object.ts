import { type Data, itemsOf, labelsOf, type MapData, mapOf, member, type StringData, stringValue } from '@idlint/evaluate';
import { type FactBase, type FactKey, known, type Labels, type Name, type Place, type Uri, type Value, type Why } from '@idlint/model';
import type { Names } from './names.ts';
import type { KubernetesDocument } from './read.ts';

/** One object of a manifest, and what all facts about it share. */
export interface KubernetesObject {
  kind: string;
  root: MapData;
  name: Value<string>;
  /** Absent where the manifest leaves it to whoever applies it. */
  namespace: Value<string>;
  /** Its namespace is not its own to say: where it is applied, or a kustomization, decides. */
  movable: boolean;
  /** It was put together: what it lacks is nowhere else. */
  complete: boolean;
  /** What Names are made of: the texts, with what a template puts in as the template writes it; empty for no namespace. */
  id: { name: string; namespace: string };
  labels: Labels;
  base: Pick<FactBase, 'platform' | 'at' | 'exists' | 'through'> & { key: FactKey };
  /** What stands in its document only under a condition. */
  existsAt: (place: Place) => true | Why;
  /** Where the values of a template come from: equal expressions are equal within it. */
  scope: string;
  /** What objects of one folder or chart call each other. */
  names: Names;
}

interface ObjectContext {
  /** The chart, or the folder. */
  scope: string;
  names: Names;
  /** Which a kustomization puts every object into. */
  namespace: Value<string> | undefined;
  /** Keeps keys apart. */
  taken: Set<FactKey>;
}

/** The objects of a document: itself, or the items of a list. `through`: where what writes it is used. */
export function objectsOf(
  uri: Uri,
  document: KubernetesDocument,
  { scope, names, namespace: given, taken }: ObjectContext,
  through: Place[] = [],
): KubernetesObject[] {
  return unlisted(document.data).flatMap(root => {
    const kind = kindOf(root);
    if (kind === undefined) return [];
    const metadata = member(root, 'metadata');
    const own = stringValue(member(metadata, 'name'));
    const name = own.kind === 'absent' ? stringValue(member(metadata, 'generateName')) : own;
    // Without a name it is a piece of an object, which something else puts together.
    if (name.kind === 'absent') return [];
    const written = stringValue(member(metadata, 'namespace'));
    const namespace: Value<string> = given ?? (isRelease(written) ? { kind: 'absent', at: written.at } : written);
    const id = { name: textOf(name, scope), namespace: namespaceText(namespace, scope) };
    const existsAt = (place: Place) => existence(document, place);
    return [
      {
        kind,
        root,
        name,
        namespace,
        movable: given !== undefined || namespace.kind === 'absent',
        complete: document.complete === true,
        id,
        labels: merged(labelsOf(member(metadata, 'labels')), labelsOf(member(metadata, 'annotations'))),
        base: {
          platform: 'kubernetes',
          at: name.at,
          exists: existsAt(root.at),
          key: unique(`${uri}#${kind}/${id.namespace}/${id.name}`, taken),
          ...(through.length > 0 ? { through } : {}),
        },
        existsAt,
        scope,
        names,
      },
    ];
  });
}

/** A List's items, however deep; items of a typed list (`RoleList`) may leave out their kind. */
export function unlisted(data: Data, itemKind?: string): MapData[] {
  const root = mapOf(data);
  if (!root) return [];
  const kind = stringValue(member(root, 'kind'));
  const list = kind.kind === 'known' && root.entries.has('items') ? /^(.*)List$/.exec(kind.value) : undefined;
  if (list) return itemsOf(member(root, 'items')).items.flatMap(item => unlisted(item, list[1] || undefined));
  if (kind.kind !== 'absent' || itemKind === undefined) return [root];
  const value: StringData = { kind: 'string', value: itemKind, at: root.at };
  return [{ ...root, entries: new Map([...root.entries, ['kind', { key: root.at, value }]]) }];
}

/** A kind that a template chooses shows in what the object holds. */
function kindOf(root: MapData): string | undefined {
  const kind = stringValue(member(root, 'kind'));
  if (kind.kind === 'known') return kind.value;
  if (kind.kind !== 'unknown') return undefined;
  if (root.entries.has('roleRef')) return 'RoleBinding';
  return root.entries.has('rules') ? 'Role' : undefined;
}

/** The text of a name; equal texts mean equal names within the scope of a template. */
export function textOf(value: Value<string>, scope: string): string {
  if (value.kind === 'known') return value.value;
  if (value.kind === 'absent') return '';
  return `${scope}:${value.prefix ?? ''}${value.why.what}${value.suffix ?? ''}`;
}

export const namespaceText = (value: Value<string>, scope: string): string => (isRelease(value) ? '' : textOf(value, scope));

/** Helm puts an object without a namespace into the release's. */
const isRelease = (namespace: Value<string>): boolean =>
  namespace.kind === 'unknown' &&
  /^\{\{ (?:\$?\.Release\.Namespace|include "[\w.-]*namespace[\w.-]*" [.$]) \}\}$/i.test(namespace.why.what);

function existence({ conditional, template }: KubernetesDocument, place: Place): true | Why {
  if (!template) return true;
  const inside = conditional.some(({ start, end }) => start <= place.start && place.start < end);
  return inside ? { code: 'template', what: 'a condition of the template', at: place } : true;
}

function merged(labels: Labels, annotations: Labels): Labels {
  const open = labels.open ?? annotations.open;
  return { entries: { ...annotations.entries, ...labels.entries }, ...(open ? { open } : {}) };
}

export function unique(wanted: FactKey, taken: Set<FactKey>): FactKey {
  let key = wanted;
  for (let again = 2; taken.has(key); again++) key = `${wanted}~${again}`;
  taken.add(key);
  return key;
}

/** Of a fact about an object that has a key of its own. */
export const below = ({ base }: KubernetesObject, what: string): KubernetesObject['base'] => ({ ...base, key: `${base.key}/${what}` });

/** The Name of what an object speaks of in its namespace. What a template puts in has one too, by which it is known within the template. */
export function nameOf(kind: string, value: Value<string>, { id, scope, names }: KubernetesObject): Value<Name> {
  if (value.kind === 'absent') return value;
  return known(names.to(kind, id.namespace, textOf(value, scope)), value.at, value.via);
}
