import { type Data, type Found, isWhole, itemsOf, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { madeText, unknownData } from '@idlint/evaluate/hcl';
import { yamlDocuments, yamlInString } from '@idlint/evaluate/yaml';
import { type Ask, absent, type Fact, knownValue, type Part, type Uri } from '@idlint/model';
import { factsOf as kubernetesFacts } from '../kubernetes/facts.ts';
import { Names } from '../kubernetes/names.ts';
import { objectsOf } from '../kubernetes/object.ts';
import { linked } from '../terraform/linked.ts';
import { mapperOf } from '../terraform/mappers.ts';
import type { TerraformResource } from '../terraform/resource.ts';
import { settle } from '../terraform/settle.ts';
import { uniqueKeys } from '../unique-keys.ts';
import {
  accessKey,
  appliesObjects,
  argumentOf,
  blocked,
  bucketBlock,
  bucketPolicy,
  type CloudModule,
  container,
  groupPolicy,
  inlinePolicy,
  login,
  modules,
  user,
  userPolicy,
} from './modules.ts';
import { type Task, Tasks } from './tasks.ts';

/** One thing that a task makes. */
interface Made {
  task: Task;
  type: string;
  module: CloudModule;
  key: string;
  /** What the module says in another way than Terraform. */
  given: Record<string, Found>;
}

/** The facts of a playbook or of the tasks of a role: what its modules make in a cloud or in a cluster. */
export function factsOf(uri: Uri, document: Data, ask: Ask<Part>): Fact[] {
  const tasks = new Tasks(uri, document, ask, (at, text) => yamlDocuments(at, text)[0]?.data);
  const keys = new Map<string, number>();
  const made = tasks.tasks.filter(isPresent).flatMap(task => madeBy(task, keys));
  for (const { task, type, key } of made)
    if (task.register !== undefined && !tasks.registered.has(task.register))
      tasks.registered.set(task.register, unknownData({ code: 'reference', what: `${uri}#${type}.${key}`, at: task.at }, task.at));
  const own = ownPolicies(made);
  const facts = made.flatMap(one => mapperOf('managed', one.type)?.(asTerraform(uri, one, own)) ?? []);
  return uniqueKeys([...linked(oneEach(facts)), ...kubernetes(uri, tasks.tasks.filter(isPresent))]);
}

/** Tasks that speak of one role (a loop over its policies) make one identity. */
function oneEach(facts: Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts.filter(fact => {
    if (fact.kind !== 'identity') return true;
    const again = seen.has(fact.key);
    seen.add(fact.key);
    return !again;
  });
}

/** Things that are the same where they are called the same. */
const byName = new Set(['aws_iam_role', 'aws_iam_user', 'aws_iam_group', 'google_service_account']);

const isPresent = (task: Task): boolean => knownValue(stringValue(task.argument('state'))) !== 'absent';

const lastPart = (module: string): string => module.slice(module.lastIndexOf('.') + 1);

/** Collections of others have modules of the same names. */
const collections = /^(?:amazon\.aws|community\.aws|google\.cloud|azure\.azcollection|community\.google)\./;

function madeBy(task: Task, keys: Map<string, number>): Made[] {
  if (task.module.includes('.') && !collections.test(task.module)) return [];
  const name = lastPart(task.module);
  const make = (module: CloudModule, given: Made['given'] = {}): Made[] =>
    module.types.map(type => ({ task, type, module, given, key: keyFor(type, task, module, keys) }));
  switch (name) {
    case 'iam_policy': {
      const kind = knownValue(stringValue(task.argument('iam_type')));
      const module = kind === undefined ? undefined : inlinePolicy[kind];
      return module ? make(module) : [];
    }
    case 'iam_user':
      return [
        ...make(user),
        ...attached(task, ['managed_policies', 'managed_policy'], userPolicy, make),
        ...(task.argument('password').kind === 'absent' ? [] : make(login)),
      ];
    case 'iam_group':
      return [...make(modules.iam_group!), ...attached(task, ['managed_policies', 'managed_policy'], groupPolicy, make)];
    case 'iam':
      return olderIam(task, make);
    case 's3_bucket':
      return [
        ...make(modules.s3_bucket!),
        ...(task.argument('policy').kind === 'absent' ? [] : make(bucketPolicy)),
        ...publicAccess(task, make),
      ];
    case 'azure_rm_storageblob':
      return task.argument('public_access').kind === 'absent' ? [] : make(container);
    default:
      return Object.hasOwn(modules, name) ? make(modules[name]!) : [];
  }
}

function publicAccess(task: Task, make: (module: CloudModule, given?: Made['given']) => Made[]): Made[] {
  const written = task.argument('public_access');
  if (written.kind === 'absent') return [];
  return make(bucketBlock, Object.fromEntries(blocked.map(name => [name, member(written, name)])));
}

/** The module `iam` of old: users, groups and roles, and keys of users. */
function olderIam(task: Task, make: (module: CloudModule, given?: Made['given']) => Made[]): Made[] {
  switch (knownValue(stringValue(task.argument('iam_type')))) {
    case 'user': {
      const key = knownValue(stringValue(task.argument('access_key_state')));
      return [
        ...make(user),
        ...(key?.toLowerCase() === 'create' ? make(accessKey) : []),
        ...(task.argument('password').kind === 'absent' ? [] : make(login)),
      ];
    }
    case 'role':
      return make(modules.iam_role!, { assume_role_policy: task.argument('trust_policy') });
    case 'group':
      return make(modules.iam_group!);
    default:
      return [];
  }
}

function attached(task: Task, names: string[], module: CloudModule, make: (module: CloudModule, given?: Made['given']) => Made[]): Made[] {
  const list = names.map(name => task.argument(name)).find(({ kind }) => kind !== 'absent');
  return list ? itemsOf(list).items.flatMap(policy => make(module, { policy_arn: policy })) : [];
}

/** From what it is called, the same after tasks move. */
function keyFor(type: string, task: Task, module: CloudModule, keys: Map<string, number>): string {
  const named = argumentOf(module, module.called, name => task.argument(name));
  const called = knownValue(stringValue(named));
  const key = (called ?? spoken(named) ?? lastPart(task.module)).replace(/[^\w-]+/g, '-').slice(0, 80);
  // One variable, known or not, names one thing.
  if (byName.has(type) && (called !== undefined || /^[\w.]+$/.test(spoken(named) ?? '-'))) return key;
  const before = keys.get(`${type}.${key}`) ?? 0;
  keys.set(`${type}.${key}`, before + 1);
  return before === 0 ? key : `${key}-${before + 1}`;
}

/** What is known of a name (`test-…`), or the variable that holds it. */
function spoken(named: Found): string | undefined {
  const name = stringValue(named);
  if (name.kind !== 'unknown') return undefined;
  const ends = `${name.prefix ?? ''}…${name.suffix ?? ''}`;
  if (/[A-Za-z]{2}/.test(ends)) return ends;
  return /^[A-Za-z_][\w.]*$/.test(name.why.what) && name.why.what !== 'item' ? name.why.what : undefined;
}

/** Policies that the playbook makes: a name alone that is none of these is that of one of AWS's own. */
const ownPolicies = (made: Made[]): Set<string> =>
  new Set(
    made.flatMap(({ type, module, task }) => {
      const name = type === 'aws_iam_policy' ? knownValue(stringValue(argumentOf(module, 'name', key => task.argument(key)))) : undefined;
      return name === undefined ? [] : [name];
    }),
  );

function asTerraform(uri: Uri, { task, type, module, key, given }: Made, own: Set<string>): TerraformResource {
  const named = argumentOf(module, module.called, name => task.argument(name));
  return {
    mode: 'managed',
    type,
    name: spoken(named) ?? key,
    address: `${type}.${key}`,
    root: uri,
    uri,
    argument: name => {
      const found = given[name] ?? argumentOf(module, name, argument => task.argument(argument));
      if (found.kind === 'absent') return absent(task.at);
      const settled = settle(found);
      if (name === 'managed_policy_arns' || name === 'policy_arn') return asArns(settled, own);
      if (type === 'google_service_account' && name === 'account_id') return beforeAt(settled);
      return settled;
    },
    written: [],
    at: named.kind === 'absent' || named.kind === 'unknown' ? task.at : named.at,
    exists: task.exists,
    through: [],
    defaultLabels: undefined,
  };
}

/** `ReadOnlyAccess` for `arn:aws:iam::aws:policy/ReadOnlyAccess`. */
function asArns(data: Data, own: Set<string>): Data {
  if (data.kind === 'list') return { ...data, items: data.items.map(item => asArns(item, own)) };
  if (data.kind !== 'string' || !isWhole(data) || data.value.includes(':') || own.has(data.value)) return data;
  return { ...madeText(`arn:aws:iam::aws:policy/${data.value}`, data.at), ...(data.via ? { via: data.via } : {}) };
}

/** The module wants the account's address where Terraform wants what stands before the `@`. */
function beforeAt(data: Data): Data {
  const end = data.kind === 'string' ? data.value.indexOf('@') : -1;
  return data.kind === 'string' && end > 0 ? { ...madeText(data.value.slice(0, end), data.at) } : data;
}

function kubernetes(uri: Uri, tasks: Task[]): Fact[] {
  const context = { scope: uri, names: new Names(uri), namespace: undefined, taken: new Set<string>() };
  const objects = tasks.flatMap(task => {
    if (!appliesObjects.has(task.module)) return [];
    return definitionsOf(task).flatMap(data =>
      objectsOf(uri, { segment: '', data, template: false, conditional: [], complete: true }, context).map(object =>
        task.exists === true ? object : { ...object, base: { ...object.base, exists: task.exists } },
      ),
    );
  });
  return kubernetesFacts(objects);
}

/** What is applied: as a map, a list or a text; or told in single arguments. */
function definitionsOf(task: Task): Data[] {
  const written = ['definition', 'resource_definition', 'inline'].map(name => task.argument(name)).find(({ kind }) => kind !== 'absent');
  if (written?.kind === 'string') return isWhole(written) ? yamlInString(written).map(({ data }) => settle(data)) : [];
  if (written?.kind === 'list') return written.items.map(item => settle(item));
  if (written?.kind === 'map') return [settle(written)];
  const all = mapOf(task.all());
  return written || !all || member(all, 'kind').kind === 'absent' ? [] : [asObject(all)];
}

function asObject(all: MapData): MapData {
  const metadata: MapData = {
    kind: 'map',
    at: all.at,
    entries: new Map([...all.entries].filter(([key]) => key === 'name' || key === 'namespace')),
  };
  return { ...all, entries: new Map([...all.entries, ['metadata', { key: all.at, value: metadata }]]) };
}
