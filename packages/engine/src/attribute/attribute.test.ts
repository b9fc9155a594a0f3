import { type Binding, type Fact, type Identity, known, type Ownership, type Place, type Policy, placeOf, unknown } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { Database } from '../query/database.ts';
import { Attribution } from './inventory.ts';
import { link } from './links.ts';

const at = (uri = 'a.tf', start = 0): Place => placeOf(uri, start, start + 1);
const base = (key: string, names: string[] = [], uri?: string) => ({
  key,
  names,
  platform: 'aws' as const,
  at: at(uri),
  exists: true as const,
});

const role = (name: string, tags: Record<string, string> = {}, uri = 'a.tf'): Identity => ({
  ...base(`${uri}#${name}`, [`aws:role/${name}`], uri),
  kind: 'identity',
  type: 'role',
  actor: 'machine',
  name: known(name, at()),
  labels: { entries: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, known(value, at(uri, 9))])) },
});
const policy = (name: string): Policy => ({
  ...base(`a.tf#policy/${name}`, [`aws:policy/${name}`]),
  kind: 'policy',
  name: known(name, at()),
  layer: 'identity',
  faults: [],
});
const grant = (of: string, extra: Partial<Extract<Fact, { kind: 'grant' }>> = {}): Extract<Fact, { kind: 'grant' }> => ({
  ...base(`a.tf#policy/${of}/grant`),
  kind: 'grant',
  policy: `a.tf#policy/${of}`,
  layer: 'identity',
  effect: 'allow',
  actions: { items: [] },
  resources: { items: [] },
  conditions: { items: [] },
  ...extra,
});
const binding = (policy: string, ...roles: string[]): Binding => ({
  ...base(`a.tf#${policy} to ${roles}`),
  kind: 'binding',
  policy: known(policy, at()),
  subjects: { items: roles.map(name => ({ who: 'identity', written: known(name, at()), name: `aws:role/${name}` })) },
  scope: { level: 'account', name: known('', at()) },
  conditions: { items: [] },
  layer: 'identity',
});
const owns = (pattern: string, order: number, ...owners: string[]): Ownership => ({
  ...base(`CODEOWNERS#${order}`, [], 'CODEOWNERS'),
  kind: 'ownership',
  source: 'codeowners',
  subject: { pattern },
  owners: owners.map(owner => known(owner, at('CODEOWNERS', order))),
  order,
});

function inventoryOf(facts: Fact[], ownerLabels: string[] = []): Attribution {
  const db = new Database();
  const links = db.query('link', () =>
    link(
      facts.map(fact => ({ fact, reader: undefined })),
      facts.filter(fact => fact.kind === 'ownership'),
    ),
  );
  const access = () => ({
    breadth: () => 'some' as const,
    takesResource: () => ({ is: 'yes' as const, places: [] }),
    builtin: (name: string) => (name.includes(':aws:policy/') ? { title: name, breadth: 'administrator' as const } : undefined),
  });
  return new Attribution({ db, links, access, ownerLabels: () => ownerLabels });
}

describe('the owner of an identity', () => {
  const ownersOf = (identity: Identity, others: Fact[] = [], ownerLabels?: string[]) =>
    inventoryOf([identity, ...others], ownerLabels).ownersOf(identity);
  const names = (answer: ReturnType<typeof ownersOf>) =>
    answer.is === 'owned' ? answer.owners.map(({ name, source, confidence }) => `${name} (${source}, ${confidence})`) : answer.is;

  it.each(['owner', 'Owner', 'team', 'acme.com/owner', 'Acme:Team', 'owned-by', 'owner_email', 'technical-contact'])(
    'stands in the label %s',
    label => {
      expect(names(ownersOf(role('deploy', { [label]: '@acme/ops' })))).toEqual(['@acme/ops (label, high)']);
    },
  );

  it.each([
    ['Name', 'deploy'],
    ['managed-by', 'terraform'],
    ['owner', ''],
    ['owner', 'TBD'],
    ['team', 'unknown'],
    ['cost-owner', 'finance'],
  ])('does not stand in %s=%s', (label, value) => expect(names(ownersOf(role('deploy', { [label]: value })))).toBe('unowned'));

  it('stands in the labels that the configuration names, and these come first', () => {
    const deploy = role('deploy', { owner: 'ops', 'Cost-Owner': 'finance' });
    expect(names(ownersOf(deploy, [], ['cost-owner']))).toEqual(['finance (label, high)', 'ops (label, high)']);
  });

  it('is who the last line of CODEOWNERS that matches names', () => {
    const lines = [
      owns('*', 0, '@all'),
      owns('infra/', 1, '@infra'),
      owns('/infra/legacy', 2),
      owns('/apps/', 3, '@apps', 'a@acme.example'),
    ];
    expect(names(ownersOf(role('r', {}, 'x/infra/a.tf'), lines))).toEqual(['@infra (codeowners, medium)']);
    expect(names(ownersOf(role('r', {}, 'main.tf'), lines))).toEqual(['@all (codeowners, low)']);
    expect(names(ownersOf(role('r', {}, 'infra/legacy/a.tf'), lines))).toBe('unowned');
    expect(names(ownersOf(role('r', { team: 'ops' }, 'apps/a.tf'), lines))).toEqual([
      'ops (label, high)',
      '@apps (codeowners, medium)',
      'a@acme.example (codeowners, medium)',
    ]);
  });

  it('of what a module makes is the owner of its use', () => {
    const lines = [owns('/modules/', 0, '@platform'), owns('/apps/', 1, '@apps')];
    const made = (use: string) => ({ ...role('r', {}, 'modules/role/a.tf'), through: [at('modules/outer/a.tf'), at(use)] });
    expect(names(ownersOf(made('apps/main.tf'), lines))).toEqual(['@apps (codeowners, medium)']);
    expect(names(ownersOf(made('other/main.tf'), lines))).toEqual(['@platform (codeowners, medium)']);
  });

  it('is who a catalog names for it', () => {
    const catalog: Ownership = { ...owns('', 0, 'team-data'), source: 'catalog', subject: { name: 'aws:role/deploy' } };
    expect(names(ownersOf(role('deploy'), [catalog]))).toEqual(['team-data (catalog, high)']);
    expect(names(ownersOf(role('build'), [catalog]))).toBe('unowned');
  });

  it('is unknown where a label could not be worked out, unless another source knows', () => {
    const why = { code: 'variable' as const, what: 'var.tags' };
    const open = { ...role('deploy'), labels: { entries: {}, open: why } };
    const fromVariable = { ...role('deploy'), labels: { entries: { Owner: unknown(why, at()) } } };
    expect(ownersOf(open)).toEqual({ is: 'unknown', why, sources: false });
    expect(ownersOf(fromVariable)).toMatchObject({ is: 'unknown', why });
    expect(names(ownersOf(open, [owns('*.tf', 0, '@ops')]))).toEqual(['@ops (codeowners, medium)']);
  });

  it('is probably whom the things beside it have', () => {
    const others = [
      role('a', { team: 'red' }),
      role('b', { team: 'blue' }),
      role('c', { team: 'blue' }),
      role('d', { team: 'green' }, 'deep/a.tf'),
    ];
    expect(ownersOf(role('deploy'), others)).toMatchObject({ is: 'unowned', sources: true, likely: { name: 'blue', confidence: 'low' } });
    expect(ownersOf(role('deploy', {}, 'b.tf'), others)).toMatchObject({ likely: { name: 'blue' } });
    expect(ownersOf(role('deploy', {}, 'other/b.tf'), others)).toEqual({ is: 'unowned', sources: true });
    expect(ownersOf(role('deploy'), others.slice(0, 2))).toEqual({ is: 'unowned', sources: true });
  });

  it('is nobody in a workspace without sources, which is said', () => {
    expect(ownersOf(role('deploy'))).toEqual({ is: 'unowned', sources: false });
  });
});

describe('what an identity may do', () => {
  it('comes through the bindings to its names, from policies here and built-in ones', () => {
    const deploy = role('deploy');
    const write = grant('write');
    const admin = 'aws:arn:aws:iam::aws:policy/AdministratorAccess';
    const bindings = [binding('aws:policy/write', 'build', 'deploy'), binding(admin, 'deploy'), binding('aws:policy/elsewhere', 'deploy')];
    const inventory = inventoryOf([deploy, policy('write'), write, ...bindings, grant('other')]);
    expect(inventory.grantsOf(deploy)).toEqual([
      { binding: bindings[0], policy: policy('write'), grant: write, at: at() },
      { binding: bindings[1], policy: undefined, grant: undefined, builtin: admin, at: at() },
      { binding: bindings[2], policy: undefined, grant: undefined, at: at() },
    ]);
    expect(inventory.grantsOf(role('nobody'))).toEqual([]);
    expect(inventory.holdersOf(write)).toEqual([deploy]);
    expect(inventory.bindingsOf(policy('write'))).toEqual([bindings[0]]);
  });

  it('come from the groups that it is a member of, which may be members of each other', () => {
    const member = role('bot');
    const [inner, outer] = [role('inner'), role('outer')];
    const allowed = grant('write');
    const into = (group: string, who: string): Binding => ({ ...binding(`aws:role/${group}`, who), membership: true });
    const facts = [member, inner, outer, policy('write'), allowed, binding('aws:policy/write', 'outer')];
    const inventory = inventoryOf([...facts, into('inner', 'bot'), into('outer', 'inner'), into('inner', 'outer')]);
    expect(inventory.grantsOf(member).map(({ grant }) => grant)).toEqual([allowed]);
    expect(inventory.grantsOf(outer).map(({ grant }) => grant)).toEqual([allowed]);
  });

  it('comes from the policies of resources that name it as well', () => {
    const deploy = role('deploy');
    const principals = { items: [{ who: 'identity' as const, written: known('x', at()), name: 'aws:role/deploy' }] };
    const open = grant('bucket', { layer: 'resource', principals });
    const trust = grant('trust', { layer: 'trust', principals });
    expect(inventoryOf([deploy, policy('bucket'), open, trust]).grantsOf(deploy)).toEqual([
      { binding: undefined, policy: policy('bucket'), grant: open, at: at() },
    ]);
  });
});

it('knows what runs as an identity, and who may become it', () => {
  const deploy = role('deploy');
  const use = (key: string, used: Extract<Fact, { kind: 'use' }>['used'], fallback?: string): Fact => ({
    ...base(key),
    kind: 'use',
    how: 'runs-as',
    user: 'job',
    used,
    ...(fallback ? { fallback } : {}),
  });
  const absent = { kind: 'absent' as const, at: at() };
  const uses = [
    use('written', known('aws:role/deploy', at())),
    use('default', absent, 'aws:role/deploy'),
    use('other', known('aws:role/other', at()), 'aws:role/deploy'),
  ];
  const trust: Fact = {
    ...base('trust'),
    kind: 'trust',
    identity: known('aws:role/deploy', at()),
    effect: 'allow',
    principals: { items: [] },
    conditions: { items: [] },
  };
  const inventory = inventoryOf([deploy, ...uses, trust]);
  expect(inventory.usesOf(deploy).map(({ key }) => key)).toEqual(['written', 'default']);
  expect(inventory.trustOf(deploy)).toEqual([trust]);
  expect(inventory.named('aws:role/deploy')).toEqual([deploy]);
  expect(inventory.named('aws:role/outside')).toEqual([]);
});
