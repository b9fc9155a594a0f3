import type { Fact, Place } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { shown, told } from '../facts.ts';
import { factsOfTemplates, linesOf } from './templates.ts';

const policy = (action: string, more = '') =>
  `{ Type: AWS::IAM::ManagedPolicy, ${more} Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: ${action}, Resource: x } } } }`;

describe('nested templates', () => {
  const child = `
Parameters: { Action: { Type: String }, Mode: { Type: String, Default: b } }
Conditions: { IsA: !Equals [!Ref Mode, a] }
Resources:
  Role: { Type: AWS::IAM::Role, Properties: {} }
  P: ${policy('!Ref Action')}
  Q: ${policy('"q:*"', 'Condition: IsA,')}
Outputs:
  RoleArn: { Value: !GetAtt Role.Arn }
  Action: { Value: !Ref Action }
`;

  it('are evaluated with the parameters that they are given, and give back their outputs', async () => {
    const facts = await factsOfTemplates({
      'app.yaml': `
Resources:
  Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./nested/child.yaml, Parameters: { Action: "s3:*", Mode: a } } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Net.Outputs.RoleArn } }
  P: ${policy('!Sub "${Net.Outputs.Action}"')}
`,
      'nested/child.yaml': child,
    });
    expect(facts.map(told).filter(line => !line.startsWith('policy'))).toEqual([
      'workload Fn (machine)',
      'use',
      'allow s3:* on x',
      'role Role (unknown)',
      'allow s3:* on x',
      'allow q:* on x',
    ]);
    const use = facts.find(fact => fact.kind === 'use');
    expect(use?.kind === 'use' && shown(use.used)).toBe('cloudformation:app.yaml#Net#Role');
    const role = facts.find(fact => fact.kind === 'identity' && fact.type === 'role');
    expect(role?.key).toBe('app.yaml#Net#Role');
    expect(role?.through?.map(({ uri }) => uri)).toEqual(['app.yaml']);
  });

  it('keep the places that a value came through', async () => {
    const files = {
      'app.yaml':
        'Resources: { Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: { Action: "s3:*" } } } }',
      'child.yaml': child,
    };
    const grant = (await factsOfTemplates(files)).find(fact => fact.kind === 'grant');
    const [action] = grant?.kind === 'grant' ? grant.actions.items : [];
    const textAt = ({ uri, start, end }: Place) => files[uri as keyof typeof files].slice(start, end);
    expect(action?.kind === 'known' && [action.at, ...(action.via ?? [])].map(textAt)).toEqual(['s3:*', '!Ref Action']);
  });

  it('are not judged apart from their use, and each use is one of its own', async () => {
    const nested = (action: string) =>
      `{ Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: { Action: ${action} } } }`;
    const lines = await linesOf({
      'app.yaml': `Resources: { A: ${nested('"a:*"')}, B: ${nested('"b:*"')} }`,
      'child.yaml': child,
    });
    expect(lines.filter(line => line.startsWith('allow'))).toEqual([
      'allow a:* on x',
      'allow q:* on x maybe',
      'allow b:* on x',
      'allow q:* on x maybe',
    ]);
  });

  it('that surely do not exist are not there', async () => {
    const files = {
      'app.yaml': `
Conditions: { Never: !Equals [a, b], Perhaps: !Equals [!Ref Given, b] }
Parameters: { Given: { Type: String } }
Resources:
  A: { Type: AWS::CloudFormation::Stack, Condition: Never, Properties: { TemplateURL: child.yaml, Parameters: { Action: x } } }
  B: { Type: AWS::CloudFormation::Stack, Condition: Perhaps, Properties: { TemplateURL: child.yaml, Parameters: { Action: y, Mode: b } } }
`,
      'child.yaml': child,
    };
    expect((await linesOf(files)).filter(line => line.startsWith('allow'))).toEqual(['allow y on x maybe']);
  });

  it('of a stack set get its parameters', async () => {
    const set = `{ Type: AWS::CloudFormation::StackSet, Properties: { TemplateURL: child.yaml, Parameters: [{ ParameterKey: Action, ParameterValue: !Ref Given }] } }`;
    const files = {
      'app.yaml': `Parameters: { Given: { Type: String, Default: "s3:*" } }\nResources: { Set: ${set} }`,
      'child.yaml': child,
    };
    expect((await linesOf(files)).filter(line => line.startsWith('allow'))).toEqual(['allow s3:* on x', 'allow q:* on x maybe']);
  });

  it('of a stack set may stand in it as a text', async () => {
    const files = {
      'app.yaml': `
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateBody: |
        Resources:
          P: ${policy('"s3:*"')}
`,
    };
    const grant = (await factsOfTemplates(files)).find(fact => fact.kind === 'grant');
    const [action] = grant?.kind === 'grant' ? grant.actions.items : [];
    expect(action?.kind === 'known' && files['app.yaml'].slice(action.at.start, action.at.end)).toBe('s3:*');
  });

  it('in a bucket are the file that their key ends with', async () => {
    const url = (end: string) => `Resources: { N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${end} } } }`;
    const found = async (end: string) =>
      (await linesOf({ 'infra/app.yaml': url(end), 'infra/templates/net.yaml': `Resources: { P: ${policy('"net:*"')} }` })).join(' ');
    expect(await found('!Sub "https://${Bucket}.s3.amazonaws.com/${Prefix}/templates/net.yaml"')).toBe(
      'policy P identity allow net:* on x',
    );
    expect(await found('https://s3.amazonaws.com/acme/infra/templates/net.yaml')).toBe('policy P identity allow net:* on x');
    expect(await found('!Join ["", ["https://", !Ref Bucket, "/templates/net.yaml"]]')).toBe('policy P identity allow net:* on x');
    expect(await found('!Sub "https://${Bucket}.s3.amazonaws.com/shop/templates/net.yaml"')).toBe('policy P identity allow net:* on x');
    expect(await found('https://s3.amazonaws.com/acme/net.yaml')).toContain('gap module https://s3.amazonaws.com/acme/net.yaml');
  });

  it('in a bucket are the one file elsewhere that is called so, with its folder', async () => {
    const files = {
      'setup/app.yaml':
        'Resources: { N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "https://x.amazonaws.com/net/templates/net.yaml" } } }',
      'solutions/net/v1/templates/net.yaml': `Resources: { P: ${policy('"net:*"')} }`,
    };
    expect(await linesOf(files)).toEqual(['policy P identity', 'allow net:* on x']);
    const two = await linesOf({ ...files, 'solutions/net/v2/templates/net.yaml': 'Resources: { Q: { Type: AWS::IAM::User } }' });
    expect(two).toContain('gap module https://x.amazonaws.com/net/templates/net.yaml');
  });

  it('that are not there, or nest themselves, are said', async () => {
    expect(
      await linesOf({
        'app.yaml': 'Resources: { N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ../../secret.yaml } } }',
        'self.yaml': `Resources: { N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: self.yaml } }, P: ${policy('"a:*"')} }`,
        'one.yaml': 'Resources: { N: { Type: AWS::Serverless::Application, Properties: { Location: two.yaml } } }',
        'two.yaml': `Resources: { N: { Type: AWS::Serverless::Application, Properties: { Location: one.yaml } }, P: ${policy('"b:*"')} }`,
        'public.yaml':
          'Resources: { N: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: "arn:aws:x", SemanticVersion: 1.0.0 } } } }',
      }),
    ).toEqual([
      'gap module ../../secret.yaml',
      'policy P identity',
      'allow b:* on x',
      'gap cycle one.yaml',
      'gap module an application of the repository',
      'policy P identity',
      'allow a:* on x',
      'gap cycle self.yaml',
    ]);
  });
});

describe('exports', () => {
  const exporter = `
Parameters: { Stage: { Type: String, Default: prod } }
Resources: { Role: { Type: AWS::IAM::Role, Properties: {} } }
Outputs:
  RoleArn: { Value: !GetAtt Role.Arn, Export: { Name: !Sub "\${Stage}-role" } }
  Action: { Value: "s3:*", Export: { Name: action } }
`;
  const use = 'Resources: { Fn: { Type: AWS::Lambda::Function, Properties: { Role: !ImportValue prod-role } } }';
  const used = (facts: Fact[]) => facts.flatMap(fact => (fact.kind === 'use' ? [shown(fact.used)] : []));

  it('are found across the templates of the workspace', async () => {
    expect(used(await factsOfTemplates({ 'a.yaml': exporter, 'b.yaml': use }))).toEqual(['cloudformation:a.yaml#Role']);
    expect(await linesOf({ 'a.yaml': exporter, 'b.yaml': `Resources: { P: ${policy('!ImportValue action')} }` })).toContain(
      'allow s3:* on x',
    );
  });

  it('of a nested stack are those of the stack where it is nested', async () => {
    const parent = 'Resources: { N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml } } }';
    expect(used(await factsOfTemplates({ 'app.yaml': parent, 'child.yaml': exporter, 'b.yaml': use }))).toEqual([
      'cloudformation:app.yaml#N#Role',
    ]);
  });

  it('that several have, or none, or that depend on each other are not known', async () => {
    expect(used(await factsOfTemplates({ 'a.yaml': exporter, 'b.yaml': use, 'c.yaml': exporter }))).toEqual(['?']);
    expect(used(await factsOfTemplates({ 'b.yaml': use }))).toEqual(['?']);
    const round = (own: string, other: string) => `
Resources: { P: ${policy(`!ImportValue ${other}`)} }
Outputs: { O: { Value: !ImportValue ${other}, Export: { Name: ${own} } } }
`;
    const lines = await linesOf({ 'a.yaml': round('a', 'b'), 'b.yaml': round('b', 'a') });
    expect(lines.filter(line => line.startsWith('allow'))).toEqual(['allow … on x', 'allow … on x']);
  });
});

describe('loops', () => {
  it('make a resource for each item, in loops in loops as well', async () => {
    const lines = await linesOf({
      'a.yaml': `
Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList, Default: "one,two" } }
Resources:
  Fn::ForEach::Names:
    - Name
    - !Ref Names
    - Fn::ForEach::Verbs:
        - Verb
        - [Get, "List*"]
        - P\${Name}&{Verb}:
            Type: AWS::IAM::ManagedPolicy
            Properties: { ManagedPolicyName: !Ref Name, PolicyDocument: { Statement: { Effect: Allow, Action: "s3:\${Verb}", Resource: !Sub "arn:aws:s3:::\${Name}/\${Verb}" } } }
`,
    });
    expect(lines).toEqual([
      'policy one identity',
      'allow s3:Get on arn:aws:s3:::one/Get',
      'policy one identity',
      'allow s3:List* on arn:aws:s3:::one/List*',
      'policy two identity',
      'allow s3:Get on arn:aws:s3:::two/Get',
      'policy two identity',
      'allow s3:List* on arn:aws:s3:::two/List*',
    ]);
  });

  it('make conditions, properties and outputs', async () => {
    const lines = await linesOf({
      'a.yaml': `
Conditions:
  Fn::ForEach::Stages: [Stage, [dev, prod], { "Is\${Stage}": { "Fn::Equals": [!Ref Stage, prod] } }]
Resources:
  A: ${policy('"a:*"', 'Condition: Isdev,')}
  B:
    Condition: Isprod
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Fn::ForEach::Document: [Action, ["b:*"], { PolicyDocument: { Statement: { Effect: Allow, Action: !Ref Action, Resource: x } } }]
Outputs:
  Fn::ForEach::Names: [Name, [one, two], { "Out\${Name}": { Value: "\${Name}:*", Export: { Name: "the-\${Name}" } } }]
`,
      'b.yaml': `Resources: { C: ${policy('!ImportValue the-two')} }`,
    });
    expect(lines).toEqual(['policy B identity', 'allow b:* on x', 'policy C identity', 'allow two:* on x']);
  });

  it('over what is not known are said', async () => {
    const text = `
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::ForEach::Names: [Name, !Ref Names, { "P\${Name}": ${policy('a')} }]
  Q: ${policy('"q:*"')}
`;
    expect(await linesOf({ 'a.yaml': text })).toEqual(['policy Q identity', 'allow q:* on x', 'gap variable the parameter Names']);
  });
});

describe('what is put in', () => {
  it('is a file of the workspace, or said', async () => {
    const include = (location: string) => `
Resources:
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }
  P: ${policy('"p:*"')}
`;
    expect(await linesOf({ 'a.yaml': include('more.yaml'), 'more.yaml': `Q: ${policy('"q:*"')}` })).toEqual([
      'policy Q identity',
      'allow q:* on x',
      'policy P identity',
      'allow p:* on x',
    ]);
    expect(await linesOf({ 'a.yaml': include('s3://bucket/more.yaml') })).toEqual([
      'policy P identity',
      'allow p:* on x',
      'gap function the macro AWS::Include',
    ]);
  });

  it('may be sections of the whole template', async () => {
    const include = (location: string) =>
      `Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }\nResources: { P: ${policy('!Ref Action')} }`;
    const more = `Parameters: { Action: { Type: String, Default: "p:*" } }\nResources: { Q: ${policy('"q:*"')} }`;
    expect((await linesOf({ 'a.yaml': include('./parts/more.yaml'), 'parts/more.yaml': more })).slice(0, 4)).toEqual([
      'policy Q identity',
      'allow q:* on x',
      'policy P identity',
      'allow p:* on x',
    ]);
    expect(await linesOf({ 'a.yaml': include('s3://bucket/more.yaml') })).toContain('gap module AWS::Include');
  });

  it('by a macro may be anything', async () => {
    expect(
      await linesOf({
        'a.yaml': `Transform: [AWS::Serverless-2016-10-31, Own]\nResources: { P: ${policy('"p:*"')}, M: { Type: Acme::S3::Bucket::MODULE } }`,
      }),
    ).toEqual(['policy P identity', 'allow p:* on x', 'gap function the macro Own', 'gap module Acme::S3::Bucket::MODULE']);
  });
});

describe('files of parameters', () => {
  const template = `
Parameters: { Action: { Type: String }, Mode: { Type: String, Default: open } }
Conditions: { IsOpen: !Equals [!Ref Mode, open] }
Resources: { P: ${policy('!Ref Action')}, Q: ${policy('"q:*"', 'Condition: IsOpen,')} }
`;
  const allowed = async (file: string) =>
    (await factsOfTemplates({ 'a.yaml': template, 'prod.json': file }, ['prod.json'])).map(told).filter(line => line.startsWith('allow'));

  it('that the configuration names give the values that a template is deployed with', async () => {
    const both = ['allow s3:Get* on x'];
    expect(
      await allowed('[{"ParameterKey": "Action", "ParameterValue": "s3:Get*"}, {"ParameterKey": "Mode", "ParameterValue": "shut"}]'),
    ).toEqual(both);
    expect(await allowed('["Action=s3:Get*", "Mode=shut"]')).toEqual(both);
    expect(await allowed('{"Parameters": {"Action": "s3:Get*", "Mode": "shut"}}')).toEqual(both);
    expect(await allowed('Action: s3:Get*\nMode: shut')).toEqual(both);
    expect(await allowed('7')).toEqual(['allow … on x', 'allow q:* on x']);
  });
});

describe('what CDK writes', () => {
  const template = JSON.stringify({
    Resources: {
      DeployRoleA1B2: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': 'x:${AWS::Region}:${AWS::AccountId}' } }],
              },
            },
          ],
        },
        Metadata: { 'aws:cdk:path': 'Shop/Deploy/Resource' },
      },
      Nested: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/assets/123.json' } },
        Metadata: { 'aws:asset:path': 'ShopNested.nested.template.json', 'aws:asset:property': 'TemplateURL' },
      },
    },
  });
  const nested = JSON.stringify({
    Resources: { Bot: { Type: 'AWS::IAM::User', Metadata: { 'aws:cdk:path': 'Shop/Nested/Bot/Resource' } } },
  });

  it('names each thing by its construct, and deploys where the assembly says', async () => {
    const manifest = JSON.stringify({
      artifacts: {
        Shop: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://123456789012/eu-west-1',
          properties: { templateFile: 'Shop.template.json' },
        },
      },
    });
    const lines = await linesOf({
      'cdk.out/Shop.template.json': template,
      'cdk.out/ShopNested.nested.template.json': nested,
      'cdk.out/manifest.json': manifest,
    });
    expect(lines).toEqual([
      'role Shop/Deploy (unknown)',
      'policy p identity',
      'allow s3:* on x:eu-west-1:123456789012',
      'binding cloudformation:cdk.out/Shop.template.json#DeployRoleA1B2/Policies/p -> cloudformation:cdk.out/Shop.template.json#DeployRoleA1B2',
      'user Shop/Nested/Bot (unknown)',
    ]);
  });

  it('is called by its construct also where that is said beside it', async () => {
    const files = {
      'cdk.out/manifest.json': JSON.stringify({
        artifacts: {
          Shop: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://unknown-account/unknown-region',
            properties: { templateFile: 'Shop.template.json' },
            additionalMetadataFile: 'Shop.metadata.json',
          },
        },
      }),
      'cdk.out/Shop.metadata.json': JSON.stringify({
        '/Shop/Bot/Resource': [{ type: 'aws:cdk:logicalId', data: 'Bot1' }],
        '/Shop/Inner/Other/Resource': [{ type: 'aws:cdk:logicalId', data: 'Other2' }],
      }),
      'cdk.out/Shop.assets.json': JSON.stringify({ files: { abc: { source: { path: 'Inner.nested.template.json' } } } }),
      'cdk.out/Shop.template.json': JSON.stringify({
        Resources: {
          Bot1: { Type: 'AWS::IAM::User' },
          Inner: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: { TemplateURL: { 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::Region' }, '.amazonaws.com/assets/abc.json']] } },
          },
        },
      }),
      'cdk.out/Inner.nested.template.json': JSON.stringify({ Resources: { Other2: { Type: 'AWS::IAM::User' } } }),
    };
    expect(await linesOf(files)).toEqual(['user Shop/Bot (unknown)', 'user Shop/Inner/Other (unknown)']);
  });

  it('does not look into what is deployed with it', async () => {
    expect(await linesOf({ 'cdk.out/asset.0123456789abcdef/Shop.template.json': template })).toEqual([]);
  });
});
