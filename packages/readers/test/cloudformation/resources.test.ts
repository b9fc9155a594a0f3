import { SourceDocument } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { cloudformation } from '../../src/cloudformation/index.ts';
import { factsOf, shown, told } from '../facts.ts';

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
      'password of cloudformation:stack.yaml#Ana',
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
});

describe('what runs as a role', () => {
  const uses = async (text: string) =>
    (await factsOf(cloudformation, 'stack.yaml', text)).flatMap(fact =>
      fact.kind === 'use' ? [`${fact.user} as ${shown(fact.used)}`] : [],
    );

  it('is a function, a task with two roles, a project by the name of a role', async () => {
    expect(
      await uses(`
Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Role.Arn } }
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { TaskRoleArn: !Ref Role, ExecutionRoleArn: "arn:aws:iam::123456789012:role/ecs" } }
  Build: { Type: AWS::CodeBuild::Project, Properties: { ServiceRole: build } }
  Pool: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { Roles: { unauthenticated: !GetAtt Role.Arn } } }
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: build } }
`),
    ).toEqual([
      'stack.yaml#Fn as cloudformation:stack.yaml#Role',
      'stack.yaml#Task as cloudformation:stack.yaml#Role',
      'stack.yaml#Task as aws:arn:aws:iam::123456789012:role/ecs',
      'stack.yaml#Build as cloudformation:stack.yaml#Role',
      'stack.yaml#Pool as cloudformation:stack.yaml#Role',
    ]);
  });

  it('is an instance through its profile', async () => {
    expect(
      await uses(`
Resources:
  Vm: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: !Ref Profile } }
  Template: { Type: AWS::EC2::LaunchTemplate, Properties: { LaunchTemplateData: { IamInstanceProfile: { Arn: !GetAtt Profile.Arn } } } }
  Profile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Role] } }
  Role: { Type: AWS::IAM::Role }
`),
    ).toEqual(['stack.yaml#Vm as cloudformation:stack.yaml#Role', 'stack.yaml#Template as cloudformation:stack.yaml#Role']);
  });
});

describe('limits', () => {
  it('takes a policy that serves as a boundary only for one', async () => {
    expect(
      await lines(`
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { PermissionsBoundary: !Ref Most } }
  Most: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: "*", Resource: "*" } } } }
`),
    ).toEqual([
      'role Role (unknown)',
      'binding cloudformation:stack.yaml#Most -> cloudformation:stack.yaml#Role (boundary)',
      'policy Most boundary',
      'allow * on *',
    ]);
  });

  it('reads what an organisation limits, not how it tags', async () => {
    const content = '{ Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } }';
    expect(
      await lines(`
Resources:
  Limit: { Type: AWS::Organizations::Policy, Properties: { Type: SERVICE_CONTROL_POLICY, Content: ${content} } }
  Tags: { Type: AWS::Organizations::Policy, Properties: { Type: TAG_POLICY, Content: ${content} } }
`),
    ).toEqual(['policy Limit organisation', 'deny iam:* on *']);
  });

  it('gives a permission set its policies and its boundary', async () => {
    expect(
      await lines(`
Resources:
  Admins:
    Type: AWS::SSO::PermissionSet
    Properties:
      Name: admins
      SessionDuration: PT4H
      ManagedPolicies: [arn:aws:iam::aws:policy/AdministratorAccess]
      CustomerManagedPolicyReferences: [{ Name: audit }]
      PermissionsBoundary: { ManagedPolicyArn: arn:aws:iam::aws:policy/ReadOnlyAccess }
`),
    ).toEqual([
      'role admins (human)',
      'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> cloudformation:stack.yaml#Admins',
      'binding aws:policy/audit -> cloudformation:stack.yaml#Admins',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> cloudformation:stack.yaml#Admins (boundary)',
    ]);
  });

  it('lets a role into a cluster', async () => {
    expect(
      await lines(`
Resources:
  Entry:
    Type: AWS::EKS::AccessEntry
    Properties:
      PrincipalArn: !GetAtt Role.Arn
      AccessPolicies:
        - { PolicyArn: !Sub "arn:\${AWS::Partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", AccessScope: { Type: cluster } }
        - { PolicyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSBlockStoragePolicy", AccessScope: { Type: namespace } }
  Pod: { Type: AWS::EKS::PodIdentityAssociation, Properties: { Namespace: shop, ServiceAccount: orders, RoleArn: !GetAtt Role.Arn } }
  Role: { Type: AWS::IAM::Role }
`),
    ).toEqual([
      'binding kubernetes:ClusterRole/cluster-admin -> cloudformation:stack.yaml#Role',
      'binding aws:arn:aws:eks::aws:cluster-access-policy/AmazonEKSBlockStoragePolicy -> cloudformation:stack.yaml#Role',
      'trust allow cloudformation:stack.yaml#Role <- identity:orders',
      'role Role (unknown)',
    ]);
  });

  it('knows who is in which group, and who may become what the identity centre gives', async () => {
    expect(
      await lines(`
Resources:
  Staff: { Type: AWS::IAM::Group, Properties: { GroupName: staff } }
  Ana: { Type: AWS::IAM::User, Properties: { Groups: [!Ref Staff, audit] } }
  Added: { Type: AWS::IAM::UserToGroupAddition, Properties: { GroupName: staff, Users: [!Ref Ana, bob] } }
  Set: { Type: AWS::SSO::PermissionSet, Properties: { Name: admins } }
  Given: { Type: AWS::SSO::Assignment, Properties: { PermissionSetArn: !GetAtt Set.PermissionSetArn, PrincipalId: 9067-abc, PrincipalType: GROUP } }
`),
    ).toEqual([
      'group staff (unknown)',
      'user Ana (unknown)',
      'binding cloudformation:stack.yaml#Staff -> cloudformation:stack.yaml#Ana',
      'binding aws:group/audit -> cloudformation:stack.yaml#Ana',
      'binding cloudformation:stack.yaml#Staff -> cloudformation:stack.yaml#Ana aws:user/bob',
      'role admins (human)',
      'trust allow cloudformation:stack.yaml#Set <- identity:9067-abc',
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

describe('the policy of an API', () => {
  it('stands beside its definition, or in it', async () => {
    const allow = (action: string) => `{ Statement: { Effect: Allow, Principal: "*", Action: "execute-api:${action}", Resource: "*" } }`;
    expect(
      await lines(`
Resources:
  Beside: { Type: AWS::ApiGateway::RestApi, Properties: { Policy: ${allow('Invoke')} } }
  Within: { Type: AWS::ApiGateway::RestApi, Properties: { Body: { x-amazon-apigateway-policy: ${allow('*')} } } }
  Sam: { Type: AWS::Serverless::Api, Properties: { StageName: prod, DefinitionBody: { x-amazon-apigateway-policy: ${allow('ManageConnections')} } } }
`),
    ).toEqual([
      'policy Beside resource',
      'allow execute-api:Invoke on * to everyone:*',
      'policy Within resource',
      'allow execute-api:* on * to everyone:*',
      'policy Sam resource',
      'allow execute-api:ManageConnections on * to everyone:*',
    ]);
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
