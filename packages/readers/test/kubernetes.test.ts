import type { Fact } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../src/kubernetes/index.ts';
import { shown, told } from './facts.ts';
import { workspace } from './workspace.ts';

const lint = (text: string, uri = 'k8s/app.yaml') => workspace(kubernetes, { [uri]: text });
const toldOf = async (text: string, uri?: string) => (await lint(text, uri)).facts.map(told);
/** The Name without the folder that it is of. */
const plain = (name: string | undefined) => name?.replace(/@.*$/, '');
const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

const role = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
  - apiGroups: ["", apps]
    resources: [pods, "pods/log"]
    verbs: [get, list]
  - nonResourceURLs: [/metrics]
    verbs: [get]
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [tls]
    verbs: ["*"]
`;

describe('RBAC', () => {
  it('a role is a policy, each of its rules a grant', async () => {
    const { facts, textAt } = await lint(role);
    expect(facts.map(told)).toEqual([
      'policy reader identity',
      'allow get list on pods pods/log',
      'allow get on /metrics',
      'allow * on secrets',
    ]);
    const [policy] = of(facts, 'policy');
    expect(policy).toMatchObject({ key: 'k8s/app.yaml#Role/shop/reader', names: expect.arrayContaining(['kubernetes:Role/shop/reader']) });
    const last = of(facts, 'grant').at(-1)!;
    expect(last).toMatchObject({ policy: policy!.key, namespaced: true, key: 'k8s/app.yaml#Role/shop/reader/rules/2' });
    expect(last.groups!.items.map(shown)).toEqual(['']);
    expect(last.resourceNames!.items.map(shown)).toEqual(['tls']);
    expect(textAt(last.actions.items[0]!.at)).toBe('*');
  });

  it('a binding says who gets which role, and where', async () => {
    const { facts } = await lint(`
kind: RoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: b, namespace: shop}
roleRef: {kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: web, namespace: other}
  - {kind: ServiceAccount, name: web}
  - {kind: User, name: ana@acme.example}
  - {kind: User, name: "system:serviceaccount:ops:backup"}
  - {kind: Group, name: "system:masters"}
  - {kind: Group, name: "system:serviceaccounts:shop"}
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: all}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects:
  - {kind: User, name: "system:anonymous"}
  - {kind: Group, name: "system:unauthenticated"}
  - {kind: Group, name: "system:authenticated"}
`);
    const [one, all] = of(facts, 'binding');
    expect(one).toMatchObject({ policy: { value: 'kubernetes:Role/shop/reader' }, scope: { level: 'namespace', name: { value: 'shop' } } });
    expect(one!.subjects.items.map(({ who, name }) => `${who} ${name}`)).toEqual([
      'identity kubernetes:ServiceAccount/other/web',
      'identity kubernetes:ServiceAccount/shop/web',
      'identity kubernetes:User/ana@acme.example',
      'identity kubernetes:ServiceAccount/ops/backup',
      'identity kubernetes:Group/system:masters',
      'account kubernetes:Group/system:serviceaccounts:shop',
    ]);
    expect(all).toMatchObject({ policy: { value: 'kubernetes:ClusterRole/cluster-admin' }, scope: { level: 'cluster' } });
    expect(all!.subjects.items.map(({ who }) => who)).toEqual(['everyone', 'everyone', 'authenticated']);
  });

  it('an account without a namespace is the one that a binding beside it means', async () => {
    const account = '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}\n';
    const binding = (name: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: ${name}, namespace: default}]
`;
    const names = async (files: Record<string, string>) =>
      of((await workspace(kubernetes, files)).facts, 'binding').map(({ subjects }) => subjects.items[0]!.name);
    expect(await names({ 'k8s/sa.yaml': account, 'k8s/rbac.yaml': binding('web') })).toEqual(['kubernetes:ServiceAccount//web@k8s']);
    expect(await names({ 'k8s/sa.yaml': account, 'k8s/rbac.yaml': binding('other') })).toEqual(['kubernetes:ServiceAccount/default/other']);
    expect(await names({ 'elsewhere/sa.yaml': account, 'k8s/rbac.yaml': binding('web') })).toEqual([
      'kubernetes:ServiceAccount/default/web',
    ]);
  });

  it('a kustomization says which namespace what stands beside it is in, taken in or forgotten', async () => {
    const { facts } = await workspace(kubernetes, {
      'k8s/kustomization.yaml': 'namespace: shop\nresources: [account.yaml]\n',
      'k8s/account.yaml': '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}',
      'k8s/forgotten.yaml': `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b},
  roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: web}]}`,
    });
    const [account] = of(facts, 'identity');
    expect(account!.names).toContain(of(facts, 'binding')[0]!.subjects.items[0]!.name);
  });

  it('a kustomization says which namespace what it takes in is in', async () => {
    const { facts, textAt } = await workspace(kubernetes, {
      'k8s/kustomization.yaml':
        'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nnamespace: shop # ours\nresources: [all.yaml]\n',
      'k8s/all.yaml': `{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: system}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web, namespace: system}]
`,
    });
    const [account] = of(facts, 'identity');
    const [binding] = of(facts, 'binding');
    expect(account!.names).toContain('kubernetes:ServiceAccount/shop/web');
    expect(textAt(account!.scope!.at)).toBe('shop');
    expect(account!.names).toContain(binding!.subjects.items[0]!.name);
    expect(shown(binding!.policy)).toBe('kubernetes:Role/shop/reader');
  });

  it('a cluster role that aggregates others is bound together with them', async () => {
    const { facts } = await lint(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: monitoring}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {to-monitoring: "true"}}]}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: endpoints, labels: {to-monitoring: "true"}}
rules: [{apiGroups: [""], resources: [endpoints], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: lonely}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {to-lonely: "true"}}]}
`);
    expect(of(facts, 'policy').map(({ names }) => names.filter(name => !name.includes('@')).map(name => name.split('/')[1]))).toEqual([
      ['monitoring'],
      ['endpoints', 'monitoring'],
      ['lonely'],
    ]);
    expect(of(facts, 'gap').map(({ why }) => why.what)).toEqual(['the cluster roles that it aggregates']);
  });
});

describe('service accounts', () => {
  it('have their labels, annotations and whether they mount their token', async () => {
    const { facts } = await lint(`
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  labels: {team: payments}
  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/web"}
automountServiceAccountToken: false
`);
    const [account] = of(facts, 'identity');
    expect(account).toMatchObject({ type: 'service-account', scope: { value: 'shop' }, mountsToken: { value: false } });
    expect(account!.names).toContain('kubernetes:ServiceAccount/shop/web');
    expect(account!.names).toContain('kubernetes:Group/system:serviceaccounts:shop');
    expect(shown(account!.labels.entries.team)).toBe('payments');
    expect(of(facts, 'use').map(({ user, used }) => [user, shown(used)])).toEqual([
      ['k8s/app.yaml#ServiceAccount/shop/web', 'aws:arn:aws:iam::123456789012:role/web'],
    ]);
  });

  it('may have a token that never expires', async () => {
    expect(
      await toldOf(`
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: {name: t, namespace: shop, annotations: {kubernetes.io/service-account.name: web}}
---
apiVersion: v1
kind: Secret
type: Opaque
metadata: {name: other}
`),
    ).toEqual(['token of kubernetes:ServiceAccount/shop/web']);
  });
});

const pod = (spec: string) => `{containers: [{name: c, image: i}]${spec}}`;
const deployment = (name: string, spec = '', namespace = ', namespace: shop') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}${namespace}}, spec: {selector: {}, template: {spec: ${pod(spec)}}}}`;

describe('workloads', () => {
  it.each([
    ['Pod', pod(', serviceAccountName: web')],
    ['StatefulSet', `{template: {spec: ${pod(', serviceAccountName: web')}}}`],
    ['DaemonSet', `{template: {spec: ${pod(', serviceAccount: web')}}}`],
    ['ReplicaSet', `{template: {spec: ${pod(', serviceAccountName: web')}}}`],
    ['ReplicationController', `{template: {spec: ${pod(', serviceAccountName: web')}}}`],
    ['Job', `{template: {spec: ${pod(', serviceAccountName: web')}}}`],
    ['CronJob', `{jobTemplate: {spec: {template: {spec: ${pod(', serviceAccountName: web')}}}}}`],
  ])('%s runs as an account', async (kind, spec) => {
    const { facts } = await lint(`{apiVersion: v1, kind: ${kind}, metadata: {name: w, namespace: shop}, spec: ${spec}}`);
    expect(facts.map(told)).toEqual(['workload w (machine)', 'use']);
    expect(of(facts, 'use')[0]).toMatchObject({ how: 'runs-as', used: { value: 'kubernetes:ServiceAccount/shop/web' } });
  });

  it('run as the account of their namespace that nobody declares', async () => {
    const { facts } = await lint([deployment('a'), deployment('b'), deployment('c', ', serviceAccountName: web')].join('\n---\n'));
    const uses = of(facts, 'use');
    expect(uses.map(({ used }) => used.kind)).toEqual(['absent', 'absent', 'known']);
    expect(uses[0]!.fallback).toBe('kubernetes:ServiceAccount/shop/default@k8s');
    expect(of(facts, 'identity').map(told)).toEqual([
      'workload a (machine)',
      'workload b (machine)',
      'workload c (machine)',
      'service-account default (machine)',
    ]);
  });

  it('without a namespace run as an account of no known namespace', async () => {
    const { facts } = await lint(deployment('a', '', ''));
    expect(of(facts, 'use')[0]!.fallback).toBe('kubernetes:ServiceAccount//default@k8s');
  });

  it('of the control plane have no account', async () => {
    const spec = '{containers: [{name: a, image: i, command: [/usr/local/bin/kube-apiserver, --authorization-mode=RBAC]}]}';
    expect(await toldOf(`{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: ${spec}}`)).toEqual(['workload a (machine)']);
  });

  it('read the secrets that they are given', async () => {
    const { facts } = await lint(`
apiVersion: v1
kind: Pod
metadata: {name: w, namespace: shop}
spec:
  imagePullSecrets: [{name: registry}]
  containers:
    - image: i
      env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: password}}}]
      envFrom: [{secretRef: {name: all}}, {configMapRef: {name: none}}]
  volumes:
    - {name: v, secret: {secretName: tls}}
    - name: p
      projected: {sources: [{secret: {name: mixed}}, {serviceAccountToken: {path: t, expirationSeconds: 864000}}]}
`);
    expect(
      of(facts, 'use')
        .filter(({ how }) => how === 'reads-secret')
        .map(({ used }) => shown(used)),
    ).toEqual(['db', 'all', 'registry', 'tls', 'mixed'].map(name => `kubernetes:Secret/shop/${name}`));
    expect(of(facts, 'credential').map(({ expires }) => shown(expires))).toEqual(['864000']);
  });

  it('may be of a kind that an operator brings', async () => {
    const { facts } = await lint(`
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: main, namespace: monitoring}
spec: {serviceAccountName: prometheus}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: prometheuses.monitoring.coreos.com}
spec: {versions: [{schema: {properties: {serviceAccountName: {type: string}}}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec: {serviceAccountName: builder, templates: [{serviceAccountName: builder}, {serviceAccountName: pusher}]}
`);
    expect(of(facts, 'identity').map(told)).toEqual(['workload main (machine)', 'workload build- (machine)']);
    expect(of(facts, 'use').map(({ used, fallback }) => [plain(shown(used)), fallback])).toEqual(
      ['monitoring/prometheus', '/builder', '/pusher'].map(account => [`kubernetes:ServiceAccount/${account}`, undefined]),
    );
  });

  it('are no workloads where they only change another one', async () => {
    const patch =
      '{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 3, template: {spec: {containers: [{name: c}]}}}}';
    expect(await toldOf(patch)).toEqual([]);
    const files = {
      'prod/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\npatches:\n  - path: account.yaml\n',
      'prod/account.yaml': '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, annotations: {a: b}}}',
      'prod/own.yaml': '{apiVersion: v1, kind: ServiceAccount, metadata: {name: own}}',
    };
    expect((await workspace(kubernetes, files)).facts.map(told)).toEqual(['service-account own (machine)', 'gap reference ../base']);
    // `apps/v1` wants a selector.
    expect(await toldOf(deployment('a').replace('selector: {}, ', ''))).toEqual([]);
  });
});

describe('a file', () => {
  it('stands in a folder whose objects mean each other before all that are called the same', async () => {
    const app = (verbs: string) => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: homeless}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: web}
rules: [{apiGroups: [""], resources: [pods], verbs: [${verbs}]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {kind: ClusterRole, name: web}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: ServiceAccount, name: homeless, namespace: shop}]
`;
    const elsewhere = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: other}
roleRef: {kind: ClusterRole, name: web}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: ServiceAccount, name: homeless}]
`;
    const { facts } = await workspace(kubernetes, {
      'env/dev/all.yaml': app('"*"'),
      'env/prod/all.yaml': app('get'),
      'env/more/binding.yaml': elsewhere,
      'more/binding.yaml': elsewhere,
    });
    const bearing = (name: string | undefined) => facts.filter(({ names }) => name && names.includes(name)).map(({ at }) => at.uri);
    const bindings = of(facts, 'binding');
    for (const { subjects, policy, at } of bindings.filter(({ at }) => at.uri.endsWith('all.yaml'))) {
      expect(bearing(shown(policy))).toEqual([at.uri]);
      for (const { name } of subjects.items) expect(bearing(name)).toEqual([at.uri]);
    }
    const [beside, far] = bindings.filter(({ at }) => at.uri.endsWith('binding.yaml'));
    const both = ['env/dev/all.yaml', 'env/prod/all.yaml'];
    for (const { subjects, policy } of [beside!, far!]) {
      expect(bearing(shown(policy))).toEqual(both);
      expect(bearing(subjects.items[0]!.name)).toEqual(both);
    }
    expect(bearing(beside!.subjects.items[1]!.name)).toEqual(both);
    expect(bearing(far!.subjects.items[1]!.name)).toEqual([]);
  });

  it('may hold a list, of lists, in JSON', async () => {
    const account = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } });
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [account('a'), { kind: 'ServiceAccountList', items: [{ metadata: { name: 'b' } }] }],
    };
    expect(await toldOf(JSON.stringify(list, null, '\t'), 'k8s/list.json')).toEqual([
      'service-account a (machine)',
      'service-account b (machine)',
    ]);
  });

  it('keeps its keys when lines are put above', async () => {
    const keys = async (text: string) => (await lint(text)).facts.map(({ key }) => key);
    expect(await keys(`# one\n\n# two\n${role}`)).toEqual(await keys(role));
  });

  it('has different keys for objects of one name', async () => {
    const { facts } = await lint([deployment('a'), deployment('a')].join('\n---\n'));
    expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
  });

  it('that is broken says where, and the rest is read', async () => {
    const { facts, faults } = await lint(`${role}---\nkind: ServiceAccount\nmetadata: {name: "broken\n---\n${deployment('a')}`);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every(({ segment }) => segment === '1')).toBe(true);
    expect(of(facts, 'identity').map(told)).toContain('workload a (machine)');
  });

  it('never makes the reader throw', async () => {
    const pieces = [
      'kind: Role',
      'rules:',
      '- ',
      '  ',
      '\n',
      '{{',
      '}}',
      'if x',
      'else',
      'end',
      '"',
      '[',
      '{',
      ': ',
      'metadata',
      'name',
      '---\n',
      '&a ',
      '*a',
      '|',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), async tokens => {
        await lint(`apiVersion: v1\nkind: Role\n${tokens.join('')}`);
      }),
      { numRuns: 500 },
    );
  });
});
