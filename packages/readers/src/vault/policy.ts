import { type Data, type Found, hole, itemsOf, member, placeWithin, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import { type FactKey, keyName, type Name, type Place, placeOf, type Uri, type Value, type Values, type Why } from '@idlint/model';
import { type Attribute, type Block, type Expression, parse, type Segment } from '@idlint/syntax/hcl';

/** What a policy of Vault says of one path. https://developer.hashicorp.com/vault/docs/concepts/policies */
export interface PathRule {
  path: Value<string>;
  /** `create`, `read`, `sudo` …; in policies of old one word for several: `write`. */
  capabilities: Values<string>;
  /** The path, where it is written. */
  at: Place;
}

/** The Name that all grants of a policy bear, so that one can be told from the others beside it. */
export const pathsOf = (policy: FactKey): Name => `${keyName(policy)}/paths`;

export interface PathRules {
  rules: PathRule[];
  /** Set where there may be more than is known. */
  open?: Why;
  faults: { at: Place; message: string }[];
}

/** The paths of a policy document: HCL or JSON in a string, or JSON that was worked out. */
export function pathRules(document: Found): PathRules {
  if (document.kind === 'absent' || document.kind === 'null') return { rules: [], faults: [] };
  if (document.kind === 'unknown') return { rules: [], open: document.why, faults: [] };
  if (document.kind !== 'string') return inJson(document, []);
  if (document.encoded) return inJson(document.encoded.of, []);
  if (/^\s*\{/.test(document.value)) {
    const { data, faults } = jsonInString(document);
    return inJson(data, faults);
  }
  return inHcl(document);
}

/** The paths of a policy in a file of its own. */
export const rulesIn = (uri: Uri, text: string): PathRules => pathRules({ kind: 'string', value: text, at: placeOf(uri, 0, text.length) });

/** `{ "path": { "secret/*": { "capabilities": ["read"] } } }`, or a list of such maps under `path`. */
function inJson(data: Data, faults: PathRules['faults']): PathRules {
  const rules: PathRule[] = [];
  const { items, open } = itemsOf(member(data, 'path'));
  let unclear = open;
  for (const map of items) {
    if (map.kind !== 'map') {
      unclear ??= map.kind === 'unknown' ? map.why : undefined;
      continue;
    }
    unclear ??= map.open;
    for (const [path, { key, value }] of map.entries)
      for (const body of itemsOf(value).items) rules.push({ path: pathValue(path, key), capabilities: capabilitiesIn(body), at: key });
  }
  return { rules, faults, ...(unclear ? { open: unclear } : {}) };
}

function pathValue(path: string, at: Place): Value<string> {
  const [prefix, ...rest] = path.split('…');
  if (rest.length === 0) return { kind: 'known', value: path, at };
  return { kind: 'unknown', at, why: { code: 'dynamic', what: 'a part of the path', at }, prefix: prefix!, suffix: rest.at(-1)! };
}

function capabilitiesIn(body: Data): Values<string> {
  const { items, open } = itemsOf(member(body, 'capabilities').kind === 'absent' ? member(body, 'policy') : member(body, 'capabilities'));
  return { items: items.map(stringValue), ...(open ? { open } : {}) };
}

/** Vault's own HCL is an older one, in which the brace may stand on a line of its own. */
const openedLater = /(\bpath[ \t]+"[^"\n]*")(\s+)(?=\{)/g;

function inHcl(document: StringData): PathRules {
  const text = document.value.replace(openedLater, (_, path: string, blanks: string) => path + ' '.repeat(blanks.length));
  const { segments, faults } = parse(text);
  const rules = segments.flatMap(segment => ruleOf(segment, document) ?? []);
  const why = faults.map(({ start, end }) => holeNear(document, start, end)).find(found => found);
  return {
    rules,
    faults: faults.map(({ start, end, message }) => ({ at: placeWithin(document, start, end), message })),
    ...(why ? { open: why } : {}),
  };
}

/** Why a text can't be read at a place: a part of it is not known. */
function holeNear(document: StringData, start: number, end: number): Why | undefined {
  if (!document.value.slice(start, Math.max(end, start + 1)).includes(hole)) return undefined;
  const value = stringValue(sliceString(document, start, Math.max(end, start + 1)));
  return value.kind === 'unknown' ? value.why : undefined;
}

function ruleOf({ offset, item }: Segment, document: StringData): PathRule | undefined {
  if (item.kind !== 'block' || item.type.name !== 'path') return undefined;
  const [label] = item.labels;
  if (!label) return undefined;
  const quoted = document.value[offset + label.start] === '"' ? 1 : 0;
  const path = stringValue(sliceString(document, offset + label.start + quoted, offset + label.end - quoted));
  const written = argument(item, 'capabilities') ?? argument(item, 'policy');
  const capabilities = written ? texts(written.value, offset, document) : { items: [] };
  return { path, capabilities, at: path.at };
}

const argument = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.kind === 'attribute' && item.name.name === name);

/** The texts of a list of strings, each where it stands. */
function texts(expression: Expression, offset: number, document: StringData): Values<string> {
  if (expression.kind === 'tuple') {
    const lists = expression.items.map(item => texts(item, offset, document));
    const open = lists.find(list => list.open)?.open;
    return { items: lists.flatMap(({ items }) => items), ...(open ? { open } : {}) };
  }
  const at = placeWithin(document, offset + expression.start, offset + expression.end);
  if (expression.kind === 'template' && !expression.heredoc)
    return { items: [stringValue(sliceString(document, offset + expression.start + 1, offset + expression.end - 1))] };
  return { items: [], open: { code: 'syntax', what: 'a list of capabilities', at } };
}
