import { describe, expect, it } from 'vitest';
import { cloudformation } from '../../src/cloudformation/index.ts';
import { factsOf, told } from '../facts.ts';

const lines = async (text: string, uri = 'stack.yaml') => (await factsOf(cloudformation, uri, text)).map(told);

describe('intrinsic functions', () => {
  const actions = async (written: string, rest = '') => {
    const text = `
Parameters:
  Env: { Type: String, Default: dev }
  Given: { Type: String }
  Names: { Type: CommaDelimitedList, Default: "s3:Get*, s3:List*" }
  One: { Type: Number, Default: 1 }
  Only: { Type: String, AllowedValues: [one] }
  Mode: { Type: String, AllowedValues: [a, b] }
  Secret: { Type: String, Default: hunter2, NoEcho: true }
  Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /path }
Mappings:
  Accounts: { dev: { id: "111111111111" }, prod: { id: "222222222222" } }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
  Never: !Equals [a, b]
  Open: !Equals [!Ref Given, x]
  Both: !And [!Condition IsDev, !Not [!Condition Never]]
  Round: !Condition Round
  Excluded: !Equals [!Ref Mode, c]
  EitherKnown: !Or [!Condition Open, !Condition IsDev]
Resources:
  Named: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "shop-\${Env}" } }
  Round1: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "\${Round2}" } }
  Round2: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "\${Round1}" } }
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
    ['!Sub ["x"]', 'x'],
    ['!Join x', '…'],
    ['!Select [9, [a]]', '…'],
    ['!Select [!Ref One, [a, b]]', 'b'],
    ['!Select [1, !Split ["-", !Sub "${Given}-x"]]', '…'],
    ['!Select [0, !Split ["-", !Sub "x-${Given}"]]', 'x'],
    ['!Base64 "s3:*"', 'czM6Kg=='],
    ['!Base64 ab', 'YWI='],
    ['!Base64 "é"', 'w6k='],
    ['{ "Fn::Base64": !Ref Given }', '…'],
    ['!FindInMap [Accounts, test, id, { DefaultValue: "333333333333" }]', '333333333333'],
    ['!FindInMap [Accounts, !Ref Given, id, { DefaultValue: x }]', '…'],
    ['!FindInMap [Accounts, test, id]', '…'],
    ['!Cidr ["10.0.0.0/16", 2, 8]', '10.0.0.0/24 10.0.1.0/24'],
    ['!Cidr ["10.0.3.7/24", 4, 6]', '10.0.3.0/26 10.0.3.64/26 10.0.3.128/26 10.0.3.192/26'],
    ['!Cidr ["10.0.0.0/24", 3, 7]', '…'],
    ['!Select [0, !GetAZs ""]', '…'],
    ['{ "Fn::Length": [a, b, c] }', '3'],
    ['{ "Fn::Length": !Ref Names }', '2'],
    ['{ "Fn::Length": !Ref Given }', '…'],
    ['!Select [1, !Split [",", "{ \\"a\\": 1, b }"]]', ' b }'],
    ['{ "Fn::ToJsonString": { b: [1, true], a: !Ref Env } }', '{"a":"dev","b":[1,true]}'],
    ['!Ref Only', 'one'],
    ['!Ref Secret', '…'],
    ['!Ref "AWS::Partition"', 'aws'],
    ['!Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:x"', '?arn:aws:iam::…:x'],
    ['!If [Excluded, a, b]', 'b'],
    ['!If [EitherKnown, a, b]', 'a'],
    ['!Ref Named', 'shop-dev'],
    ['!Sub "${Named.Arn}/*"', 'arn:aws:s3:::shop-dev/*'],
    ['!Ref Round1', '…'],
    ['"{{resolve:ssm:/shop/action}}"', '…'],
    ['"s3:{{resolve:ssm:/shop/verb}}"', '?s3:…'],
    ['{ "Fn::GetAtt": "Role.Arn" }', '…'],
    ['{ "Fn::Transform": { Name: Own } }', '…'],
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
