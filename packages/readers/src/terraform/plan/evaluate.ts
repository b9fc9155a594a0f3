import { type Data, type Found, labelsOf, type MapData, type MapEntry, member } from '@idlint/evaluate';
import { unknownData } from '@idlint/evaluate/hcl';
import { absent, type Fact, type Place, type Uri, type Why } from '@idlint/model';
import { linked } from '../linked.ts';
import { mapperOf } from '../mappers.ts';
import type { TerraformResource } from '../resource.ts';
import { instancesIn, type Planned } from './document.ts';
import { References } from './references.ts';

/** The facts of a plan or a state. */
export function planFacts(uri: Uri, document: Data): Fact[] {
  const instances = instancesIn(document);
  const context: Context = {
    uri,
    references: new References(document, new Set(instances.map(({ address }) => address))),
    attributes: attributesOf(uri, instances),
    types: new Set(instances.map(({ type }) => type)),
  };
  const facts = instances.flatMap(instance => {
    const mapper = mapperOf(instance.mode, instance.type);
    return mapper ? mapper(resourceOf(instance, context)) : [];
  });
  return linked(facts);
}

interface Context {
  uri: Uri;
  references: References;
  /** Whose attribute a text is: `plan.json#aws_iam_policy.deploy.arn`, by the ARN. Undefined where that is not clear. */
  attributes: Map<string, string | undefined>;
  types: ReadonlySet<string>;
}

/** Attributes that speak of the whole thing. */
const telling = ['arn', 'email', 'member', 'object_id', 'principal_id', 'client_id', 'unique_id', 'id'];

function attributesOf(uri: Uri, instances: Planned[]): Context['attributes'] {
  const attributes: Context['attributes'] = new Map();
  for (const { values, address } of instances) {
    const own = new Set<string>();
    for (const attribute of telling) {
      const value = member(values, attribute);
      // Short ids are names, which others may bear as well.
      if (value.kind !== 'string' || value.value.length < 12 || own.has(value.value)) continue;
      own.add(value.value);
      attributes.set(value.value, attributes.has(value.value) ? undefined : `${uri}#${address}.${attribute}`);
    }
  }
  return attributes;
}

/** What a resource shows of others that have come to it: in a state it looks as if it had been written there. */
const mirrored: Record<string, [argument: string, from: RegExp][]> = {
  aws_iam_role: [
    ['managed_policy_arns', /^aws_iam_(?:role_)?policy_attachment$/],
    ['inline_policy', /^aws_iam_role_policy$/],
  ],
  aws_s3_bucket: [
    ['policy', /^aws_s3_bucket_policy$/],
    ['acl', /^aws_s3_bucket_acl$/],
    ['grant', /^aws_s3_bucket_acl$/],
  ],
  aws_sqs_queue: [['policy', /^aws_sqs_queue_policy$/]],
  aws_sns_topic: [['policy', /^aws_sns_topic_policy$/]],
  aws_kms_key: [['policy', /^aws_kms_key_policy$/]],
};

function resourceOf(instance: Planned, context: Context): TerraformResource {
  const { mode, type, name, address, module, at, values } = instance;
  const expressions = context.references.expressions(module, address);
  const written = expressions.kind === 'map' ? [...expressions.entries.keys()] : valuesWritten(values);
  const kept = new Map<string, Found>();
  const isMirror = (argument: string): boolean =>
    expressions.kind !== 'map' &&
    (mirrored[type] ?? []).some(([shown, from]) => shown === argument && [...context.types].some(other => from.test(other)));
  const labels = ['tags_all', 'effective_labels'].map(argument => member(values, argument)).find(({ kind }) => kind === 'map');
  return {
    mode,
    type,
    name,
    address,
    root: context.uri,
    uri: context.uri,
    argument(argument) {
      let found = kept.get(argument);
      if (!found) {
        // What the provider makes up is nobody's grant.
        const isOwn = expressions.kind === 'map' ? expressions.entries.has(argument) : !isMirror(argument);
        found = isOwn ? argumentOf(instance, argument, member(expressions, argument), context) : absent(at);
        kept.set(argument, found);
      }
      return found;
    },
    written,
    at,
    exists: true,
    through: [],
    defaultLabels: labels && labelsOf(labels),
  };
}

const valuesWritten = (values: Data): string[] =>
  values.kind === 'map' ? [...values.entries].flatMap(([name, { value }]) => (value.kind === 'null' ? [] : [name])) : [];

function argumentOf(instance: Planned, name: string, expression: Found, context: Context): Found {
  const { values, unknown, sensitive, at } = instance;
  const [value, open, hidden] = [member(values, name), member(unknown, name), member(sensitive, name)];
  // An empty text is how a state keeps what is not written.
  if (value.kind === 'string' && value.value === '') return absent(at);
  if (value.kind === 'absent' && open.kind === 'absent') return absent(at);
  return new Merge(instance, context).merged(value, open, hidden, expression, value.kind === 'absent' ? at : value.at);
}

/** Values with what the plan says about them: what is known only later, and what must not be shown. */
class Merge {
  readonly #instance: Planned;
  readonly #context: Context;

  constructor(instance: Planned, context: Context) {
    this.#instance = instance;
    this.#context = context;
  }

  merged(value: Found, unknown: Found, sensitive: Found, expression: Found, at: Place): Data {
    if (isTrue(sensitive)) return unknownData({ code: 'variable', what: 'a value that Terraform keeps to itself', at }, at);
    if (isTrue(unknown)) return unknownData(this.#later(expression, at), at);
    switch (value.kind) {
      case 'absent':
        return { kind: 'null', at };
      case 'map':
        return this.#map(value, unknown, sensitive, expression);
      case 'list':
        return {
          ...value,
          items: value.items.map((item, index) =>
            this.merged(item, itemAt(unknown, index), itemAt(sensitive, index), itemAt(expression, index), item.at),
          ),
        };
      case 'string': {
        const origin = this.#context.attributes.get(value.value);
        const own = origin?.startsWith(`${this.#context.uri}#${this.#instance.address}.`);
        return origin && !own ? { ...value, origin } : value;
      }
      default:
        return value;
    }
  }

  #map(value: MapData, unknown: Found, sensitive: Found, expression: Found): MapData {
    const entries = new Map<string, MapEntry>();
    const of = (key: string, found: Found, at: Place): Data =>
      this.merged(found, member(unknown, key), member(sensitive, key), inner(expression, key), at);
    for (const [key, entry] of value.entries) entries.set(key, { key: entry.key, value: of(key, entry.value, entry.value.at) });
    for (const key of unknown.kind === 'map' ? unknown.entries.keys() : [])
      if (!entries.has(key) && member(unknown, key).kind !== 'absent' && holdsTrue(member(unknown, key)))
        entries.set(key, { key: value.at, value: of(key, absent(value.at), value.at) });
    return { ...value, entries };
  }

  #later(expression: Found, at: Place): Why {
    const { uri, references } = this.#context;
    const { module, key, address } = this.#instance;
    const meant = references.meant(expression, module, key);
    return { code: 'reference', what: meant ? `${uri}#${meant}` : `what ${address} is given after the apply`, at };
  }
}

const isTrue = (data: Found): boolean => data.kind === 'bool' && data.value;
const holdsTrue = (data: Found): boolean =>
  isTrue(data) ||
  (data.kind === 'list' && data.items.some(holdsTrue)) ||
  (data.kind === 'map' && [...data.entries.values()].some(({ value }) => holdsTrue(value)));

/** A list of blocks has its expressions one for each; a list that is written in one has one for all. */
const itemAt = (data: Found, index: number): Found => {
  if (data.kind === 'list') return data.items[index] ?? absent(data.at);
  return data.kind === 'map' && data.entries.has('references') ? data : absent(data.at);
};

const inner = (expression: Found, key: string): Found =>
  expression.kind === 'map' && expression.entries.has('references') ? expression : member(expression, key);
