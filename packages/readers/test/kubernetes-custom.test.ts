import type { Fact } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../src/kubernetes/index.ts';
import { shown, told } from './facts.ts';
import { workspace } from './workspace.ts';

const lint = (text: string) => workspace(kubernetes, { 'k8s/app.yaml': text });
const toldOf = async (text: string) => (await lint(text)).facts.map(fact => told(fact).replaceAll('@k8s', ''));
const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

describe('IAM of AWS', () => {
  it('by Crossplane: roles, policies and what joins them', async () => {
    const text = `
apiVersion: iam.aws.upbound.io/v1beta1
kind: Role
metadata: {name: loader, annotations: {crossplane.io/external-name: prod-loader}}
spec:
  forProvider:
    assumeRolePolicy: |
      {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    inlinePolicy:
      - {name: logs, policy: '{"Statement": {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}}'}
---
apiVersion: iam.aws.upbound.io/v1beta1
kind: Policy
metadata: {name: everything}
spec:
  forProvider:
    policy: |
      {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
---
apiVersion: iam.aws.upbound.io/v1beta1
kind: RolePolicyAttachment
metadata: {name: one}
spec: {forProvider: {policyArnRef: {name: everything}, roleRef: {name: loader}}}
---
apiVersion: iam.aws.upbound.io/v1beta1
kind: RolePolicyAttachment
metadata: {name: two}
spec: {forProvider: {policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", role: other}}
---
apiVersion: iam.aws.upbound.io/v1beta1
kind: AccessKey
metadata: {name: key}
spec: {forProvider: {userRef: {name: bot}}}
`;
    expect(await toldOf(text)).toEqual([
      'role loader (machine)',
      'policy loader trust',
      'allow sts:AssumeRole to service:ec2.amazonaws.com',
      'trust allow kubernetes:AwsRole//loader <- service:ec2.amazonaws.com',
      'policy loader identity',
      'allow logs:* on *',
      'binding fact:k8s/app.yaml#Role//loader/inline/0 -> kubernetes:AwsRole//loader',
      'policy everything identity',
      'allow * on *',
      'binding kubernetes:AwsPolicy//everything -> kubernetes:AwsRole//loader',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> aws:role/other',
      'access-key of kubernetes:AwsUser//bot',
    ]);
    const { facts, textAt } = await lint(text);
    const [role] = of(facts, 'identity');
    expect(role!.names).toContain('aws:role/prod-loader');
    const star = of(facts, 'grant').at(-1)!.actions.items[0]!.at;
    expect(textAt(star)).toBe('*');
    // A role of AWS is none of the cluster's.
    expect(of(facts, 'policy').flatMap(({ names }) => names)).not.toContain('kubernetes:Role//loader');
  });

  it('by Crossplane: who is meant by labels', async () => {
    const labelled = (kind: string, name: string, label: string) =>
      `apiVersion: iam.aws.upbound.io/v1beta1\nkind: ${kind}\nmetadata: {name: ${name}, labels: {for: ${label}}}\nspec: {forProvider: {}}\n---\n`;
    const attachment = `apiVersion: iam.aws.upbound.io/v1beta1
kind: RolePolicyAttachment
metadata: {name: a}
spec: {forProvider: {policyArnSelector: {matchLabels: {for: x}}, roleSelector: {matchLabels: {for: y}}}}
`;
    const both = labelled('Policy', 'p', 'x') + labelled('Role', 'r', 'y');
    expect(await toldOf(both + attachment)).toContain('binding kubernetes:AwsPolicy//p -> kubernetes:AwsRole//r');
    // Two could be meant.
    expect(await toldOf(labelled('Policy', 'q', 'x') + both + attachment)).not.toContainEqual(expect.stringContaining('binding'));
  });

  it('by the controllers of AWS', async () => {
    expect(
      await toldOf(`
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata: {name: r}
spec:
  name: build
  assumeRolePolicyDocument: '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}'
  policies: ["arn:aws:iam::aws:policy/AdministratorAccess"]
  policyRefs: [{from: {name: p}}]
  inlinePolicies: {own: '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'}
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Policy
metadata: {name: p}
spec: {name: p, policyDocument: '{"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}'}
`),
    ).toEqual([
      'role r (unknown)',
      'policy r trust',
      'allow sts:AssumeRole to everyone:*',
      'trust allow kubernetes:AwsRole//r <- everyone:*',
      'policy r identity',
      'allow s3:* on *',
      'binding fact:k8s/app.yaml#Role//r/inline/own -> kubernetes:AwsRole//r',
      'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> kubernetes:AwsRole//r',
      'binding kubernetes:AwsPolicy//p -> kubernetes:AwsRole//r',
      'policy p identity',
      'allow sqs:SendMessage on *',
    ]);
  });

  it('of EKS: which account acts as a role', async () => {
    expect(
      await toldOf(`
apiVersion: eks.services.k8s.aws/v1alpha1
kind: PodIdentityAssociation
metadata: {name: p}
spec: {clusterName: c, namespace: shop, serviceAccount: web, roleARN: "arn:aws:iam::111122223333:role/web"}
---
apiVersion: eks.aws.upbound.io/v1beta1
kind: PodIdentityAssociation
metadata: {name: q}
spec: {forProvider: {namespace: shop, serviceAccount: web, roleArnRef: {name: web}}}
`),
    ).toEqual([
      'trust allow aws:arn:aws:iam::111122223333:role/web <- identity:web',
      'trust allow kubernetes:AwsRole//web <- identity:web',
    ]);
  });

  it('in a composition, for each claim', async () => {
    const { facts } = await lint(`
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: {name: c}
spec:
  pipeline:
    - step: patch
      input:
        resources:
          - name: admin
            base:
              apiVersion: iam.aws.upbound.io/v1beta1
              kind: RolePolicyAttachment
              spec: {forProvider: {policyArn: "arn:aws:iam::aws:policy/AdministratorAccess", role: claimed}}
`);
    expect(facts.map(told)).toEqual(['binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> aws:role/claimed']);
  });

  it('of EKS: who is a master of the cluster', async () => {
    const { facts, textAt } = await lint(
      `
apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/nodes
      username: system:node:x
      groups: [system:bootstrappers, system:nodes]
    - rolearn: arn:aws:iam::111122223333:role/admin
      groups:
        - system:masters
  mapUsers: |
    - {userarn: "arn:aws:iam::111122223333:user/ana", groups: [system:masters]}
`,
    );
    expect(facts.map(told)).toEqual([
      'binding kubernetes:ClusterRole/cluster-admin -> aws:arn:aws:iam::111122223333:role/admin',
      'binding kubernetes:ClusterRole/cluster-admin -> aws:arn:aws:iam::111122223333:user/ana',
    ]);
    expect(textAt(facts[0]!.at)).toBe('system:masters');
  });
});

describe('IAM of Google Cloud by Config Connector', () => {
  it('has the names that Terraform gives', async () => {
    const { facts } = await lint(`
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMServiceAccount
metadata: {name: ci, annotations: {cnrm.cloud.google.com/project-id: acme}}
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata: {name: a}
spec: {memberFrom: {serviceAccountRef: {name: ci}}, role: roles/owner, resourceRef: {kind: Project, external: projects/acme}}
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata: {name: b}
spec:
  member: serviceAccount:acme.svc.id.goog[shop/web]
  role: roles/iam.workloadIdentityUser
  resourceRef: {kind: IAMServiceAccount, name: ci}
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicy
metadata: {name: c}
spec:
  resourceRef: {kind: StorageBucket, name: files}
  bindings: [{role: roles/storage.objectViewer, members: [allUsers, "user:ana@acme.example"]}]
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPartialPolicy
metadata: {name: d}
spec:
  resourceRef: {kind: Project, name: p}
  bindings: [{role: projects/acme/roles/tuner, members: [{memberFrom: {serviceAccountRef: {name: ci}}}]}]
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMCustomRole
metadata: {name: tuner}
spec: {permissions: [compute.instances.get, compute.instances.setMetadata]}
---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMServiceAccountKey
metadata: {name: k}
spec: {serviceAccountRef: {name: ci}}
`);
    expect(facts.map(fact => told(fact).replaceAll('@k8s', ''))).toEqual([
      'service-account ci (machine)',
      'binding gcp:roles/owner -> kubernetes:IAMServiceAccount//ci',
      'binding gcp:roles/iam.workloadIdentityUser -> kubernetes:ServiceAccount/shop/web',
      'trust allow kubernetes:IAMServiceAccount//ci <- identity:serviceAccount:acme.svc.id.goog[shop/web]',
      'binding gcp:roles/storage.objectViewer -> allUsers gcp:user/ana@acme.example',
      'binding kubernetes:IAMCustomRole//tuner -> kubernetes:IAMServiceAccount//ci',
      'policy tuner identity',
      'allow compute.instances.get compute.instances.setMetadata',
      'service-account-key of kubernetes:IAMServiceAccount//ci',
    ]);
    expect(of(facts, 'identity')[0]!.names).toContain('gcp:serviceAccount/ci@acme.iam.gserviceaccount.com');
    expect(of(facts, 'binding').map(({ scope }) => scope.level)).toEqual(['project', 'resource', 'resource', 'project']);
    expect(of(facts, 'binding')[2]!.subjects.items[0]!.who).toBe('everyone');
  });
});

describe('operators', () => {
  const uses = async (text: string) =>
    of((await lint(text)).facts, 'use').map(({ how, used }) => `${how} ${shown(used).replace(/@.*/, '')}`);

  it.each([
    [
      'External Secrets',
      `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: shop}
spec: {provider: {aws: {role: "arn:aws:iam::111122223333:role/reader", auth: {jwt: {serviceAccountRef: {name: es}}}}}}`,
      ['runs-as aws:arn:aws:iam::111122223333:role/reader', 'runs-as kubernetes:ServiceAccount/shop/es'],
    ],
    [
      'External Secrets, with a key',
      `apiVersion: external-secrets.io/v1beta1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {aws: {auth: {secretRef: {accessKeyIDSecretRef: {name: key, namespace: es, key: id}}}}}}`,
      ['reads-secret kubernetes:Secret/es/key'],
    ],
    [
      'cert-manager',
      `apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: i, namespace: shop}
spec: {acme: {solvers: [{dns01: {route53: {role: "arn:aws:iam::111122223333:role/dns", secretAccessKeySecretRef: {name: aws}}}}]}}`,
      ['runs-as aws:arn:aws:iam::111122223333:role/dns', 'reads-secret kubernetes:Secret/shop/aws'],
    ],
    [
      'Flux',
      `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: g, namespace: flux}
spec: {url: "ssh://git@example.com/x", secretRef: {name: deploy-key}}`,
      ['reads-secret kubernetes:Secret/flux/deploy-key'],
    ],
    [
      'Flux’s releases',
      `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: h, namespace: apps}
spec: {serviceAccountName: releaser, values: {deep: {serviceAccountName: ""}}}`,
      ['runs-as kubernetes:ServiceAccount/apps/releaser'],
    ],
    [
      'Crossplane',
      `apiVersion: aws.upbound.io/v1beta1
kind: ProviderConfig
metadata: {name: p}
spec: {assumeRoleChain: [{roleARN: "arn:aws:iam::111122223333:role/x"}], credentials: {source: Secret, secretRef: {namespace: cp, name: creds, key: c}}}`,
      ['runs-as aws:arn:aws:iam::111122223333:role/x', 'reads-secret kubernetes:Secret/cp/creds'],
    ],
    [
      'Tekton',
      `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata: {name: r, namespace: ci}
spec: {taskRunTemplate: {serviceAccountName: builder}}`,
      ['runs-as kubernetes:ServiceAccount/ci/builder'],
    ],
    [
      'Knative',
      `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: s, namespace: shop}
spec: {template: {spec: {serviceAccountName: web, containers: [{image: x}]}}}`,
      ['runs-as kubernetes:ServiceAccount/shop/web'],
    ],
    [
      'somebody whom nobody knows',
      'apiVersion: acme.example/v1\nkind: X\nmetadata: {name: serviceAccountName}\nspec: {secretRef: {name: x}}',
      [],
    ],
  ])('%s', async (_, text, expected) => expect(await uses(text)).toEqual(expected));

  it('have accounts of their own kind, which are none of the cluster', async () => {
    expect(await toldOf('apiVersion: talos.dev/v1alpha1\nkind: ServiceAccount\nmetadata: {name: t}\nspec: {roles: ["os:admin"]}')).toEqual(
      [],
    );
  });

  it('Argo CD: a project without any limit may do everything', async () => {
    const project = (repos: string) => `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: team, namespace: argocd}
spec:
  sourceRepos: [${repos}]
  destinations: [{namespace: '*', server: '*'}]
  clusterResourceWhitelist: [{group: '*', kind: '*'}]
`;
    expect(await toldOf(project("'*'"))).toEqual([
      'application team (unknown)',
      'policy team identity',
      'allow * on *',
      'binding kubernetes:AppProject/argocd/team/allowed -> kubernetes:AppProject/argocd/team',
    ]);
    expect(await toldOf(project('https://git.example/platform'))).toEqual([]);
  });
});

describe('who may call the workloads of a mesh', () => {
  const policy = (spec: string) =>
    toldOf(`apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: shop}\nspec: ${spec}`);

  it.each([
    ['{}', []],
    ['{rules: [{}]}', ['allow  on every workload to everyone:*']],
    [
      '{selector: {matchLabels: {app: web}}, rules: [{to: [{operation: {methods: [GET], paths: [/api]}}]}]}',
      ['allow GET on app=web to everyone:* if istio paths /api'],
    ],
    [
      '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]}',
      ['allow  on every workload to identity:cluster.local/ns/shop/sa/web'],
    ],
    ["{rules: [{from: [{source: {principals: ['*']}}]}]}", ['allow  on every workload to authenticated:*']],
    [
      "{rules: [{from: [{source: {requestPrincipals: ['*']}}], when: [{key: 'request.auth.claims[group]', values: [a]}]}]}",
      ['allow  on every workload to federated:* if values request.auth.claims[group] a'],
    ],
    ['{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}', ['allow  on every workload to everyone:* if istio ipBlocks 10.0.0.0/8']],
    ['{action: DENY, rules: [{}]}', ['deny  on every workload to everyone:*']],
  ])('%s', async (spec, expected) => expect(await policy(spec)).toEqual(['policy p resource', ...expected]));

  it('not by what only asks, or writes down', async () => expect(await policy('{action: AUDIT, rules: [{}]}')).toEqual([]));
});

it('SPIFFE ids are identities that pods become', async () => {
  expect(
    await toldOf(`
apiVersion: spire.spiffe.io/v1alpha1
kind: ClusterSPIFFEID
metadata: {name: web}
spec:
  spiffeIDTemplate: "spiffe://acme.example/web"
  podSelector: {matchLabels: {app: web}}
---
apiVersion: spire.spiffe.io/v1alpha1
kind: ClusterSPIFFEID
metadata: {name: all}
spec: {spiffeIDTemplate: "spiffe://acme.example/any"}
---
apiVersion: spire.spiffe.io/v1alpha1
kind: ClusterStaticEntry
metadata: {name: static}
spec: {spiffeID: "spiffe://acme.example/db", parentID: "spiffe://acme.example/node", selectors: ["unix:uid:1000"]}
`),
  ).toEqual([
    'workload spiffe://acme.example/web (machine)',
    'trust allow spiffe://acme.example/web <- identity:pods if equals pod:app web',
    'workload spiffe://acme.example/any (machine)',
    'trust allow spiffe://acme.example/any <- account:pods',
    'workload spiffe://acme.example/db (machine)',
    'trust allow spiffe://acme.example/db <- identity:spiffe://acme.example/node if equals unix:uid 1000',
  ]);
});
