import type { Fact, Place } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverless } from '../src/serverless/index.ts';
import { shown, told } from './facts.ts';
import { workspace } from './workspace.ts';

const facts = async (files: string | Record<string, string>): Promise<Fact[]> =>
  (await workspace(serverless, typeof files === 'string' ? { 'serverless.yml': files } : files)).facts;

/** What the statements of the service itself allow; what the framework adds for logs is the same everywhere. */
const allowed = async (files: string | Record<string, string>): Promise<string[]> =>
  (await facts(files)).flatMap(fact => {
    const line = told(fact);
    return fact.kind === 'grant' && !/logs:|sts:/.test(line) ? [line] : [];
  });

const service = (provider: string, more = '') => `
service: shop
provider:
  name: aws
${provider}
functions:
  orders: { handler: a.b }
${more}
`;

describe('the role that all functions share', () => {
  it('has what the service gives it, and what its events need', async () => {
    const found = await facts(`
service: shop
provider:
  name: aws
  region: eu-west-1
  stage: prod
  tags: { owner: team-shop }
  tracing: { lambda: true }
  vpc: { subnetIds: [a], securityGroupIds: [b] }
  iam:
    role:
      statements: [{ Effect: Allow, Action: "s3:*", Resource: "*" }]
      managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      permissionsBoundary: arn:aws:iam::123456789012:policy/boundary
functions:
  orders:
    handler: a.b
    events:
      - http: GET /orders
      - sqs: arn:aws:sqs:eu-west-1:123456789012:jobs
      - stream: { type: dynamodb, arn: !GetAtt Table.StreamArn }
resources: { Resources: { Table: { Type: AWS::DynamoDB::Table, Properties: {} } } }
`);
    expect(found.map(told)).toEqual([
      'workload shop-prod-orders (machine)',
      'use',
      'endpoint Orders0Method authentication=NONE',
      'role shop-prod-eu-west-1-lambdaRole (machine)',
      'policy IamRoleLambdaExecution trust',
      'allow sts:AssumeRole to service:lambda.amazonaws.com',
      'trust allow cloudformation:serverless.yml#IamRoleLambdaExecution <- service:lambda.amazonaws.com',
      'policy prod-shop-lambda identity',
      'allow logs:CreateLogStream logs:CreateLogGroup logs:TagResource on ?arn:aws:logs:eu-west-1:…:log-group:/aws/lambda/shop-prod*:*',
      'allow logs:PutLogEvents on ?arn:aws:logs:eu-west-1:…:log-group:/aws/lambda/shop-prod*:*:*',
      'allow sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on arn:aws:sqs:eu-west-1:123456789012:jobs',
      'allow dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:DescribeStream dynamodb:ListStreams on ?',
      'allow xray:PutTraceSegments xray:PutTelemetryRecords on *',
      'allow s3:* on *',
      'binding cloudformation:serverless.yml#IamRoleLambdaExecution/Policies/prod-shop-lambda -> cloudformation:serverless.yml#IamRoleLambdaExecution',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> cloudformation:serverless.yml#IamRoleLambdaExecution',
      'binding aws:arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole -> cloudformation:serverless.yml#IamRoleLambdaExecution',
      'binding aws:arn:aws:iam::123456789012:policy/boundary -> cloudformation:serverless.yml#IamRoleLambdaExecution (boundary)',
    ]);
    const role = found.find(fact => fact.kind === 'identity' && fact.type === 'role');
    expect(role?.kind === 'identity' && shown(role.labels.entries.owner)).toBe('team-shop');
  });

  it('is written in the old way as well', async () => {
    expect(await allowed(service('  iamRoleStatements: [{ Effect: Allow, Action: ["sns:*"], Resource: "*" }]'))).toEqual([
      'allow sns:* on *',
    ]);
  });

  it('is not made where a role is named', async () => {
    const used = async (provider: string) =>
      (await facts(service(provider))).map(fact => (fact.kind === 'use' ? `runs as ${shown(fact.used)}` : told(fact)));
    const workload = 'workload shop-dev-orders (machine)';
    expect(await used('  iam: { role: "arn:aws:iam::123456789012:role/app" }')).toEqual([
      workload,
      'runs as aws:arn:aws:iam::123456789012:role/app',
    ]);
    expect(await used('  role: AppRole')).toEqual([workload, 'runs as cloudformation:serverless.yml#AppRole']);
    expect(await used('  iam: { role: !GetAtt AppRole.Arn }')).toEqual([workload, 'runs as cloudformation:serverless.yml#AppRole']);
  });
});

describe('roles of functions', () => {
  const functions = `
functions:
  orders:
    handler: a.b
    iamRoleStatements: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }]
  bills:
    handler: a.b
    iamRoleStatementsInherit: true
    iamRoleStatements: [{ Effect: Allow, Action: "s3:PutObject", Resource: "*" }]
`;
  const provider =
    'service: shop\nprovider: { name: aws, iam: { role: { statements: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: "*" }] } } }';

  it('come with the plugin for them, and are nothing without it', async () => {
    expect(await allowed(`${provider}\nplugins: [serverless-iam-roles-per-function]\n${functions}`)).toEqual([
      'allow s3:GetObject on *',
      'allow sqs:SendMessage on *',
      'allow s3:PutObject on *',
    ]);
    expect(await allowed(`${provider}\n${functions}`)).toEqual(['allow sqs:SendMessage on *']);
  });
});

describe('variables', () => {
  const action = async (written: string, more = '', files: Record<string, string> = {}) =>
    (
      await allowed({
        'app/serverless.yml': `
service: shop
custom:
  plain: "s3:Get*"
  byStage: { dev: "s3:dev", prod: "s3:prod" }
  nothing: null
  again: \${self:custom.plain}
  round: \${self:custom.other}
  other: \${self:custom.round}
  list: ["s3:one", "s3:two"]
params: { default: { verb: "s3:param" }, prod: { verb: "s3:never" } }
${more}
provider:
  name: aws
  iam: { role: { statements: [{ Effect: Allow, Action: ${written}, Resource: x }] } }
functions: { orders: { handler: a.b } }
`,
        ...files,
      })
    ).map(line => line.replace(/^allow (.*) on x$/, '$1'))[0];

  it.each([
    ['"${self:custom.plain}"', 's3:Get*'],
    ['"${self:custom.again}"', 's3:Get*'],
    ['"${self:custom.list}"', 's3:one s3:two'],
    ['"${self:custom.list.1}"', 's3:two'],
    ['"${self:custom.byStage.${self:provider.stage, \'prod\'}}"', 's3:prod'],
    ['"${self:custom.byStage.${sls:stage}}"', 's3:dev'],
    ['"${self:custom.byStage.${opt:stage, \'prod\'}}"', 's3:prod'],
    ['"${self:custom.missing, \'s3:else\'}"', 's3:else'],
    ['"${self:custom.nothing, self:custom.plain}"', 's3:Get*'],
    ['"${self:custom.missing, ${self:custom.plain}}"', 's3:Get*'],
    ['"s3:${opt:verb}"', '?s3:…'],
    ['"${env:ACTION}"', '…'],
    ['"${env:ACTION, \'s3:env\'}"', 's3:env'],
    ['"${param:verb}"', 's3:param'],
    ['"${param:missing}"', '…'],
    ['"${ssm:/shop/action}"', '…'],
    ['"${cf:other.Action}"', '…'],
    ['"${self:custom.round}"', '…'],
    ['"${file(./policy.yml):action}"', 's3:file'],
    ['"${file(policy.json):action}"', 's3:json'],
    ['"${file(./policy.js):action}"', '…'],
    ['"${file(./missing.yml):action, \'s3:else\'}"', 's3:else'],
    ['"${file(../../secret.yml):action}"', '…'],
    ['"${self:service}:${self:custom.byStage.prod}"', 'shop:s3:prod'],
    ['{ Ref: A }', '…'],
    ['{ "Fn::Sub": "s3:${self:custom.byStage.dev}-${AWS::Partition}" }', 's3:s3:dev-aws'],
  ])('%s is %s', async (written, expected) =>
    expect(
      await action(written, '', {
        'app/policy.yml': "action: ${self:custom.file, 's3:file'}",
        'app/policy.json': '{"action": "s3:json"}',
        'app/policy.js': 'module.exports = {}',
        'secret.yml': 'action: leaked',
      }),
    ).toBe(expected),
  );

  it('keep the places that a value came through', async () => {
    const text = service(
      '  iam: { role: { statements: [{ Effect: Allow, Action: "${self:custom.action}", Resource: x }] } }',
      'custom: { action: "s3:*" }',
    );
    const grant = (await facts(text)).find(fact => fact.kind === 'grant' && told(fact).includes('s3:*'));
    const [value] = grant?.kind === 'grant' ? grant.actions.items : [];
    const textAt = ({ start, end }: Place) => text.slice(start, end);
    expect(value?.kind === 'known' && [value.at, ...(value.via ?? [])].map(textAt)).toEqual(['s3:*', '${self:custom.action}']);
  });
});

it('reads the resources of a service as the template that they are', async () => {
  const found = await facts({
    'serverless.yml': service(
      '',
      'resources:\n  - ${file(resources.yml)}\n  - Resources: { Own: { Type: AWS::IAM::User, Properties: {} } }',
    ),
    'resources.yml': `
Resources:
  IamRoleLambdaExecution: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess] } }
  Topic: { Type: AWS::SNS::TopicPolicy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: "sns:Publish", Resource: "*" } } } }
`,
  });
  const lines = found.map(told);
  expect(lines).toContain('allow sns:Publish on * to everyone:*');
  expect(lines).toContain('user Own (unknown)');
  expect(lines).toContain(
    'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> cloudformation:serverless.yml#IamRoleLambdaExecution',
  );
});

it('changes the role that it makes as an extension says', async () => {
  const text = service(
    '',
    'resources: { extensions: { IamRoleLambdaExecution: { Properties: { ManagedPolicyArns: [arn:aws:iam::aws:policy/PowerUserAccess] } } } }',
  );
  expect((await facts(text)).map(told)).toContain(
    'binding aws:arn:aws:iam::aws:policy/PowerUserAccess -> cloudformation:serverless.yml#IamRoleLambdaExecution',
  );
});

it('says of addresses whom they ask', async () => {
  const found = await facts(`
service: shop
provider: { name: aws, role: "arn:aws:iam::123456789012:role/app" }
functions:
  open: { handler: a.b, url: true, events: [{ httpApi: "*" }] }
  signed: { handler: a.b, url: { authorizer: aws_iam }, events: [{ http: { path: a, method: get, authorizer: aws_iam } }] }
  asked: { handler: a.b, events: [{ http: { path: a, method: get, authorizer: { name: check } } }, { httpApi: { path: /, authorizer: { type: jwt, id: x } } }] }
`);
  expect(found.map(told).filter(line => /^(?:endpoint|allow)/.test(line))).toEqual([
    'endpoint Open0Route authentication=NONE',
    'endpoint OpenLambdaFunctionUrl authentication=NONE',
    'allow lambda:InvokeFunctionUrl on … to everyone:* if StringEquals lambda:FunctionUrlAuthType NONE',
    'endpoint Signed0Method authentication=AWS_IAM',
    'endpoint SignedLambdaFunctionUrl authentication=AWS_IAM',
    'endpoint Asked0Method authentication=CUSTOM',
    'endpoint Asked1Route authentication=JWT',
  ]);
});

it('says what it does not read', async () => {
  expect(
    (
      await facts({
        'a/serverless.ts': 'export default { service: "x", provider: { name: "aws" } }',
        'b/serverless.yml': 'service: x\nprovider: { name: google }',
      })
    ).map(told),
  ).toEqual(['gap unsupported a/serverless.ts', 'gap unsupported google']);
});

describe('any text', () => {
  it.each([
    'service: provider',
    'service: x\nprovider: aws',
    'service: x\nprovider: { name: aws }\nfunctions: [1, { a: 2 }]\nresources: 7',
    'service: x\nprovider: { name: aws, iam: { role: { statements: ${self:} } } }\nfunctions: { a: {} }',
    `service: x\nprovider: { name: aws }\ncustom: ${'${self:custom.'.repeat(50)}\nfunctions: { a: {} }`,
    'service: x\nprovider: &p { name: aws, iam: *p }\nfunctions: { a: { events: [*p] } }',
    'service: x\nprovider: { name: aws, stage: "${self:provider.stage}" }\nfunctions: { a: {} }',
    'service: x\nprovider: { name: aws }\ncustom: { a: "${self:}" }\nfunctions: { a: { tags: "${self:}" } }',
  ])('is read without a throw: %j', async text => expect(await facts(text)).toBeInstanceOf(Array));

  it('never throws, whatever stands where', async () => {
    const variable = fc.constantFrom(
      '${self:}',
      '${self:custom}',
      '${self:custom.a.${opt:b, self:custom.b}}',
      '${file(x.yml)}',
      '${file(./serverless.yml):custom}',
      '${param:a}',
      '${opt:stage, }',
      '${,}',
      '${self:custom.a, self:custom.b, null}',
      '${strToBool(${self:custom.a})}',
      '${',
      '}',
      '${a:${b:${c:',
      "${self:custom.a, 'x}",
    );
    const leaf = fc.oneof(variable, fc.constantFrom<unknown>('aws', '*', 1, true, null, [], {}), fc.string());
    const words = fc.constantFrom(
      'a',
      'b',
      'Ref',
      'Fn::Sub',
      'Fn::GetAtt',
      'name',
      'iam',
      'role',
      'statements',
      'events',
      'http',
      'Resources',
      'handler',
      'url',
    );
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(words, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const written = fc.record({
      service: leaf,
      provider: fc.oneof(value, fc.record({ name: fc.constant('aws'), iam: value, stage: leaf, role: value })),
      custom: value,
      functions: value,
      resources: value,
      params: value,
    });
    await fc.assert(
      fc.asyncProperty(written, async made => {
        await facts({ 'serverless.json': JSON.stringify(made), 'x.yml': 'a: ${self:custom.a}' });
      }),
      { numRuns: 300, seed: 7 },
    );
  }, 60_000);

  it('that doubles itself ends soon', async () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `  v${index + 1}: ["\${self:custom.v${index}}", "\${self:custom.v${index}}"]`,
    ).join('\n');
    const text = service('  iam: { role: { statements: "${self:custom.v40}" } }', `custom:\n  v0: x\n${doubling}`);
    const begin = performance.now();
    await facts(text);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
