import type { Fact } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../src/kubernetes/index.ts';
import { shown, told } from './facts.ts';
import { workspace } from './workspace.ts';

const uri = 'charts/web/templates/all.yaml';
const chart = (text: string) => workspace(kubernetes, { [uri]: text });
const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

describe('a Helm template without its chart', () => {
  const text = `{{- if .Values.rbac.create -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "web.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
  {{- with .Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: {{ .Values.automount }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ .Release.Name }}-web
rules:
  - apiGroups: [""]
    resources: ["*"]
    verbs: ["get"]
  {{- if .Values.write }}
  - apiGroups: [""]
    resources: [pods]
    verbs: [create]
  {{- end }}
  {{- with .Values.extraRules }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ .Release.Name }}-web
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ .Release.Name }}-web
subjects:
  - kind: ServiceAccount
    name: {{ include "web.serviceAccountName" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {}
  template:
    spec:
      serviceAccountName: {{ include "web.serviceAccountName" . }}
      containers:
        - name: web
          image: "{{ .Values.image }}:{{ .Values.tag }}"
`;

  it('is read around its actions', async () => {
    const { facts } = await chart(text);
    expect(facts.map(told)).toEqual([
      'service-account ? (machine) maybe',
      'policy ?…-web identity maybe',
      'allow get on * maybe',
      'allow create on pods maybe',
      'gap template a template',
      expect.stringMatching(/^binding .* maybe$/),
      'workload web (machine)',
      'use',
    ]);
  });

  it('points at the text as it is written', async () => {
    const { facts, textAt } = await chart(text);
    expect(textAt(of(facts, 'grant')[0]!.resources.items[0]!.at)).toBe('*');
    expect(textAt(of(facts, 'identity')[0]!.at)).toBe('{{ include "web.serviceAccountName" . }}');
  });

  it('links what the same expression names', async () => {
    const { facts } = await chart(text);
    const [account] = of(facts, 'identity');
    const [policy] = of(facts, 'policy');
    const [binding] = of(facts, 'binding');
    const [use] = of(facts, 'use');
    expect(account!.names).toContain(binding!.subjects.items[0]!.name);
    expect(policy!.names).toContain(shown(binding!.policy));
    expect(account!.names).toContain(shown(use!.used));
  });

  it('leaves open what it may add to', async () => {
    const { facts } = await chart(text);
    expect(of(facts, 'identity')[0]!.labels.open?.code).toBe('template');
    expect(of(facts, 'identity')[0]!.mountsToken?.kind).toBe('unknown');
  });

  it.each([
    ['a condition', '{{- if .Values.sa }}\n      serviceAccountName: {{ .Values.sa }}\n      {{- end }}'],
    [
      'a condition with two branches',
      '{{- if .Values.sa }}\n      serviceAccountName: x\n      {{- else }}\n      serviceAccountName: default\n      {{- end }}',
    ],
    ['an include', '{{- include "web.podSpec" . | nindent 6 }}'],
    ['an include without an indentation of its own', '{{ include "web.podSpec" . | indent 6 }}'],
    ['a single line', '{{ if .Values.sa }}serviceAccountName: {{ .Values.sa }}{{ end }}'],
  ])('takes no account for missing where it may come from %s', async (_, lines) => {
    for (const spec of [`      ${lines}\n      containers: [{image: i}]\n`, `      containers: [{image: i}]\n      ${lines}\n`]) {
      const { facts } = await chart(
        `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: {}\n  template:\n    spec:\n${spec}`,
      );
      const [use] = of(facts, 'use');
      expect(use?.used.kind === 'absent' && 'absent', spec).toBe(false);
    }
  });

  it('takes an account for missing where nothing may add it', async () => {
    const { facts } = await chart(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "web.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector: {}
  template:
    metadata:
      {{- with .Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
          env:
          {{- range .Values.env }}
            - name: {{ .name }}
              value: {{ .value | quote }}
          {{- end }}
`);
    expect(of(facts, 'use').map(({ used }) => used.kind)).toEqual(['absent']);
  });

  it('takes the first of two heads of one object', async () => {
    const { facts } = await chart(`{{- if .Values.cluster }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: a
{{- else }}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: b
{{- end }}
rules:
  - {apiGroups: [""], resources: [pods], verbs: [get]}
`);
    expect(of(facts, 'policy').map(told)).toEqual(['policy a identity maybe']);
  });

  it('that chooses the kind of a role is read by what it holds', async () => {
    const { facts } = await chart(`apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if .Values.cluster }}ClusterRole{{ else }}Role{{ end }}
metadata:
  name: a
rules:
  - {apiGroups: [""], resources: [secrets], verbs: ["*"]}
`);
    expect(facts.map(told)).toEqual(['policy a identity', 'allow * on secrets']);
  });

  it('passes over comments, assignments and helpers', async () => {
    const { facts, faults } = await chart(`{{- /* an "odd" comment: {{ }} */ -}}
{{- $name := printf "%s-{{web" .Release.Name -}}
{{- define "web.labels" -}}
app: web
kind: Role
{{- end }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels: {app: {{ .Chart.Name }}, {{ .Values.key }}: x}
`);
    expect(faults).toEqual([]);
    expect(facts.map(told)).toEqual(['service-account ? (machine)']);
    expect(of(facts, 'identity')[0]!.labels.open).toBeDefined();
  });

  it('says where it can not be read, and is not called broken', async () => {
    const { facts, faults } = await chart('apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .x }}\n bad: [\n');
    expect(faults).toEqual([]);
    expect(of(facts, 'gap')).toMatchObject([{ severity: 'limit', why: { code: 'template' } }]);
  });
});
