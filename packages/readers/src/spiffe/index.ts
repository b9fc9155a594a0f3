import { type Data, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { jsonData } from '@idlint/evaluate/json';
import { absent, type Condition, type Fact, type FactBase, type Identity, keyName, known, type Reader, type Trust } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

let parse: typeof jsonData | undefined;

/**
 * Registration entries of SPIRE (`spire-server entry create -data`): which workloads of which node become which SPIFFE id.
 * https://spiffe.io/docs/latest/deploying/registering/
 */
export const spire: Reader<DataPart> = {
  name: 'spire',
  title: 'SPIRE',

  claims: ({ extension, contains }) => extension === 'json' && contains('"spiffe_id"') && contains('"selectors"'),

  async load() {
    parse ??= (await import('@idlint/evaluate/json')).jsonData;
  },

  read: ({ uri, text }) => partOf(parse ? [parse(uri, text)] : []),

  evaluate({ at: uri }, ask) {
    const [data] = ask.part(uri)?.documents ?? [];
    return data ? itemsOf(member(data, 'entries')).items.flatMap((entry, index) => entryFacts(entry, `${uri}#entries/${index}`)) : [];
  },
};

function entryFacts(entry: Data, key: string): Fact[] {
  const id = idOf(member(entry, 'spiffe_id'));
  if (id.kind === 'absent') return [];
  const base: Omit<FactBase, 'names'> = { key, platform: 'source', at: id.at, exists: true };
  const names = id.kind === 'known' ? [id.value] : [];
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...names, keyName(key)],
    type: 'workload',
    actor: 'machine',
    name: id,
    labels: { entries: {} },
  };
  const parent = idOf(member(entry, 'parent_id'));
  const trust: Trust = {
    kind: 'trust',
    ...base,
    key: `${key}/trust`,
    names: [],
    identity: id.kind === 'known' ? id : absent(id.at),
    effect: 'allow',
    principals: { items: [{ who: 'identity', written: parent, ...(parent.kind === 'known' ? { name: parent.value } : {}) }] },
    conditions: { items: itemsOf(member(entry, 'selectors')).items.flatMap(selector) },
  };
  return [identity, trust];
}

/** As text, or in the pieces that the API writes. */
function idOf(found: ReturnType<typeof member>): Identity['name'] {
  if (found.kind !== 'map') return stringValue(found);
  const [domain, path] = [stringValue(member(found, 'trust_domain')), stringValue(member(found, 'path'))];
  if (domain.kind !== 'known' || path.kind !== 'known') return domain.kind === 'known' ? path : domain;
  return known(`spiffe://${domain.value}${path.value}`, path.at);
}

/** `{"type": "k8s", "value": "ns:shop"}` */
function selector(data: Data): Condition[] {
  const [type, value] = [stringValue(member(data, 'type')), stringValue(member(data, 'value'))];
  if (type.kind !== 'known' || value.kind !== 'known') return [];
  const colon = value.value.lastIndexOf(':');
  const key = colon < 0 ? type.value : `${type.value}:${value.value.slice(0, colon)}`;
  return [{ operator: 'equals', key, values: { items: [known(value.value.slice(colon + 1), value.at)] }, at: value.at }];
}
