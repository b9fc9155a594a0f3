import { type Data, itemsOf, mapOf, member, placeOfKey, stringValue } from '@idlint/evaluate';
import {
  absent,
  type Fact,
  type FactKey,
  type Grant,
  type Identity,
  keyName,
  known,
  type Name,
  type Place,
  type Policy,
  type Step,
  type Uri,
  type Use,
  type Value,
} from '@idlint/model';
import { nameOfRole } from '../iam-policy/role-name.ts';
import { expressionValue, type Scopes, secretsIn } from './expression.ts';

export interface Workflow {
  uri: Uri;
  root: Data;
}

/** One job of a workflow: an identity with a token of its own, the secrets that it reads, what it runs. */
export function jobFacts({ uri, root }: Workflow, id: string, at: Place, job: Data): Fact[] {
  const key = `${uri}#jobs/${id}`;
  const identity: Identity = {
    kind: 'identity',
    ...base(key, at),
    names: [jobName(uri, id), keyName(key)],
    type: 'ci-job',
    actor: 'machine',
    name: known(id, at),
    labels: { entries: {} },
  };
  const scopes = [member(job, 'env'), member(root, 'env')];
  return [
    identity,
    ...permissionFacts(`${key}/permissions`, job, [jobName(uri, id)]),
    ...secretUses(key, root, job),
    ...steps(key, job, scopes),
  ];
}

export const jobName = (uri: Uri, id: string): Name => `github:job/${uri}#${id}`;

const base = (key: FactKey, at: Place): Pick<Identity, 'key' | 'platform' | 'at' | 'exists' | 'names'> => ({
  key,
  platform: 'github',
  at,
  exists: true,
  names: [],
});

/**
 * What the token of jobs may do: a Grant for each scope that is named (`contents:write`), or one for `read-all` and `write-all`.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export function permissionFacts(key: FactKey, holder: Data, jobs: Name[]): Fact[] {
  const permissions = member(holder, 'permissions');
  if (permissions.kind === 'absent') return [];
  const at = placeOfKey(holder, 'permissions');
  const scopes = mapOf(permissions);
  const grants = scopes
    ? [...scopes.entries].flatMap(([scope, { key: where, value }]) => {
        const level = stringValue(value);
        if (level.kind === 'known' && level.value === 'none') return [];
        return [grant(key, scope, level.kind === 'known' ? known(`${scope}:${level.value}`, level.at) : level, where)];
      })
    : [grant(key, 'all', stringValue(permissions), permissions.at)];
  const name = `github:permissions/${key}`;
  const subjects = jobs.map(job => ({ who: 'identity' as const, written: known(job.slice(job.lastIndexOf('#') + 1), at), name: job }));
  return [
    policy(key, at, [name]),
    ...grants,
    {
      kind: 'binding',
      ...base(`${key}/binding`, at),
      policy: known(name, at),
      subjects: { items: subjects },
      scope: { level: 'resource', name: absent(at) },
      conditions: { items: [] },
      layer: 'identity',
    },
  ];
}

/** A workflow that declares nothing leaves its token to the settings of the repository: a grant of whatever these say. */
export function undeclaredPermissions(uri: Uri, at: Place): Fact[] {
  const key = `${uri}#permissions`;
  return [policy(key, at, []), grant(key, 'default', absent(at), at)];
}

const policy = (key: FactKey, at: Place, names: Name[]): Policy => ({
  kind: 'policy',
  ...base(key, at),
  names,
  name: known('permissions', at),
  layer: 'identity',
  faults: [],
});

const grant = (policy: FactKey, what: string, action: Value<string>, at: Place): Grant => ({
  kind: 'grant',
  ...base(`${policy}/${what}`, at),
  policy,
  layer: 'identity',
  effect: 'allow',
  actions: { items: [action] },
  resources: { items: [] },
  conditions: { items: [] },
});

function secretUses(key: FactKey, root: Data, job: Data): Use[] {
  const secrets = new Map([...secretsIn(member(root, 'env')), ...secretsIn(job)]);
  return [...secrets].map(([secret, at]) => ({
    kind: 'use',
    ...base(`${key}/secrets/${secret}`, at),
    how: 'reads-secret',
    user: key,
    used: known(`github:secret/${secret}`, at),
  }));
}

/** A job that calls a workflow runs it as its only step. */
function steps(key: FactKey, job: Data, scopes: Scopes): Fact[] {
  const called = member(job, 'uses');
  if (called.kind !== 'absent') return [step(key, 'uses', job, scopes)];
  const ids = new Set<string>();
  return itemsOf(member(job, 'steps')).items.flatMap((item, index) => {
    const id = stringValue(member(item, 'id'));
    const unique = id.kind === 'known' && !ids.has(id.value) ? id.value : String(index);
    ids.add(unique);
    const made = step(key, unique, item, [member(item, 'env'), ...scopes]);
    return [made, ...signInUses(made, key)];
  });
}

function step(job: FactKey, id: string, item: Data, scopes: Scopes): Step {
  const uses = member(item, 'uses');
  const runs = uses.kind === 'absent' ? stringValue(member(item, 'run')) : expressionValue(uses, scopes);
  const inputs = mapOf(member(item, 'with'));
  return {
    kind: 'step',
    ...base(`${job}/steps/${id}`, uses.kind === 'absent' ? placeOfKey(item, 'run') : uses.at),
    identity: job,
    runs,
    inputs: Object.fromEntries([...(inputs?.entries ?? [])].map(([input, { value }]) => [input, expressionValue(value, scopes)])),
  };
}

/** Actions that sign in to a cloud, and the input that names whom as. */
const signIns: [action: string, input: string, nameOf: (value: Value<string>) => Value<Name>][] = [
  ['aws-actions/configure-aws-credentials', 'role-to-assume', nameOfRole],
  ['google-github-actions/auth', 'service_account', value => named(value, 'gcp:serviceAccount/')],
  ['azure/login', 'client-id', value => named(value, 'azure:clientId/')],
];

const named = (value: Value<string>, space: string): Value<Name> =>
  value.kind === 'known' ? known(`${space}${value.value}`, value.at, value.via) : value;

/** Whom a step lets its job act as. */
function signInUses({ runs, inputs, key: step }: Step, job: FactKey): Use[] {
  const action = runs.kind === 'known' ? runs.value.split('@')[0]!.toLowerCase() : '';
  return signIns.flatMap(([signIn, input, nameOf]) => {
    const value = inputs[input];
    if (action !== signIn || !value || value.kind === 'absent') return [];
    return [{ kind: 'use', ...base(`${step}/signs-in`, value.at), how: 'runs-as', user: job, used: nameOf(value) }];
  });
}
