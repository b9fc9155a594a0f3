import { loadAccess } from '@idlint/access';
import { readers } from '@idlint/readers';
import { rules, secretRules } from '@idlint/rules';
import { createScanner } from '@idlint/secrets';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultConfig } from '../src/index.ts';
import { type TestOptions, testHost, workspaceOf } from './workspace.ts';

/** Texts that lean on each other: what one says changes what is found in another. */
const texts: Record<string, string[]> = {
  'infra/main.tf': [
    `variable "actions" { default = ["s3:*"] }
module "ci" {
  source  = "../modules/role"
  actions = var.actions
}
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`,
    `# idlint-disable-next-line administrator-access -- break glass (owner @acme/sre)
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
module "one" { source = "../modules/role" }
module "two" {
  source  = "../modules/role"
  actions = ["*"]
}
`,
  ],
  'infra/roles.tf': [
    `resource "aws_iam_role" "deploy" {
  name = "deploy"
  tags = { owner = "platform" }
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })
}
`,
    `locals { who = "arn:aws:iam::123456789012:root" }
resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [local.who]
    }
  }
}
`,
  ],
  'infra/terraform.tfvars': ['actions = ["*"]\n', 'actions = ["s3:GetObject"]\n'],
  'modules/role/main.tf': [
    `variable "actions" { default = ["ec2:*"] }
resource "aws_iam_policy" "this" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`,
    'variable "actions" {}\nresource "aws_iam_policy" "this" {\n  count = 0\n}\n',
  ],
  'azure/main.bicep': [
    `targetScope = 'subscription'
param role string = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
module identity 'identity.bicep' = { scope: resourceGroup('shop'), params: { name: 'deploy' } }
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(role)
  properties: { principalId: identity.outputs.principal, roleDefinitionId: role }
}
`,
    "module identity 'identity.bicep' = { params: { name: loadTextContent('name.txt') } }\n",
  ],
  'azure/identity.bicep': [
    `param name string
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: name, tags: { owner: 'platform' } }
output principal string = identity.properties.principalId
`,
    "param name string\nresource store 'Microsoft.Storage/storageAccounts@2023-01-01' = { name: name, properties: { allowBlobPublicAccess: true } }\n",
  ],
  'azure/prod.bicepparam': [
    "using 'main.bicep'\nparam role = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'\n",
    "using 'identity.bicep'\nparam name = 'prod'\n",
  ],
  'azure/name.txt': ['shop', 'api'],
  'deploy/Pulumi.yaml': [
    `name: shop
runtime: yaml
config: { role: { type: string, default: roles/viewer } }
resources:
  owner: { type: "gcp:projects:IAMMember", properties: { project: p, role: "\${role}", member: "user:ana@acme.example" } }
`,
    'name: shop\nruntime: nodejs\nresources: {}\n',
  ],
  'deploy/Pulumi.prod.yaml': ['config: { "shop:role": roles/owner }\n', 'config: {}\n'],
  'roles/ci/tasks/main.yml': [
    '- amazon.aws.iam_role: { name: "{{ name }}", managed_policies: "{{ policies }}" }\n',
    '- amazon.aws.iam_role: { name: "{{ name }}", state: absent }\n',
  ],
  'roles/ci/defaults/main.yml': ['name: ci\npolicies: [AdministratorAccess]\n', 'name: ci\npolicies: [ReadOnlyAccess]\n'],
  'k8s/rbac.yaml': [
    `apiVersion: v1
kind: ServiceAccount
metadata: { name: builder, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: builder }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: builder, namespace: shop }]
`,
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] # idlint-disable-line
`,
  ],
  'k8s/deploy.yaml': [
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      serviceAccountName: builder
      containers: [{ name: web, image: web, env: [{ name: DB_PASSWORD, value: "correct-horse-42-battery" }] }]
`,
  ],
  'overlays/prod/kustomization.yaml': [
    'resources: [../../k8s]\nnamespace: prod\nnamePrefix: p-\npatches:\n  - path: wide.yaml\n',
    `resources: [../../k8s, ../test]
patches:
  - target: { kind: ClusterRole }
    patch: '[{ "op": "add", "path": "/rules/0/verbs/-", "value": "bind" }]'
`,
  ],
  'overlays/prod/wide.yaml': [
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
rules: [{ apiGroups: ["*"], resources: [secrets], verbs: [get] }]
`,
  ],
  'overlays/test/kustomization.yaml': ['resources: [../../k8s/rbac.yaml]\nnamespace: test\n', 'resources: [../prod]\n'],
  'k8s/kustomization.yaml': ['resources: [rbac.yaml, deploy.yaml]\n', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n'],
  'chart/Chart.yaml': [
    'name: web\nversion: 1.0.0\ndependencies: [{ name: db, alias: store, condition: store.on }, { name: lib, repository: "file://../lib" }]\n',
    'name: web\nversion: 1.0.0\n',
  ],
  'chart/values.yaml': ['verbs: ["*"]\nstore: { on: true, name: shop }\n', 'verbs: [get]\nstore: { on: false }\n', 'verbs: [\n'],
  'chart/templates/_helpers.tpl': [
    '{{ define "full" }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}\n',
    '{{ define "full" }}{{ fail "no name" }}{{ end }}\n',
  ],
  'chart/templates/role.yaml': [
    `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: {{ include "full" . | quote }} }
rules: [{ apiGroups: [""], resources: [secrets], verbs: {{ toJson .Values.verbs }} }]
`,
    '{{ if .Values.store.on }}\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: {{ include "lib" . }} }\n{{ end }}\n',
  ],
  'chart/charts/db/Chart.yaml': ['name: db\nversion: 0.1.0\n'],
  'chart/charts/db/templates/account.yaml': ['apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: {{ .Values.name }} }\n'],
  'lib/Chart.yaml': ['name: lib\ntype: library\nversion: 1.0.0\n'],
  'lib/templates/_lib.tpl': ['{{ define "lib" }}from-lib{{ end }}\n', '{{ define "lib" }}{{ include "lib" . }}{{ end }}\n'],
  'aws/app.yaml': [
    `Resources:
  Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: { Action: "s3:*" } } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Net.Outputs.Role } }
`,
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://x.amazonaws.com/aws/child.yaml, Parameters: { Action: !ImportValue act } } }
  Work: { Type: AWS::Serverless::Function, Properties: { Policies: [AdministratorAccess] } }
`,
  ],
  'aws/child.yaml': [
    `Parameters: { Action: { Type: String, Default: "ec2:*" } }
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: { Effect: Allow, Action: !Ref Action, Resource: "*" } } }] } }
Outputs:
  Role: { Value: !GetAtt Role.Arn, Export: { Name: the-role } }
`,
    'Resources:\n  Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: app.yaml } }\n',
  ],
  'aws/other.yaml': [
    `Resources: { Bot: { Type: AWS::IAM::User } }
Outputs: { Act: { Value: "sqs:*", Export: { Name: act } }, Role: { Value: !ImportValue the-role, Export: { Name: act2 } } }
`,
    `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !ImportValue the-role } }
Outputs: { Act: { Value: !ImportValue act2, Export: { Name: act } } }
`,
  ],
  'sls/serverless.yml': [
    `service: shop
provider: { name: aws, iam: { role: { statements: ["\${file(statements.yml):work}"] } } }
functions: { orders: { handler: a.b } }
resources: \${file(resources.yml)}
`,
    'service: shop\nprovider: { name: aws, role: Own }\nfunctions: { orders: { handler: a.b, url: true } }\n',
  ],
  'sls/statements.yml': ['work: { Effect: Allow, Action: "s3:*", Resource: "*" }\n', 'work: ${self:service}\n'],
  'sls/resources.yml': ['Resources: { Own: { Type: AWS::IAM::User, Properties: { UserName: "${self:service}" } } }\n'],
  '.github/workflows/ci.yml': [
    'on: push\npermissions: write-all\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n',
  ],
  CODEOWNERS: ['* @acme/all\n', '/infra/ @acme/platform\n/k8s/ @acme/shop\n'],
  'src/app.ts': ['export const dbPassword = "Tr0ub4dor-and-3-more";\n', 'const x = 1;\n'],
};
const uris = Object.keys(texts);

const written = fc.constantFrom(...uris).chain(uri =>
  fc.record({
    uri: fc.constant(uri),
    text: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...texts[uri]!) },
      // Half-typed: the text breaks off, or a piece of it is missing.
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...texts[uri]!), fc.nat(100))
          .map(([text, share]) => text.slice(0, (text.length * share) / 100)),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom(...texts[uri]!), fc.nat(90)).map(([text, at]) => text.slice(0, at) + text.slice(at + 5)),
      },
      { weight: 1, arbitrary: fc.constantFrom(...texts[uri]!).map(text => `\n\n${text}`) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  }),
);

it('says after any edits what a cold run says, with the readers and rules that there are', async () => {
  const options: TestOptions = {
    readers,
    rules,
    scanner: createScanner(secretRules, testHost),
    loadAccess,
    configFor: () => ({ ...defaultConfig, preset: 'all' }),
  };
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 4, maxLength: 12 }), fc.array(written, { maxLength: 5 }), async (start, edits) => {
      const files = Object.fromEntries(start.flatMap(({ uri, text }) => (text === undefined ? [] : [[uri, text]])));
      const { map, session, bugs } = workspaceOf(files, options);
      await session.load();
      session.lint();
      for (const { uri, text } of edits) {
        if (text === undefined) map.delete(uri);
        else map.set(uri, text);
        session.refresh([uri]);
        await session.load();
        const cold = workspaceOf(Object.fromEntries(map), options).session;
        await cold.load();
        expect(session.lint()).toEqual(cold.lint());
      }
      expect(bugs).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);
