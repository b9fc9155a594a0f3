import { type Data, type Found, hole, itemsOf, type MapData, type MapEntry, member } from '@idlint/evaluate';
import { encodeJson, madeText, partOf, unknownData } from '@idlint/evaluate/hcl';
import { jsonInString } from '@idlint/evaluate/json';
import type { Place, Why } from '@idlint/model';

/**
 * `data.aws_iam_policy_document`: the document that the provider makes of it, each part where it is written. Source documents come first,
 * then its own statements, then those that override; one with the sid of an earlier one takes its place.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentOf(body: MapData): MapData {
  const { at } = body;
  const statements: Data[] = [];
  let open: Why | undefined;
  const merge = (document: Data): void => {
    const opened = openDocument(document);
    if (opened.kind === 'null') return;
    const list = opened.kind === 'map' ? partsOf(field(opened, 'Statement')) : { items: [], open: whyOf(opened) };
    open ??= list.open;
    for (const statement of list.items) put(statements, statement);
  };
  for (const source of documentsIn(body, 'source_json', 'source_policy_documents')) merge(source);
  const own = partsOf(field(body, 'statement'));
  open ??= own.open;
  for (const statement of own.items) put(statements, statement.kind === 'map' ? statementOf(statement) : statement);
  for (const override of documentsIn(body, 'override_json', 'override_policy_documents')) merge(override);
  const entries = new Map<string, MapEntry>();
  entries.set('Version', { key: at, value: writtenIn(body, 'version') ?? madeText('2012-10-17', at) });
  const id = writtenIn(body, 'policy_id');
  if (id) entries.set('Id', { key: at, value: id });
  const place = body.entries.get('statement')?.key ?? at;
  entries.set('Statement', { key: place, value: { kind: 'list', of: 'tuple', items: statements, at: place, ...(open ? { open } : {}) } });
  return { kind: 'map', of: 'object', entries, at };
}

/** Values with the places that what holds them came through: they are taken out of it. */
const field = (data: Data, key: string): Found => {
  const found = member(data, key);
  return found.kind === 'absent' ? found : partOf(data, found);
};

function partsOf(found: Found): { items: Data[]; open?: Why } {
  const { items, open } = itemsOf(found);
  const parts = found.kind === 'list' ? items.map(item => partOf(found, item)) : items;
  return open ? { items: parts, open } : { items: parts };
}

/** Unwritten and null alike. */
function writtenIn(body: MapData, name: string): Data | undefined {
  const found = field(body, name);
  return found.kind === 'absent' ? undefined : found;
}

function documentsIn(body: MapData, single: string, many: string): Data[] {
  const one = writtenIn(body, single);
  const list = writtenIn(body, many);
  const { items, open } = list ? partsOf(list) : { items: [] };
  return [...(one ? [one] : []), ...items, ...(open && list ? [unknownData(open, list.at)] : [])];
}

function openDocument(data: Data): Data {
  if (data.kind !== 'string') return data;
  if (data.value.trim() === '') return { kind: 'null', at: data.at };
  if (data.encoded) return partOf(data, data.encoded.of);
  // The places that the text came through are kept once, on the whole.
  const { via: _, ...text } = data;
  return partOf(data, jsonInString(text).data);
}

const whyOf = (data: Data): Why => (data.kind === 'unknown' ? data.why : { code: 'syntax', what: 'no policy document', at: data.at });

/** At the end, or in the place of the one that has its sid. */
function put(statements: Data[], statement: Data): void {
  const sid = sidOf(statement);
  const known = sid === undefined ? -1 : statements.findIndex(other => sidOf(other) === sid);
  if (known < 0) statements.push(statement);
  else statements[known] = statement;
}

function sidOf(statement: Data): string | undefined {
  const sid = statement.kind === 'map' ? statement.entries.get('Sid')?.value : undefined;
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined;
}

const elements: [argument: string, element: string][] = [
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

function statementOf(body: MapData): MapData {
  const entries = new Map<string, MapEntry>();
  for (const [argument, element] of elements) {
    const value = writtenIn(body, argument);
    // An empty list is left out.
    if (value && !(value.kind === 'list' && value.items.length === 0 && !value.open))
      entries.set(element, { key: keyOf(body, argument), value: withVariables(value) });
    else if (element === 'Effect') entries.set(element, { key: body.at, value: madeText('Allow', body.at) });
  }
  for (const [block, element] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const principals = partsOf(field(body, block));
    if (principals.items.length > 0 || principals.open)
      entries.set(element, { key: keyOf(body, block), value: principalsOf(principals.items, keyOf(body, block), principals.open) });
  }
  const conditions = partsOf(field(body, 'condition'));
  if (conditions.items.length > 0 || conditions.open)
    entries.set('Condition', {
      key: keyOf(body, 'condition'),
      value: conditionsOf(conditions.items, keyOf(body, 'condition'), conditions.open),
    });
  return { kind: 'map', of: 'object', entries, at: body.at };
}

const keyOf = (body: MapData, name: string): Place => body.entries.get(name)?.key ?? body.at;
const opened = (open: Why | undefined): { open?: Why } => (open ? { open } : {});

/** `{ AWS: […], Service: […] }`, or `"*"` where the type is. */
function principalsOf(blocks: Data[], at: Place, open: Why | undefined): Data {
  const kinds = new Map<string, MapEntry>();
  let unclear = open;
  for (const block of blocks) {
    const type = field(block, 'type');
    const identifiers = partsOf(field(block, 'identifiers'));
    if (type.kind !== 'string' || type.value.includes(hole)) {
      unclear ??= type.kind === 'unknown' ? type.why : { code: 'dynamic', what: 'principals of a type that is not known', at: type.at };
      continue;
    }
    const [first] = identifiers.items;
    if (type.value === '*' && blocks.length === 1 && first) return first;
    const known = kinds.get(type.value)?.value;
    const items = [...(known?.kind === 'list' ? known.items : []), ...identifiers.items].map(withVariables);
    kinds.set(type.value, { key: type.at, value: { kind: 'list', of: 'tuple', items, at: type.at, ...opened(identifiers.open) } });
  }
  return { kind: 'map', of: 'object', entries: kinds, at, ...opened(unclear) };
}

function conditionsOf(blocks: Data[], at: Place, open: Why | undefined): Data {
  const operators = new Map<string, MapEntry>();
  let unclear = open;
  for (const block of blocks) {
    const [test, variable] = [field(block, 'test'), field(block, 'variable')];
    if (test.kind !== 'string' || variable.kind !== 'string' || test.value.includes(hole) || variable.value === hole) {
      unclear ??= [test, variable].map(part => (part.kind === 'unknown' ? part.why : undefined)).find(why => why) ?? {
        code: 'dynamic',
        what: 'a condition that is not known',
        at: block.at,
      };
      continue;
    }
    const { items, open: more } = partsOf(field(block, 'values'));
    const keys = operators.get(test.value)?.value;
    const entries = keys?.kind === 'map' ? keys.entries : new Map<string, MapEntry>();
    const before = entries.get(variable.value)?.value;
    const values = [...(before?.kind === 'list' ? before.items : []), ...items.map(withVariables)];
    entries.set(variable.value, {
      key: variable.at,
      value: { kind: 'list', of: 'tuple', items: values, at: variable.at, ...opened(more) },
    });
    operators.set(test.value, { key: test.at, value: { kind: 'map', of: 'object', entries, at: test.at } });
  }
  return { kind: 'map', of: 'object', entries: operators, at, ...opened(unclear) };
}

/** `&{aws:username}` is how a policy variable is written where `$` would begin an interpolation. */
function withVariables(data: Data): Data {
  if (data.kind === 'list') return { ...data, items: data.items.map(withVariables) };
  return data.kind === 'string' && data.value.includes('&{') ? { ...data, value: data.value.replaceAll('&{', '${') } : data;
}

/** The document as JSON, as `.json` gives it. */
export function documentText(body: MapData): Data {
  const document = documentOf(body);
  return encodeJson(document, body.at);
}
