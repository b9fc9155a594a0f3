import { SourceDocument } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { cloudformation } from '../src/cloudformation/index.ts';
import { factsOf, told } from './facts.ts';

const lines = async (text: string, uri = 'stack.yaml') => (await factsOf(cloudformation, uri, text)).map(told);

describe('identities', () => {
  it('reads a role with its trust, its inline policy and what is attached', async () => {
    expect(
      await lines(`
Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: codebuild.amazonaws.com }
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/ReadOnlyAccess
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/PowerUserAccess
        - !Ref Own
      Policies:
        - PolicyName: site
          PolicyDocument:
            Statement: { Effect: Allow, Action: "s3:*", Resource: !Sub "\${Site.Arn}/*" }
      PermissionsBoundary: arn:aws:iam::123456789012:policy/boundary
  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [{ Effect: Deny, Action: "*", Resource: "*" }] }
`),
    ).toEqual([
      'role Deploy (machine)',
      'policy Deploy trust',
      'allow sts:AssumeRole to service:codebuild.amazonaws.com',
      'trust allow cloudformation:stack.yaml#Deploy <- service:codebuild.amazonaws.com',
      'policy site identity',
      'allow s3:* on ?…/*',
      'binding cloudformation:stack.yaml#Deploy/Policies/site -> cloudformation:stack.yaml#Deploy',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> cloudformation:stack.yaml#Deploy',
      'binding aws:arn:aws:iam::aws:policy/PowerUserAccess -> cloudformation:stack.yaml#Deploy',
      'binding cloudformation:stack.yaml#Own -> cloudformation:stack.yaml#Deploy',
      'binding aws:arn:aws:iam::123456789012:policy/boundary -> cloudformation:stack.yaml#Deploy (boundary)',
      'policy Own identity',
      'deny * on *',
    ]);
  });

  it('tells people from machines by how they sign in', async () => {
    expect(
      await lines(`
Resources:
  Ana: { Type: AWS::IAM::User, Properties: { UserName: ana, LoginProfile: { Password: !Ref P } } }
  Bot: { Type: AWS::IAM::User }
  Other: { Type: AWS::IAM::User }
  Key: { Type: AWS::IAM::AccessKey, Properties: { UserName: !Ref Bot } }
  Staff:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRoleWithSAML, Principal: { Federated: !Sub "arn:aws:iam::\${AWS::AccountId}:saml-provider/okta" } }
`),
    ).toEqual([
      'user ana (human)',
      'user Bot (machine)',
      'user Other (unknown)',
      'access-key of cloudformation:stack.yaml#Bot',
      'role Staff (human)',
      'policy Staff trust',
      'allow sts:AssumeRoleWithSAML to federated:?arn:aws:iam::…:saml-provider/okta',
      'trust allow cloudformation:stack.yaml#Staff <- federated:?arn:aws:iam::…:saml-provider/okta',
    ]);
  });

  it('attaches a policy to roles of the template and to others by name', async () => {
    expect(
      await lines(`
Resources:
  Deploy: { Type: AWS::IAM::Role, Properties: { RoleName: deploy } }
  Own:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: own
      Roles: [!Ref Deploy, legacy]
      Groups: [!ImportValue staff]
      PolicyDocument: { Statement: { Effect: Allow, NotAction: "iam:*", Resource: "*" } }
`),
    ).toEqual([
      'role deploy (unknown)',
      'policy own identity',
      'allow all but iam:* on *',
      'binding cloudformation:stack.yaml#Own -> cloudformation:stack.yaml#Deploy aws:role/legacy ?',
    ]);
  });

  it('reads a function of SAM with the role that it brings', async () => {
    expect(
      await lines(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig: { AuthType: NONE }
      Policies:
        - AmazonS3FullAccess
        - S3ReadPolicy: { BucketName: site }
        - Statement: [{ Effect: Allow, Action: dynamodb:*, Resource: "*" }]
`),
    ).toEqual([
      'role ApiRole (machine)',
      'binding aws:arn:aws:iam::aws:policy/AmazonS3FullAccess -> cloudformation:stack.yaml#ApiRole',
      'policy ApiRole identity',
      'allow dynamodb:* on *',
      'binding cloudformation:stack.yaml#Api/Policies/0 -> cloudformation:stack.yaml#ApiRole',
      'endpoint Api authentication=NONE',
    ]);
  });
});

describe('policies of resources', () => {
  it('reads them wherever the resource keeps them', async () => {
    const found = await lines(`
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: { AccessControl: PublicRead, PublicAccessBlockConfiguration: { BlockPublicAcls: false } }
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Join ["", ["arn:aws:s3:::", !Ref Bucket, "/*"]] }] }
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" }] }
  Invoke:
    Type: AWS::Lambda::Permission
    Properties: { Action: "lambda:InvokeFunction", FunctionName: !Ref Fn, Principal: s3.amazonaws.com, SourceArn: !GetAtt Bucket.Arn }
`);
    expect(found.filter(line => !line.startsWith('policy'))).toEqual([
      'bucket Bucket acl=PublicRead',
      'public-access-block Bucket bucket=cloudformation:stack.yaml#Bucket blockPublicAcls=false blockPublicPolicy=- ignorePublicAcls=- restrictPublicBuckets=-',
      'allow s3:GetObject on ?arn:aws:s3:::…/* to everyone:*',
      'allow kms:* on * to account:?arn:aws:iam::…:root',
      'allow lambda:InvokeFunction on … to service:s3.amazonaws.com if ArnLike aws:SourceArn …',
    ]);
  });
});

describe('intrinsic functions', () => {
  const actions = async (written: string, rest = '') => {
    const text = `
Parameters:
  Env: { Type: String, Default: dev }
  Given: { Type: String }
  Names: { Type: CommaDelimitedList, Default: "s3:Get*, s3:List*" }
  Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /path }
Mappings:
  Accounts: { dev: { id: "111111111111" }, prod: { id: "222222222222" } }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
  Never: !Equals [a, b]
  Open: !Equals [!Ref Given, x]
  Both: !And [!Condition IsDev, !Not [!Condition Never]]
  Round: !Condition Round
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    ${rest}
    Properties:
      PolicyDocument:
        Statement: { Effect: Allow, Action: ${written}, Resource: x }
`;
    return (await lines(text)).find(line => /^(allow|gap)/.test(line))?.replace(/^allow (.*) on x/, '$1');
  };

  it.each([
    ['!Ref Env', 'dev'],
    ['!Ref Given', '…'],
    ['!Ref Names', 's3:Get* s3:List*'],
    ['!Ref Image', '…'],
    ['!Sub "${Env}-x"', 'dev-x'],
    ['!Sub "a${Given}b"', '?a…b'],
    ['!Sub "${!Env}"', '${Env}'],
    ['!Sub ["${A}/${Env}", { A: !Ref Env }]', 'dev/dev'],
    ['!Join [":", [a, !Ref Env]]', 'a:dev'],
    ['!Join [",", !Ref Names]', 's3:Get*,s3:List*'],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select [0, !Split ["-", "x-y"]]', 'x'],
    ['!Split [",", "a,b"]', 'a b'],
    ['!FindInMap [Accounts, !Ref Env, id]', '111111111111'],
    ['!FindInMap [Accounts, !Ref "AWS::Region", id]', '…'],
    ['!If [IsDev, a, b]', 'a'],
    ['!If [Never, a, b]', 'b'],
    ['!If [Both, a, b]', 'a'],
    ['!If [Open, a, b]', '…'],
    ['!If [Round, a, b]', '…'],
    ['[a, !If [Never, b, !Ref "AWS::NoValue"]]', 'a'],
    ['!ImportValue x', '…'],
    ['!GetAtt Role.Arn', '…'],
    ['{ "Fn::Join": ["", ["s3:", "*"]] }', 's3:*'],
    ['!Base64 x', '…'],
    ['!Sub ["x"]', 'x'],
    ['!Join x', '…'],
    ['!Select [9, [a]]', '…'],
  ])('%s is %s', async (written, expected) => expect(await actions(written)).toBe(expected));

  it('leaves out what surely does not exist, and keeps what a parameter decides', async () => {
    expect(await actions('a', 'Condition: Never')).toBeUndefined();
    expect(await actions('a', 'Condition: IsDev')).toBe('a');
    expect(await actions('a', 'Condition: Open')).toBe('a maybe');
  });

  it('keeps the place of a value that came through a parameter', async () => {
    const text = `
Parameters:
  Action: { Type: String, Default: "s3:*" }
Resources:
  P: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: !Ref Action, Resource: x } } } }
`;
    const grant = (await factsOf(cloudformation, 'a.yaml', text)).find(fact => fact.kind === 'grant');
    const [action] = grant?.kind === 'grant' ? grant.actions.items : [];
    expect(action?.kind === 'known' && text.slice(action.at.start, action.at.end)).toBe('s3:*');
    expect(action?.kind === 'known' && action.via?.map(({ start, end }) => text.slice(start, end))).toEqual(['!Ref Action']);
  });

  it('reads a policy that stands as JSON in a string', async () => {
    const text = `{"Resources": {"T": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument":
      {"Fn::Sub": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": \\"*\\", \\"Action\\": \\"sns:Publish\\", \\"Resource\\": \\"\${Topic}\\"}]}"}}}}}`;
    expect(await lines(text, 'stack.json')).toEqual(['policy T resource', 'allow sns:Publish on ? to everyone:*']);
  });
});

describe('fixes', () => {
  const tagged = async (text: string, uri = 'a.yaml') => {
    const facts = await factsOf(cloudformation, uri, text);
    const role = facts.find(fact => fact.kind === 'identity');
    const document = new SourceDocument(uri, text);
    const edits =
      role &&
      cloudformation.edit!({ do: 'setLabel', fact: role, label: 'owner', value: 'team-shop' }, document, cloudformation.read(document));
    return edits?.reduce((fixed, edit) => fixed.slice(0, edit.start) + edit.text + fixed.slice(edit.end), text);
  };
  const role = (properties: string) => `Resources:\n  A:\n    Type: AWS::IAM::Role\n    Properties:${properties}`;

  it.each([
    [role('\n      Path: /\n'), role('\n      Tags:\n        - Key: owner\n          Value: team-shop\n      Path: /\n')],
    [
      role('\n      Tags:\n        - Key: a\n          Value: b\n'),
      role('\n      Tags:\n        - Key: owner\n          Value: team-shop\n        - Key: a\n          Value: b\n'),
    ],
    [role(' { Path: / }\n'), role(' { Tags: [{ Key: owner, Value: team-shop }], Path: / }\n')],
    [role(' { Tags: [{ Key: a, Value: b }] }\n'), role(' { Tags: [{ Key: owner, Value: team-shop }, { Key: a, Value: b }] }\n')],
    [role(' { Tags: [{ Key: owner, Value: "" }] }\n'), role(' { Tags: [{ Key: owner, Value: "team-shop" }] }\n')],
    [role(' { Tags: [{ Key: owner, Value: nobody }] }\n'), role(' { Tags: [{ Key: owner, Value: team-shop }] }\n')],
    [role(' { Tags: !Ref Given }\n'), undefined],
    ['Resources: { A: { Type: AWS::IAM::Group, Properties: { Path: / } } }', undefined],
  ])('tags a role: %j', async (text, fixed) => expect(await tagged(text)).toBe(fixed));

  it('tags a role in JSON', async () => {
    const text = '{"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {\n  "Path": "/"\n}}}}';
    expect(await tagged(text, 'a.json')).toBe(text.replace('"Path"', '"Tags": [{ "Key": "owner", "Value": "team-shop" }],\n  "Path"'));
  });
});

describe('any text', () => {
  it.each([
    '',
    '- a',
    'Resources: [AWS::]',
    'Resources: { A: { Type: AWS::IAM::Role, Properties: !Ref X } }',
    'Resources: { A: { Type: AWS::IAM::Role, Properties: { Policies: !Ref X, AssumeRolePolicyDocument: 7 } } }',
    'Resources: { A: &a { Type: AWS::IAM::Role, Properties: *a } }',
    '{"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [',
    `Resources: { A: { Type: AWS::IAM::Policy, Properties: { PolicyDocument: ${'!Sub ["", { a: '.repeat(200)} } } }`,
  ])('is read without a throw: %s', async text => {
    await expect(factsOf(cloudformation, 'x.yaml', text)).resolves.toBeInstanceOf(Array);
  });

  it('claims templates only', () => {
    const claims = (uri: string, text: string) => {
      const { bytes } = new SourceDocument(uri, text);
      const extension = uri.slice(uri.lastIndexOf('.') + 1);
      return cloudformation.claims({ uri, name: uri, extension, contains: ascii => new TextDecoder().decode(bytes).includes(ascii) });
    };
    expect(claims('a.yaml', 'AWSTemplateFormatVersion: 2010-09-09')).toBe(true);
    expect(claims('a.json', '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}')).toBe(true);
    expect(claims('a.yaml', 'kind: Deployment')).toBe(false);
    expect(claims('a.ts', 'Resources AWS::S3::Bucket')).toBe(false);
  });
});
