import { type Data, hole, isWhole, type MapData, type StringData } from '@idlint/evaluate';
import { hexText, sha256, utf8 } from '@idlint/evaluate/digest';
import type { Place, Uri } from '@idlint/model';
import { fieldOf, joined, listAt, madeText, mapAt, stringOf, textAt, textsAt, withEntry } from './fields.ts';
import { idOf, idsOf, newResource, type Resource, remembering, sameId } from './resource.ts';

/** Reads a file that a generator names, as it names it; undefined where it is not here. */
export type ReadFile = (path: string) => { uri: Uri; text: string } | undefined;

/** `configMapGenerator` and `secretGenerator`: objects made of literals and files. */
export function generated(resources: readonly Resource[], kustomization: MapData, read: ReadFile): Resource[] {
  const options = fieldOf(kustomization, 'generatorOptions');
  return (['ConfigMap', 'Secret'] as const).reduce(
    (all, kind) =>
      listAt(kustomization, kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator').reduce<Resource[]>(
        (all, generator) => absorbed(all, made(kind, generator, options, read), textAt(generator, 'behavior')),
        all,
      ),
    [...resources],
  );
}

function made(kind: 'ConfigMap' | 'Secret', generator: Data, shared: Data | undefined, read: ReadFile): Resource {
  const own = fieldOf(generator, 'options');
  const name = fieldOf(generator, 'name') ?? madeText('', generator.at);
  const namespace = fieldOf(generator, 'namespace');
  const { at } = generator;
  const pairs = (what: 'labels' | 'annotations'): [string, Data][] => {
    const all = [fieldOf(shared, what), fieldOf(own, what)].flatMap(map => (map?.kind === 'map' ? [...map.entries] : []));
    return all.length > 0
      ? [
          [
            what,
            mapAt(
              at,
              all.map(([key, { value }]): [string, Data] => [key, stringOf(value) ?? value]),
            ),
          ],
        ]
      : [];
  };
  const data = mapAt(at, valuesOf(generator, kind, read));
  const root = mapAt(at, [
    ['apiVersion', madeText('v1', at)],
    ['kind', madeText(kind, at)],
    [
      'metadata',
      mapAt(at, [
        ['name', name],
        ...(namespace ? [['namespace', namespace] as [string, Data]] : []),
        ...pairs('labels'),
        ...pairs('annotations'),
      ]),
    ],
    ...(kind === 'Secret' ? [['type', fieldOf(generator, 'type') ?? madeText('Opaque', at)] as [string, Data]] : []),
    ...(data.entries.size > 0 ? [['data', data] as [string, Data]] : []),
  ]);
  const disabled = textAt(own, 'disableNameSuffixHash') ?? textAt(shared, 'disableNameSuffixHash');
  return { ...newResource(root), hashed: disabled !== 'true' };
}

/** Files larger than this are not hashed: their objects keep a name that is not known. */
const largest = 2_000_000;

function valuesOf(generator: Data, kind: 'ConfigMap' | 'Secret', read: ReadFile): [string, Data][] {
  const values: [string, Data][] = [];
  const add = (key: string, text: string | undefined, at: Place) => {
    // What is no text is not kept as one.
    if (text === undefined || text.length > largest || text.includes('\ufffd'))
      values.push([key, { kind: 'unknown', at, why: { code: 'reference', what: key, at } }]);
    else values.push([key, madeText(kind === 'Secret' ? base64(text) : text, at)]);
  };
  const single = fieldOf(generator, 'env');
  const envs = [...textsAt(generator, 'envs'), ...(single ? [{ text: textAt(single) ?? '', at: single.at }] : [])];
  for (const { text, at } of envs) {
    const lines = read(text)?.text.split(/\r?\n/);
    if (!lines) add('', undefined, at);
    for (const line of lines ?? []) {
      const [, key, , value = ''] = /^\s*([^#\s=][^=]*)(=(.*))?$/.exec(line) ?? [];
      if (key !== undefined) add(key, value, at);
    }
  }
  for (const { text, at } of textsAt(generator, 'literals')) {
    const equals = text.indexOf('=');
    if (equals > 0) add(text.slice(0, equals), unquoted(text.slice(equals + 1)), at);
  }
  for (const { text, at } of textsAt(generator, 'files')) {
    const [key, path] = text.includes('=') ? text.split('=', 2) : [text.slice(text.lastIndexOf('/') + 1), text];
    add(key!, read(path!)?.text, at);
  }
  return values;
}

const unquoted = (text: string): string => (/^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text);

function base64(text: string): string {
  let binary = '';
  for (const byte of utf8(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Into those that are there, as its `behavior` says. */
function absorbed(resources: readonly Resource[], one: Resource, behavior = 'create'): Resource[] {
  const index = resources.findIndex(resource => idsOf(resource).some(id => sameId(id, idOf(one.data))));
  const old = resources[index];
  if (!old || behavior === 'create') return [...resources, one];
  const [before, after] = [fieldOf(old.data, 'data'), fieldOf(one.data, 'data')];
  const data = behavior === 'merge' && before?.kind === 'map' ? merged(before, after) : after;
  const metadata = metadataOf(old.data, one.data);
  return resources.with(index, {
    ...old,
    data: withEntry(withEntry(one.data, 'metadata', metadata), 'data', data),
    hashed: old.hashed && one.hashed,
  });
}

function merged(before: MapData, after: Data | undefined): Data {
  return { ...before, entries: new Map([...before.entries, ...(after?.kind === 'map' ? after.entries : [])]) };
}

/** The name stays the old one's; labels and annotations come together. */
function metadataOf(old: MapData, one: MapData): Data {
  const metadata = fieldOf(old, 'metadata') ?? mapAt(old.at);
  return (['labels', 'annotations'] as const).reduce((next, what) => {
    const [before, after] = [fieldOf(old, 'metadata', what), fieldOf(one, 'metadata', what)];
    const both = before?.kind === 'map' ? merged(before, after) : after;
    return both && next.kind === 'map' ? withEntry(next, what, both) : next;
  }, metadata);
}

/** With the hash of what it holds behind its name. */
export function withHash(resource: Resource): Resource {
  if (!resource.hashed) return resource;
  const name = stringOf(fieldOf(resource.data, 'metadata', 'name'));
  const metadata = fieldOf(resource.data, 'metadata');
  if (!name || metadata?.kind !== 'map') return resource;
  const hash = hashOf(resource.data);
  const behind: StringData = hash === undefined ? unknownHash(name.at) : madeText(`-${hash}`, name.at);
  return {
    ...remembering(resource),
    data: withEntry(resource.data, 'metadata', withEntry(metadata, 'name', joined([name, behind], name, []))),
  };
}

const unknownHash = (at: Place): StringData => {
  const why = { code: 'reference' as const, what: 'a hash of files that are not here', at };
  return { kind: 'string', value: `-${hole}`, at, parts: [{ start: 0, end: 2, from: { hole: why, at } }] };
};

/** Kustomize's: ten digits of the SHA-256 of the object as JSON (whose name it leaves out), in letters that spell no words. */
function hashOf(object: MapData): string | undefined {
  const kind = textAt(object, 'kind')!;
  const data = jsonOf(fieldOf(object, 'data'));
  if (data === undefined) return undefined;
  const type = kind === 'Secret' ? `,"type":${json(textAt(object, 'type') ?? '')}` : '';
  const text = `{"data":${data},"kind":${json(kind)},"name":""${type}}`;
  const letters: Record<string, string> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };
  return hexText(sha256(utf8(text)))
    .slice(0, 10)
    .replace(/[013ae]/g, digit => letters[digit]!);
}

/** As Go writes it. */
const json = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The keys in their order; undefined where something in it is not known. */
function jsonOf(data: Data | undefined): string | undefined {
  if (data?.kind !== 'map') return data ? undefined : '""';
  const entries: string[] = [];
  for (const [key, { value }] of [...data.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = value.kind === 'string' && !isWhole(value) ? undefined : textAt(value);
    if (text === undefined) return undefined;
    entries.push(`${json(key)}:${json(text)}`);
  }
  return `{${entries.join(',')}}`;
}
