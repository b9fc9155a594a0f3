import type { Fact } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { helm } from '../../src/helm/index.ts';
import { kubernetes } from '../../src/kubernetes/index.ts';
import { shown, told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import { filesOf } from './charts.ts';

const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];
const role = (rules: string, name = 'web') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: ${name}\nrules:\n${rules}`;
const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;
const chart = (files: Record<string, string>, folder = 'web') =>
  Object.fromEntries(
    Object.entries({ 'Chart.yaml': 'name: web\nversion: 1.0.0\n', ...files }).map(([name, text]) => [`${folder}/${name}`, text]),
  );

describe('a chart', () => {
  it('is judged as what it comes to with its own values', async () => {
    const { facts } = await workspace(helm, filesOf('shop'));
    expect(facts.map(told)).toEqual([
      'service-account ?…-shop (machine)',
      'use',
      'policy ?…-shop identity',
      'allow get on *',
      'allow * on secrets',
      'binding kubernetes:Role//shop:{{ .Release.Name }}-shop@shop -> kubernetes:ServiceAccount//shop:{{ .Release.Name }}-shop@shop',
      'workload ?…-shop-test (machine)',
      'use',
      'service-account plain-eu (machine)',
      'service-account ?…-primary (machine)',
      'service-account default (machine)',
    ]);
  });
});

describe('what a value in a chart says', () => {
  const files = chart({
    'values.yaml': 'name: admin\nverbs:\n  - get\n  - "*"\nrules:\n  - apiGroups: [""]\n    resources: [secrets]\n    verbs: [list]\n',
    'templates/_helpers.tpl': '{{- define "rules" -}}\n- apiGroups: [""]\n  resources: [nodes]\n  verbs: [delete]\n{{- end -}}\n',
    'templates/role.yaml': `{{- $name := .Values.name -}}
${role(
  `  - apiGroups: [""]
    resources: [pods]
    verbs: {{ toJson .Values.verbs }}
  {{- include "rules" . | nindent 2 }}
  {{- toYaml .Values.rules | nindent 2 }}
`,
  '{{ $name }}-role',
)}`,
  });

  it('stands where the template writes it', async () => {
    const { facts, textAt } = await workspace(helm, files);
    const [policy] = of(facts, 'policy');
    const [first] = of(facts, 'grant');
    expect(textAt(policy!.name.at)).toBe('{{ $name }}-role');
    expect(textAt(first!.resources.items[0]!.at)).toBe('pods');
    expect(textAt(first!.actions.items[1]!.at)).toBe('{{ toJson .Values.verbs }}');
  });

  it('came through the line of the values', async () => {
    const { facts } = await workspace(helm, files);
    const through = (value: { via?: { uri: string; start: number; end: number }[] }) =>
      (value.via ?? []).map(({ uri, start, end }) => [uri, files[uri as keyof typeof files]!.slice(start, end)]);
    const grants = of(facts, 'grant');
    expect(through(grants[0]!.actions.items[1] as never)).toEqual([['web/values.yaml', '*']]);
    expect(through(grants[2]!.resources.items[0] as never)).toEqual([['web/values.yaml', 'secrets']]);
    expect(through(of(facts, 'policy')[0]!.name as never)).toEqual([['web/values.yaml', 'admin']]);
  });

  it('stands in the helper where that writes it, through the template that includes it', async () => {
    const { facts, textAt } = await workspace(helm, files);
    const resource = of(facts, 'grant')[1]!.resources.items[0]!;
    expect([resource.at.uri, textAt(resource.at)]).toEqual(['web/templates/_helpers.tpl', 'nodes']);
    expect((resource as { via: { uri: string; segment: string; start: number; end: number }[] }).via.map(textAt)).toEqual([
      '{{- include "rules" . | nindent 2 }}',
    ]);
  });
});

describe('what is not known of a chart', () => {
  it('is what the release is called, and where it goes', async () => {
    const { facts } = await workspace(
      helm,
      chart({
        'templates/_helpers.tpl': '{{ define "full" }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}{{ end }}',
        'templates/all.yaml': `${account('{{ include "full" . }}\n  namespace: {{ .Release.Namespace }}')}---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: {{ include "full" . }}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - kind: ServiceAccount
    name: {{ .Release.Name }}-web
    namespace: {{ .Release.Namespace | quote }}
`,
      }),
    );
    const [identity] = of(facts, 'identity');
    expect(shown(identity!.name)).toBe('?…-web');
    expect(identity!.scope).toBeUndefined();
    expect(identity!.names).toContain(of(facts, 'binding')[0]!.subjects.items[0]!.name);
  });

  it('is not how its lines end', async () => {
    const template = `{{- if true }}\n${role('  {{- toYaml .Values.rules | nindent 2 }}\n')}{{- end }}\n---\n${account('x')}`;
    const files = chart({
      'values.yaml': 'rules:\n  - apiGroups: [""]\n    resources: [secrets]\n    verbs: ["*"]\n',
      'templates/a.yaml': template,
    });
    const { facts } = await workspace(
      helm,
      Object.fromEntries(Object.entries(files).map(([uri, text]) => [uri, text.replaceAll('\n', '\r\n')])),
    );
    expect(facts.map(told)).toEqual(['policy web identity', 'allow * on secrets', 'service-account x (machine)']);
  });

  it('is what has to be given, and what is random', async () => {
    const { facts } = await workspace(
      helm,
      chart({
        'templates/all.yaml': `${account('{{ required "a name is needed" .Values.name }}')}---\n${account('x-{{ randAlphaNum 5 | lower }}')}`,
      }),
    );
    expect(of(facts, 'identity').map(({ name }) => shown(name))).toEqual(['?', '?x-…']);
    expect(of(facts, 'gap')).toEqual([]);
  });

  it('is a template that can not be rendered: it is read as it is written, and the others are rendered', async () => {
    const { facts, textAt } = await workspace(
      helm,
      chart({
        'values.yaml': 'ok: fine\n',
        'templates/bad.yaml': `{{ if not .Values.cluster }}{{ fail "say which cluster" }}{{ end }}\n${account('bad')}`,
        'templates/good.yaml': account('{{ .Values.ok }}'),
        'templates/random.yaml': `{{ if eq (randAlpha 1) "x" }}\n${account('perhaps')}{{ end }}\n`,
        'templates/broken.yaml': `${account('broken')}{{ if }}\n`,
      }),
    );
    expect(of(facts, 'identity').map(told)).toEqual([
      'service-account bad (machine)',
      'service-account broken (machine)',
      'service-account fine (machine)',
      'service-account perhaps (machine) maybe',
    ]);
    expect(of(facts, 'gap').map(({ message }) => message)).toEqual([
      'this template is not rendered: fail: say which cluster',
      'this template is not rendered: a command is missing',
      'this template is not rendered: randAlpha',
    ]);
    expect(textAt(of(facts, 'gap')[0]!.at)).toBe('{{ fail "say which cluster" }}');
  });

  it('is said of values that are broken, and of charts that are not there', async () => {
    const { facts } = await workspace(
      helm,
      chart({
        'Chart.yaml':
          'name: web\ndependencies:\n  - {name: gone, version: 1.x, repository: "https://charts.example.com"}\n  - {name: packed, version: ^1}\n  - {name: spare, condition: spare.enabled}\n',
        'values.yaml': 'spare: {enabled: false}\na: [\nb: 1\n',
        'charts/packed-1.0.0.tgz': '',
        'charts/other-0.1.0.tgz': '',
      }),
    );
    expect(of(facts, 'gap').map(({ message, severity, at }) => [severity, at.uri, message.replace(/:.*/s, '')])).toEqual([
      ['broken', 'web/values.yaml', expect.any(String)],
      ['limit', 'web/Chart.yaml', 'the chart gone, which this one depends on, is not here'],
      ['limit', 'web/Chart.yaml', 'the packed chart charts/packed-1.0.0.tgz is not read'],
      ['limit', 'web/Chart.yaml', 'the packed chart charts/other-0.1.0.tgz is not read'],
    ]);
  });
});

describe('a Chart.yaml that is none', () => {
  it.each([
    ['description: nameless\n', 'this chart has no name'],
    ['- a\n', 'this chart has no name'],
    ['name: [\n', expect.stringContaining('Flow sequence')],
  ])('%j is said', async (text, message) => {
    const { facts } = await workspace(helm, chart({ 'Chart.yaml': text }));
    expect(of(facts, 'gap').map(gap => gap.message)).toEqual([message]);
  });
});

describe('charts of a workspace', () => {
  const sub = {
    'Chart.yaml': 'name: db\nversion: 1.2.0\n',
    'values.yaml': 'name: own\n',
    'templates/a.yaml': account('{{ .Values.name }}-db'),
  };
  const library = { 'Chart.yaml': 'name: lib\ntype: library\nversion: 1.0.0\n', 'templates/_l.tpl': '{{ define "l" }}from-lib{{ end }}' };
  const identities = async (files: Record<string, string>) =>
    of((await workspace(helm, files)).facts, 'identity').map(({ name }) => shown(name));

  it('are judged where they are used', async () => {
    const parent = chart({ 'values.yaml': 'db: {name: given}\n', 'templates/own.yaml': account('parent') });
    expect(await identities({ ...parent, ...chart(sub, 'web/charts/db') })).toEqual(['parent', 'given-db']);
  });

  it('are left alone where they are switched off', async () => {
    const dependencies = 'dependencies:\n  - {name: db, version: 1.x.x, condition: db.enabled}\n';
    const parent = chart({ 'Chart.yaml': `name: web\n${dependencies}`, 'values.yaml': 'db: {enabled: false}\n' });
    expect(await identities({ ...parent, ...chart(sub, 'web/charts/db') })).toEqual([]);
  });

  it('are found by a path, or beside the chart that names them', async () => {
    const dependencies =
      'dependencies:\n  - {name: lib, version: 1.x.x, repository: "file://../../lib"}\n  - {name: db, version: ^1.0.0, repository: "oci://x"}\n';
    const files = {
      ...chart(
        {
          'Chart.yaml': `name: web\n${dependencies}`,
          'values.yaml': 'db: {name: given}\n',
          'templates/a.yaml': account('{{ include "l" . }}'),
        },
        'charts/web',
      ),
      ...chart(library, 'lib'),
      ...chart(sub, 'charts/db'),
    };
    expect(await identities(files)).toEqual(['own-db', 'from-lib', 'given-db']);
    const keys = (await workspace(helm, files)).facts.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('that use each other in a circle end', async () => {
    const a = { 'Chart.yaml': 'name: a\ndependencies: [{name: b, repository: "file://../b"}]\n', 'templates/a.yaml': account('a') };
    const b = { 'Chart.yaml': 'name: b\ndependencies: [{name: a, repository: "file://../a"}]\n', 'templates/b.yaml': account('b') };
    expect((await identities({ ...chart(a, 'a'), ...chart(b, 'b') })).sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('are not read as plain manifests', async () => {
    const { facts } = await workspace(
      kubernetes,
      chart({
        'templates/a.yaml': account('plain'),
        'templates/deep/b.yaml': account('{{ .Values.x }}'),
        'values.yaml': 'extra:\n  - {apiVersion: v1, kind: ServiceAccount, metadata: {name: "{{ .Release.Name }}"}}\n  [\n',
      }),
    );
    expect(facts).toEqual([]);
  });

  it('see no file outside of their own folder', async () => {
    const files = chart({ 'templates/a.yaml': account('x{{ .Files.Get "../secret.txt" }}{{ .Files.Get "/etc/passwd" }}') });
    expect(await identities({ ...files, 'secret.txt': '-seen' })).toEqual(['x']);
  });
});

describe('files of values', () => {
  const files = {
    ...chart({
      'values.yaml': 'a: {x: own, u: own}\nb: {z: own}\nlist: [1]\n',
      'templates/a.yaml': account('{{ .Values.a.x }}-{{ .Values.a.u }}-{{ .Values.b }}-{{ len .Values.list }}'),
    }),
    'one.yaml': 'a: {x: one, u: one}\nb: null\n',
    'two.yaml': 'a: {x: two}\nlist: []\n',
  };

  it('count as the configuration names them', async () => {
    const { facts } = await workspace(helm, files, () => ({ varFiles: [], valueFiles: ['one.yaml', 'two.yaml'] }));
    expect(of(facts, 'identity').map(({ name }) => shown(name))).toEqual(['two-one--0']);
  });

  it('that are not there are said', async () => {
    const { facts } = await workspace(helm, files, () => ({ varFiles: [], valueFiles: ['gone.yaml'] }));
    expect(of(facts, 'gap').map(({ message }) => message)).toEqual(['the file of values gone.yaml is not here']);
  });
});

describe('a fix', () => {
  const text = role(`  - apiGroups: [""]
    resources: ["*"]
    verbs: [get, {{ .Values.verb }}]
`);
  const files = chart({ 'values.yaml': 'verb: list\n', 'templates/role.yaml': text });

  it('changes what the template says itself', async () => {
    const { facts, after, document, part } = await workspace(helm, files);
    const { at } = of(facts, 'grant')[0]!.resources.items[0]!;
    const edits = helm.edit!({ do: 'replace', at, with: 'pods' }, document(at.uri), part(at.uri));
    expect(after(at.uri, edits)).toBe(text.replace('"*"', '"pods"'));
  });

  it('is not made where an action writes it', async () => {
    const { facts, document, part } = await workspace(helm, files);
    const { at } = of(facts, 'grant')[0]!.actions.items[1]!;
    expect(helm.edit!({ do: 'replace', at, with: 'get' }, document(at.uri), part(at.uri))).toBeUndefined();
  });

  it('gives a label to what has a name of the template', async () => {
    const named = chart({ 'templates/a.yaml': account('{{ .Release.Name }}') });
    const { facts, after, document, part } = await workspace(helm, named);
    const [fact] = of(facts, 'identity');
    const edits = helm.edit!({ do: 'setLabel', fact: fact!, label: 'owner', value: 'shop' }, document(fact!.at.uri), part(fact!.at.uri));
    expect(after(fact!.at.uri, edits)).toBe(account('{{ .Release.Name }}\n  labels:\n    owner: shop'));
  });
});
