import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pulumi } from '../src/pulumi/index.ts';
import { terraformType } from '../src/pulumi/types.ts';
import { told } from './facts.ts';
import { workspace } from './workspace.ts';

const program = (rest: string): Record<string, string> => ({ 'Pulumi.yaml': `name: shop\nruntime: yaml\n${rest}` });
const lines = async (rest: string): Promise<string[]> => (await workspace(pulumi, program(rest))).facts.map(told);

describe('types', () => {
  it.each([
    ['aws:iam/role:Role', 'aws_iam_role'],
    ['aws:iam:RolePolicyAttachment', 'aws_iam_role_policy_attachment'],
    ['aws:ec2:Instance', 'aws_instance'],
    ['gcp:projects:IAMMember', 'google_project_iam_member'],
    ['gcp:serviceaccount:Key', 'google_service_account_key'],
    ['gcp:cloudrun:IamMember', 'google_cloud_run_service_iam_member'],
    ['gcp:storage/bucketIAMBinding:BucketIAMBinding', 'google_storage_bucket_iam_binding'],
    ['azure:authorization:Assignment', 'azurerm_role_assignment'],
    ['azuread:index/application:Application', 'azuread_application'],
    ['random:RandomPet', undefined],
    ['kubernetes:core/v1:ServiceAccount', undefined],
    ['', undefined],
  ])('%s is %s', (type, expected) => expect(terraformType(type)).toBe(expected));
});

describe('programs', () => {
  it('puts in what is between braces, and follows it to the resource that it is of', async () => {
    const { facts, textAt } = await workspace(
      pulumi,
      program(`
config: { policy: { type: string, default: AdministratorAccess } }
variables:
  arns: ["arn:aws:iam::aws:policy/\${policy}"]
resources:
  role: { type: "aws:iam:Role", properties: { name: deploy, assumeRolePolicy: "{}", managedPolicyArns: "\${arns}" } }
  inline:
    type: aws:iam:RolePolicy
    properties:
      role: \${role.name}
      policy:
        fn::toJSON:
          Statement: { Effect: Allow, Action: "s3:$\${x}", Resource: "*" }
`),
    );
    expect(facts.map(told)).toEqual([
      'role deploy (unknown)',
      expect.stringContaining('policy role trust'),
      'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> terraform:Pulumi.yaml#aws_iam_role.role',
      'policy inline identity',
      'allow s3:${x} on *',
      'binding terraform:Pulumi.yaml#aws_iam_role_policy.inline -> terraform:Pulumi.yaml#aws_iam_role.role',
    ]);
    const attached = facts.find(fact => fact.kind === 'binding' && fact.policy.kind === 'known')!;
    expect(attached.kind === 'binding' && attached.policy.kind === 'known' && attached.policy.via?.map(textAt)).toContain('${arns}');
  });

  it('works functions out, and leaves what is asked of a cloud', async () => {
    expect(
      await lines(`
variables:
  doc:
    fn::invoke:
      function: aws:iam:getPolicyDocument
      arguments:
        statements: [{ actions: ["sqs:*"], resources: ["*"], conditions: [{ test: Bool, variable: "aws:SecureTransport", values: ["true"] }] }]
      return: json
  who: { fn::invoke: { function: "aws:getCallerIdentity", return: accountId } }
  parts: { fn::split: ["/", "a/roles/viewer"] }
resources:
  policy: { type: "aws:iam:Policy", properties: { policy: "\${doc}" } }
  viewer:
    type: gcp:projects:IAMMember
    properties:
      project: p
      role: { fn::join: ["/", ["\${parts[1]}", { fn::select: [2, "\${parts}"] }]] }
      member: user:\${who}
`),
    ).toEqual([
      'policy policy identity',
      expect.stringContaining('allow sqs:* on * if Bool aws:SecureTransport true'),
      'binding gcp:roles/viewer -> ?user:…',
    ]);
  });

  it('reads what Kubernetes and Azure are asked for in their own words', async () => {
    expect(
      await lines(`
resources:
  identity: { type: "azure-native:managedidentity:UserAssignedIdentity", properties: { resourceGroupName: shop } }
  ci:
    type: azure-native:managedidentity:FederatedIdentityCredential
    properties: { resourceName: "\${identity.name}", issuer: "https://issuer.example", subject: "repo", audiences: [x] }
  site:
    type: azure-native:web:WebApp
    properties: { identity: { type: UserAssigned, userAssignedIdentities: ["\${identity.id}"] } }
  account: { type: "kubernetes:core/v1:ServiceAccount", properties: { metadata: { namespace: shop } } }
`),
    ).toEqual([
      'service-account identity (machine)',
      'trust allow azure:Pulumi.yaml#microsoft.managedidentity/userassignedidentities/identity <- federated:https://issuer.example if StringEquals issuer.example:sub repo & StringEquals issuer.example:aud x',
      'workload site (machine)',
      'use',
      'service-account account (machine)',
    ]);
  });

  it('runs with the settings of each stack', async () => {
    const main = program(
      'config: { role: { type: string } }\nresources: { r: { type: "gcp:projects:IAMMember", properties: { project: p, role: "${role}", member: "user:a" } } }',
    );
    const { facts } = await workspace(pulumi, {
      ...main,
      'Pulumi.dev.yaml': 'config: { "shop:role": roles/viewer }',
      'Pulumi.prod.yaml': 'config: { "shop:role": roles/owner }',
      'Pulumi.test.yaml': 'config: { "shop:role": { secure: AAAB } }',
    });
    expect(facts.map(told)).toEqual([
      'binding gcp:roles/viewer -> gcp:user/a',
      'binding gcp:roles/owner -> gcp:user/a',
      'binding ? -> gcp:user/a',
    ]);
    expect(new Set(facts.map(({ key }) => key)).size).toBe(3);
    expect((await workspace(pulumi, main)).facts.map(told)).toEqual(['binding ? -> gcp:user/a']);
  });

  it('leaves programs in other languages, and what is only looked up', async () => {
    const { facts } = await workspace(pulumi, { 'Pulumi.yaml': 'name: x\nruntime: nodejs\nresources: { r: { type: "aws:iam:User" } }' });
    expect(facts).toEqual([]);
    expect(await lines('resources: { r: { type: "aws:iam:User", get: { id: x } } }')).toEqual([]);
  });
});

describe('hostile input', () => {
  it('ends with what refers to itself, and never throws', async () => {
    expect(
      await lines('variables: { a: "${b}", b: "${a}" }\nresources: { r: { type: "aws:iam:User", properties: { name: "${a}" } } }'),
    ).toEqual(['user r (unknown)']);
    const text = program(
      'resources: { r: { type: "aws:iam:Role", properties: { assumeRolePolicy: { fn::toJSON: { a: "${r.arn}${" } }, tags: [1] } } }',
    )['Pulumi.yaml']!;
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(text.length), async (a, b) => {
        await workspace(pulumi, { 'Pulumi.yaml': text.slice(0, a) + text.slice(b) });
      }),
      { numRuns: 300 },
    );
  });
});
