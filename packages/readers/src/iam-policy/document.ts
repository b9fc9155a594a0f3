import { type Data, type Found, itemsOf, type MapData, member, stringValue, stringValues } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import {
  absent,
  type Condition,
  type Fact,
  type FactKey,
  type Gap,
  type Grant,
  keyName,
  type Layer,
  type List,
  type Name,
  type Place,
  type Policy,
  type Trust,
  type Value,
  type Values,
  type Why,
} from '@idlint/model';
import { type NameOf, principalsOf } from './principal.ts';

/** What a document is to the thing that it is written in. */
export interface DocumentContext {
  key: FactKey;
  /** Where the policy as a whole is pointed at: the resource's name. */
  at: Place;
  exists: true | Why;
  names: Name[];
  name: Value<string>;
  layer: Layer;
  /** Layer `trust`: whom the document lets become. */
  identity?: Value<Name>;
  /** How the format names what an unknown value refers to. */
  nameOf?: NameOf;
}

/**
 * An AWS policy document (a map, a string that holds JSON, a string made by `jsonencode`, or unknown) as facts: the Policy, a Grant for
 * each statement, for layer `trust` a Trust beside each; a Gap where the document can't be known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyFacts(document: Data, context: DocumentContext): Fact[] {
  const faults: Policy['faults'] = [];
  const { key, at, exists, names, name, layer } = context;
  const policy: Policy = { kind: 'policy', key, platform: 'aws', at, exists, names: [...names, keyName(key)], name, layer, faults };

  const opened = openDocument(document, faults);
  if (opened.kind === 'null') return [];
  if (opened.kind === 'unknown') return [policy, gap(context, opened.at, opened.why)];
  if (opened.kind !== 'map') {
    faults.push({ at: opened.at, message: 'a policy document is an object with Version and Statement' });
    return [policy];
  }

  for (const [element, { key: at }] of opened.entries)
    if (!documentElements.has(element)) faults.push({ at, message: `${quote(element)} is no element of a policy document` });
  const statement = member(opened, 'Statement');
  const facts: Fact[] = [policy];
  if (statement.kind === 'absent') faults.push({ at: statement.at, message: 'a policy document without Statement allows nothing' });
  const { items, open } = itemsOf(statement);
  if (open) facts.push(gap(context, statement.at, open));
  const taken = new Set<FactKey>();
  items.forEach((item, index) => {
    facts.push(...statementFacts(item, index, context, faults, taken));
  });
  return facts;
}

const documentElements = new Set(['Version', 'Id', 'Statement']);
const statementElements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** The object inside of a string, where the document is one. */
function openDocument(document: Data, faults: Policy['faults']): Data {
  if (document.kind !== 'string') return document;
  if (document.encoded?.format === 'json') return document.encoded.of;
  const parsed = jsonInString(document);
  for (const { at, message } of parsed.faults) faults.push({ at, message });
  return parsed.data;
}

function statementFacts(statement: Data, index: number, context: DocumentContext, faults: Policy['faults'], taken: Set<FactKey>): Fact[] {
  if (statement.kind === 'unknown') return [gap(context, statement.at, statement.why, `statement/${index}`)];
  if (statement.kind !== 'map') {
    faults.push({ at: statement.at, message: 'a statement is an object with Effect, Action and Resource' });
    return [];
  }
  const sid = stringValue(member(statement, 'Sid'));
  const key = uniqueKey(`${context.key}/statement/${sid.kind === 'known' && sid.value ? sid.value : index}`, taken);
  checkStatement(statement, context.layer, faults);

  const principals = statement.entries.has('Principal') ? principalsOf(member(statement, 'Principal'), context.nameOf) : undefined;
  const notPrincipals = statement.entries.has('NotPrincipal') ? principalsOf(member(statement, 'NotPrincipal'), context.nameOf) : undefined;
  const grant: Grant = {
    kind: 'grant',
    key,
    platform: 'aws',
    at: sid.kind === 'known' ? sid.at : placeOfStatement(statement),
    exists: context.exists,
    names: [],
    policy: context.key,
    layer: context.layer,
    effect: effectOf(statement, faults),
    actions: stringValues(member(statement, 'Action')),
    ...optional('notActions', statement, 'NotAction'),
    resources: stringValues(member(statement, 'Resource')),
    ...optional('notResources', statement, 'NotResource'),
    ...(principals ? { principals } : {}),
    ...(notPrincipals ? { notPrincipals } : {}),
    conditions: conditionsOf(member(statement, 'Condition')),
  };
  return context.layer === 'trust' && assumes(grant) ? [grant, trust(grant, context)] : [grant];
}

function optional<K extends 'notActions' | 'notResources'>(
  field: K,
  statement: MapData,
  element: string,
): Partial<Record<K, Values<string>>> {
  if (!statement.entries.has(element)) return {};
  return { [field]: stringValues(member(statement, element)) } as Record<K, Values<string>>;
}

/** The place of the statement's first word: the whole of it would be many lines. */
function placeOfStatement(statement: MapData): Place {
  return statement.entries.get('Effect')?.value.at ?? statement.entries.values().next().value?.key ?? statement.at;
}

function uniqueKey(wanted: FactKey, taken: Set<FactKey>): FactKey {
  let key = wanted;
  for (let again = 2; taken.has(key); again++) key = `${wanted}~${again}`;
  taken.add(key);
  return key;
}

/** A value in the wrong case is refused by AWS; what its author meant is judged all the same. */
function effectOf(statement: MapData, faults: Policy['faults']): Grant['effect'] {
  const effect = stringValue(member(statement, 'Effect'));
  if (effect.kind === 'unknown') return effect.why;
  if (effect.kind === 'absent') return { code: 'syntax', what: 'a statement without Effect', at: effect.at };
  const meant = effect.value.toLowerCase();
  if (meant !== 'allow' && meant !== 'deny') return { code: 'syntax', what: 'Effect is neither Allow nor Deny', at: effect.at };
  if (effect.value !== 'Allow' && effect.value !== 'Deny')
    faults.push({
      at: effect.at,
      message: `Effect is case-sensitive: ${meant === 'allow' ? 'Allow' : 'Deny'}, not ${quote(effect.value)}`,
    });
  return meant;
}

/** `Condition`: operator → key → one value or many. All must hold; of the values of one key, any. */
function conditionsOf(element: Found): List<Condition> {
  if (element.kind === 'absent' || element.kind === 'null') return { items: [] };
  if (element.kind !== 'map') return { items: [], open: whyOf(element, 'conditions') };
  const items: Condition[] = [];
  let open = element.open;
  for (const [operator, { value: keys }] of element.entries) {
    if (keys.kind !== 'map') {
      open ??= whyOf(keys, `the conditions under ${operator}`);
      continue;
    }
    open ??= keys.open;
    for (const [key, { key: at, value }] of keys.entries) items.push({ operator, key, values: stringValues(value), at });
  }
  return open ? { items, open } : { items };
}

const whyOf = (data: Data, what: string): Why => (data.kind === 'unknown' ? data.why : { code: 'syntax', what, at: data.at });

/** Only these actions let somebody become a role; `sts:TagSession` and `sts:SetSourceIdentity` beside them do not. */
function assumes({ actions, notActions }: Grant): boolean {
  if (notActions || actions.open) return true;
  return actions.items.some(action => action.kind !== 'known' || /^(?:\*|sts:(?:\*|assume.*))$/i.test(action.value));
}

function trust(grant: Grant, context: DocumentContext): Trust {
  return {
    kind: 'trust',
    key: `${grant.key}/trust`,
    platform: 'aws',
    at: grant.at,
    exists: grant.exists,
    names: [],
    identity: context.identity ?? absent(context.at),
    effect: grant.effect,
    principals: grant.principals ?? { items: [] },
    ...(grant.notPrincipals ? { notPrincipals: grant.notPrincipals } : {}),
    conditions: grant.conditions,
  };
}

function checkStatement(statement: MapData, layer: Layer, faults: Policy['faults']): void {
  const has = (element: string) => statement.entries.has(element);
  for (const [element, { key: at }] of statement.entries)
    if (!statementElements.has(element)) faults.push({ at, message: `${quote(element)} is no element of a statement` });
  const at = placeOfStatement(statement);
  for (const element of ['Action', 'Resource', 'Principal'])
    if (has(element) && has(`Not${element}`)) faults.push({ at, message: `a statement has either ${element} or Not${element}, not both` });
  if (statement.open) return;
  if (!has('Effect')) faults.push({ at, message: 'a statement says Allow or Deny in Effect' });
  if (!has('Action') && !has('NotAction')) faults.push({ at, message: 'a statement without Action allows nothing' });
  const attached = layer === 'resource' || layer === 'trust';
  if (attached && !has('Principal') && !has('NotPrincipal'))
    faults.push({ at, message: 'a statement of a resource’s policy says for whom it is, in Principal' });
  if (!attached && (has('Principal') || has('NotPrincipal')))
    faults.push({ at, message: 'Principal stands only in policies of resources and in trust policies' });
  if (!attached && !has('Resource') && !has('NotResource')) faults.push({ at, message: 'a statement without Resource is for nothing' });
}

function gap(context: DocumentContext, at: Place, why: Why, what = 'document'): Gap {
  const { key, exists } = context;
  return {
    kind: 'gap',
    key: `${key}/${what}/unknown`,
    platform: 'aws',
    at,
    exists,
    names: [],
    severity: 'limit',
    why,
    message: `${what === 'document' ? 'a policy' : 'a statement of a policy'} is not known here`,
  };
}

const quote = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
