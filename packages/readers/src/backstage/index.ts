import { type Data, type Found, labelsOf, member, stringValue } from '@idlint/evaluate';
import {
  anyOwner,
  type Fact,
  type FactBase,
  type Identity,
  type Ownership,
  ownerName,
  type Reader,
  type Uri,
  type Value,
} from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

let yamlDocuments: typeof import('@idlint/evaluate/yaml').yamlDocuments | undefined;

/**
 * Entities of a software catalog: which teams and people there are, and whose the folder is that a catalog file stands in.
 * https://backstage.io/docs/features/software-catalog/descriptor-format
 */
export const backstage: Reader<DataPart> = {
  name: 'backstage',
  title: 'catalog',
  comment: { line: '#' },

  claims: ({ extension, contains }) => (extension === 'yaml' || extension === 'yml') && contains('backstage.io/v1'),

  async load() {
    ({ yamlDocuments } = await import('@idlint/evaluate/yaml'));
  },

  read({ uri, text }) {
    // A template of the scaffolder makes catalog files, it is none.
    if (!yamlDocuments || text.includes('${{')) return partOf([]);
    return partOf(yamlDocuments(uri, text, { worth: raw => raw.includes('backstage.io/v1') }));
  },

  evaluate({ at: uri }, ask) {
    const entities = ask.part(uri)?.documents ?? [];
    const taken = new Set<string>();
    const members = entities.flatMap(entity => memberFact(uri, entity, taken) ?? []);
    return [...members, ...ownerships(uri, entities, taken)];
  },
};

function memberFact(uri: Uri, entity: Data, taken: Set<string>): Identity | undefined {
  const kind = stringValue(member(entity, 'kind'));
  if (kind.kind !== 'known' || (kind.value !== 'Group' && kind.value !== 'User')) return undefined;
  const name = stringValue(member(entity, 'metadata', 'name'));
  return {
    kind: 'identity',
    ...base(uri, entity, kind.value, taken),
    names: namesOf([name, stringValue(member(entity, 'spec', 'profile', 'email'))]),
    type: kind.value === 'Group' ? 'group' : 'user',
    actor: 'human',
    name,
    labels: labelsOf(member(entity, 'metadata', 'labels')),
  };
}

const ownedKinds = new Set(['Component', 'API', 'Resource', 'System', 'Domain']);

/** The folder of a catalog file is its entities' owner's; where they have different ones, the file says nothing of the folder. */
function ownerships(uri: Uri, entities: Data[], taken: Set<string>): Fact[] {
  const owned = entities.flatMap(entity => {
    const kind = stringValue(member(entity, 'kind'));
    const owner = stringValue(member(entity, 'spec', 'owner'));
    return kind.kind === 'known' && ownedKinds.has(kind.value) && owner.kind === 'known' ? [{ entity, kind: kind.value, owner }] : [];
  });
  const agreed = new Set(owned.map(({ owner }) => ownerName(owner.value))).size === 1;
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  return owned.map(
    ({ entity, kind, owner }): Ownership => ({
      kind: 'ownership',
      ...base(uri, entity, kind, taken),
      names: namesOf([owner]),
      source: 'catalog',
      subject: agreed ? { pattern: `/${folder.replace(/[*?\\ ]/g, '\\$&')}**` } : { name: `catalog:${uri}` },
      owners: [owner],
      order: folder.split('/').length,
    }),
  );
}

const namesOf = (values: Value<string>[]): string[] => [
  anyOwner,
  ...new Set(values.flatMap(value => (value.kind === 'known' ? (ownerName(value.value) ?? []) : []))),
];

function base(uri: Uri, entity: Found, kind: string, taken: Set<string>): Pick<FactBase, 'key' | 'platform' | 'at' | 'exists'> {
  const name = stringValue(member(entity, 'metadata', 'name'));
  const wanted = `${uri}#${kind}/${name.kind === 'known' ? name.value : ''}`;
  let key = wanted;
  for (let again = 2; taken.has(key); again++) key = `${wanted}~${again}`;
  taken.add(key);
  return { key, platform: 'idp', at: name.at, exists: true };
}
