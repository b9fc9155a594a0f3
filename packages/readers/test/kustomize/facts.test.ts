import type { Fact } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../src/kubernetes/index.ts';
import { shown, told } from '../facts.ts';
import { workspace } from '../workspace.ts';

const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

const base = {
  'base/kustomization.yaml': 'resources: [role.yaml, account.yaml]\n',
  'base/role.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: ["*"]}]
`,
  'base/account.yaml': '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}',
};

describe('a base', () => {
  it('is judged where it is used, each value at the place where it is written', async () => {
    const { facts, textAt } = await workspace(kubernetes, {
      ...base,
      'prod/kustomization.yaml': 'resources:\n  - ../base\nnamespace: prod\nnamePrefix: p-\n',
      'test/kustomization.yaml': 'resources: [../base]\nnamespace: test\n',
    });
    expect(facts.map(({ key }) => key)).toEqual([
      'prod/kustomization.yaml#Role/prod/p-r',
      'prod/kustomization.yaml#Role/prod/p-r/rules/0',
      'prod/kustomization.yaml#ServiceAccount/prod/p-web',
      'test/kustomization.yaml#Role/test/r',
      'test/kustomization.yaml#Role/test/r/rules/0',
      'test/kustomization.yaml#ServiceAccount/test/web',
    ]);
    const [, account] = of(facts, 'identity');
    expect(account!.scope).toMatchObject({ value: 'test', at: { uri: 'test/kustomization.yaml' } });
    const [first, second] = of(facts, 'grant').map(({ actions }) => actions.items[0]!.at);
    expect(first).toEqual(second);
    expect(textAt(first!)).toBe('*');
    const [named] = of(facts, 'identity').map(({ name }) => name);
    expect(named).toMatchObject({ value: 'p-web', at: { uri: 'base/account.yaml' }, via: [{ uri: 'prod/kustomization.yaml' }] });
    expect(textAt(named!.at)).toBe('web');
    expect(facts[0]!.through!.map(textAt)).toEqual(['../base']);
  });

  it('that nobody uses is judged alone, and its files are no manifests of their own', async () => {
    const { facts } = await workspace(kubernetes, base);
    expect(facts.map(told)).toEqual(['policy r identity', 'allow * on pods', 'service-account web (machine)']);
    expect(facts.map(({ through }) => through)).toEqual([undefined, undefined, undefined]);
  });

  it('is reached through other bases and components, whose places are kept', async () => {
    const { facts, textAt } = await workspace(kubernetes, {
      ...base,
      'middle/kustomization.yaml': 'resources: [../base]\ncomponents: [../part]\n',
      'part/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [own.yaml]\n',
      'part/own.yaml': '{apiVersion: v1, kind: ServiceAccount, metadata: {name: own}}',
      'top/kustomization.yaml': 'resources: [../middle/]\n',
    });
    expect(of(facts, 'identity').map(({ name, through }) => [shown(name), through?.map(textAt)])).toEqual([
      ['web', ['../base', '../middle/']],
      ['own', ['../part', '../middle/']],
    ]);
  });
});

describe('a patch', () => {
  const overlay = (patches: string) => ({ ...base, 'prod/kustomization.yaml': `resources: [../base]\npatches:\n${patches}` });

  it('brings its values at its own place', async () => {
    const { facts, textAt } = await workspace(kubernetes, {
      ...overlay('  - path: wide.yaml\n'),
      'prod/wide.yaml': `# no manifest
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get]}]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web"}
`,
    });
    const [grant] = of(facts, 'grant');
    expect(told(grant!)).toBe('allow get on *');
    expect(grant!.resources.items[0]!.at.uri).toBe('prod/wide.yaml');
    expect(textAt(grant!.resources.items[0]!.at)).toBe('*');
    const [use] = of(facts, 'use');
    expect(shown(use!.used)).toBe('aws:arn:aws:iam::111122223333:role/web');
    expect(textAt(use!.used.at)).toBe('arn:aws:iam::111122223333:role/web');
  });

  it('that is written on the spot has its places in the kustomization', async () => {
    const { facts, textAt } = await workspace(
      kubernetes,
      overlay(`  - target: {kind: Role}
    patch: |-
      - op: add
        path: /rules/0/verbs/-
        value: "bind"
`),
    );
    const [grant] = of(facts, 'grant');
    expect(told(grant!)).toBe('allow * bind on pods');
    const { at } = grant!.actions.items[1]!;
    expect([at.uri, textAt(at)]).toEqual(['prod/kustomization.yaml', 'bind']);
  });

  it('that does not fit is said', async () => {
    const { facts } = await workspace(kubernetes, overlay("  - target: {kind: Role}\n    patch: '[{op: remove, path: /rules/7}]'\n"));
    expect(of(facts, 'gap').map(({ message }) => message)).toEqual(['a patch does not fit what it is for']);
  });

  it('of a component that nobody uses has nothing to fit', async () => {
    const component =
      "kind: Component\npatches:\n  - target: {kind: Role}\n    patch: '[{op: remove, path: /rules/7}]'\nresources: [role.yaml]\n";
    const { facts } = await workspace(kubernetes, { 'c/kustomization.yaml': component, 'c/role.yaml': base['base/role.yaml'] });
    expect(facts.map(told)).toEqual(['policy r identity', 'allow * on pods']);
  });

  it('may take an object away', async () => {
    const patch = "  - target: {kind: Role}\n    patch: '{$patch: delete, apiVersion: v1, kind: Role, metadata: {name: r}}'\n";
    expect((await workspace(kubernetes, overlay(patch))).facts.map(told)).toEqual(['service-account web (machine)']);
  });
});

describe('what can’t be followed is said', () => {
  const gaps = async (files: Record<string, string>) => of((await workspace(kubernetes, files)).facts, 'gap').map(told);
  it.each([
    ['resources: ["https://github.com/acme/base?ref=v1"]', 'gap module https://github.com/acme/base?ref=v1'],
    ['resources: [github.com/acme/base//deploy]', 'gap module github.com/acme/base//deploy'],
    ['components: ["git@github.com:acme/base.git"]', 'gap module git@github.com:acme/base.git'],
    ['resources: [../missing]', 'gap reference ../missing'],
    ['resources: [../../../etc/passwd]', 'gap reference ../../../etc/passwd'],
    ['resources: [/etc]', 'gap reference /etc'],
    ['patches: [{path: none.yaml}]', 'gap reference none.yaml'],
    ['helmCharts: [{name: x, repo: y}]', 'gap unsupported helmCharts'],
    ['transformers: [x.yaml]', 'gap reference x.yaml'],
    ['transformers: ["apiVersion: acme/v1\\nkind: X\\n"]', 'gap unsupported a transformer'],
    ['generators: ["{apiVersion: acme/v1, kind: X}"]', 'gap unsupported a generator'],
    ['resources: [../a]', 'gap cycle'],
  ])('%s', async (text, gap) => {
    expect(await gaps({ 'a/kustomization.yaml': `${text}\n` })).toEqual([expect.stringContaining(gap)]);
  });

  it('of kustomizations that take in each other, once', async () => {
    const files = { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' };
    expect((await gaps(files)).map(gap => gap.slice(0, 9))).toEqual(['gap cycle']);
  });

  it('of a component that takes in itself', async () => {
    const files = {
      'c/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c]\n',
      'a/kustomization.yaml': 'components: [../c]\n',
    };
    expect(await gaps(files)).toEqual(['gap cycle ../c']);
  });
});

it('Flux’s objects of the same kind, and its file of the same name, are manifests', async () => {
  const { facts } = await workspace(kubernetes, {
    'kustomization.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux}\nspec: {serviceAccountName: deployer}\n',
  });
  expect(facts.map(told)).toContain('workload apps (machine)');
});

it('never throws, and never loops', async () => {
  await kubernetes.load?.();
  const piece = fc.constantFrom(
    ...[
      'resources:',
      'patches:',
      'components: [.]',
      ' - ../b',
      ' - a.yaml',
      ' - path: a.yaml',
      '   target: {name: "(a+)+$"}',
      'namespace: {}',
      'images: [1]',
    ],
    ...[
      'replacements: [{source: x, targets: [{select: {}}]}]',
      'vars: [{name: a}]',
      'configMapGenerator: [{literals: [a], files: [a.yaml]}]',
      'labels: a',
      'transformers: [a.yaml, ../b]',
      'kind: PatchTransformer',
      'apiVersion: builtin',
      'generators: [a.yaml]',
    ],
    ...[
      '- op: copy',
      '  path: /0',
      '  from: ""',
      'apiVersion: v1',
      'kind: Secret',
      'metadata: {name: a}',
      '$patch: delete',
      'data: {a: &a [*a]}',
      '---',
    ],
  );
  const text = fc.array(piece, { maxLength: 14 }).map(lines => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (one, other, file) => {
      const files = { 'a/kustomization.yaml': one, 'b/kustomization.yaml': other, 'a/a.yaml': file };
      const { facts } = await workspace(kubernetes, files);
      expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
    }),
  );
});

it.each([
  [
    'copies',
    (path: string) => `  - target: {kind: ServiceAccount}\n    patch: '[{op: copy, from: /metadata, path: /metadata/${path}}]'\n`,
    'patches',
  ],
  [
    'replacements',
    (path: string) =>
      `  - source: {kind: ServiceAccount, fieldPath: metadata}\n    targets: [{select: {kind: ServiceAccount}, fieldPaths: [metadata.${path}], options: {create: true}}]\n`,
    'replacements',
  ],
])('does not grow by %s of itself', async (_, step, field) => {
  const steps = Array.from({ length: 60 }, (_, index) => step(`x${index}`)).join('');
  const files = {
    'a/kustomization.yaml': `resources: [account.yaml]\n${field}:\n${steps}`,
    'a/account.yaml': base['base/account.yaml'],
  };
  const { facts } = await workspace(kubernetes, files);
  expect(of(facts, 'identity')).toHaveLength(1);
  expect(of(facts, 'gap').length).toBeGreaterThan(20);
});

it('stops where there is too much to change, and says so', async () => {
  const accounts = Array.from({ length: 200 }, (_, index) => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: a${index}}}`);
  const patch = "  - target: {kind: ServiceAccount}\n    patch: '[{op: remove, path: /none}, {op: remove, path: /nor}]'\n";
  const { facts } = await workspace(kubernetes, {
    'a/kustomization.yaml': `resources: [all.yaml]\npatches:\n${patch.repeat(1_000)}`,
    'a/all.yaml': accounts.join('\n---\n'),
  });
  expect(of(facts, 'identity')).toHaveLength(200);
  expect(of(facts, 'gap').map(({ why }) => why.code)).toContain('limit');
});

it('takes in as many objects as an application has, and says where there are more', async () => {
  const account = (index: number) => `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a${index}}\n`;
  const { facts } = await workspace(kubernetes, {
    'a/kustomization.yaml': 'resources: [all.yaml]\n',
    'a/all.yaml': Array.from({ length: 20_050 }, (_, index) => account(index)).join(''),
  });
  expect(of(facts, 'identity')).toHaveLength(20_000);
  expect(of(facts, 'gap').map(told)).toEqual(['gap limit a kustomization of too many objects']);
});

it('does not grow where everything is taken in twice at each step', async () => {
  const files: Record<string, string> = { 'd0/kustomization.yaml': 'resources: [a.yaml]\n', 'd0/a.yaml': base['base/account.yaml'] };
  for (let depth = 1; depth <= 30; depth++) files[`d${depth}/kustomization.yaml`] = `resources: [../d${depth - 1}, ./../d${depth - 1}]\n`;
  const { facts } = await workspace(kubernetes, files);
  expect(of(facts, 'identity')).toHaveLength(1);
});
