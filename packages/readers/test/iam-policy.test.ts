import { SourceDocument } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { iamPolicy } from '../src/iam-policy/index.ts';
import { factsOf, told } from './facts.ts';

const lines = async (document: unknown, uri = 'policies/deploy.json') =>
  (await factsOf(iamPolicy, uri, typeof document === 'string' ? document : JSON.stringify(document))).map(told);
const statement = async (written: object, uri?: string) => (await lines({ Statement: [written] }, uri)).slice(1);

describe('statements', () => {
  it('reads single values and lists', async () => {
    expect(await statement({ Effect: 'Allow', Action: 's3:*', Resource: ['a', 'b'] })).toEqual(['allow s3:* on a b']);
    expect(await lines({ Statement: { Effect: 'Deny', NotAction: ['iam:*'], NotResource: 'x' } })).toEqual([
      'policy deploy identity',
      'deny all but iam:* on all but x',
    ]);
  });

  it('reads conditions as a flat list', async () => {
    expect(
      await statement({
        Effect: 'Allow',
        Action: 'a:b',
        Resource: 'x',
        Condition: { StringEquals: { 'aws:a': 'x', 'aws:b': ['y', 'z'] }, Bool: { 'aws:c': true } },
      }),
    ).toEqual(['allow a:b on x if StringEquals aws:a x & StringEquals aws:b y z & Bool aws:c true']);
  });

  it.each([
    ['*', 'everyone:*'],
    [{ AWS: '*' }, 'everyone:*'],
    [{ AWS: ['123456789012', 'arn:aws:iam::123456789012:root'] }, 'account:123456789012 account:arn:aws:iam::123456789012:root'],
    [{ AWS: 'arn:aws:iam::123456789012:role/a/b' }, 'identity:arn:aws:iam::123456789012:role/a/b'],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/a/b' }, 'identity:arn:aws:sts::123456789012:assumed-role/a/b'],
    [{ AWS: 'AROA{id}'.replace('{id}', 'EXAMPLEEXAMPLE00') }, 'identity:AROAEXAMPLEEXAMPLE00'],
    [{ AWS: 'arn:aws:iam::*:role/a' }, 'unknown:arn:aws:iam::*:role/a'],
    [{ Service: ['ec2.amazonaws.com', 's3.amazonaws.com'] }, 'service:ec2.amazonaws.com service:s3.amazonaws.com'],
    [{ Federated: 'cognito-identity.amazonaws.com' }, 'federated:cognito-identity.amazonaws.com'],
    [{ CanonicalUser: 'abc' }, 'account:abc'],
    [{ AWS: '${account}' }, 'unknown:?'],
    [{ AWS: 'arn:aws:iam::${account}:root' }, 'account:?arn:aws:iam::…:root'],
  ])('principal %j is %s', async (principal, expected) => {
    const [grant] = await statement({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'x', Principal: principal });
    expect(grant).toBe(`allow s3:GetObject on x to ${expected}`);
  });

  it('keeps a placeholder unknown and a variable of IAM as it is', async () => {
    expect(
      await statement({
        Effect: 'Allow',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::${bucket}/*', 'arn:aws:s3:::x/${aws:username}/*', '{{ arn }}'],
      }),
    ).toEqual(['allow s3:* on ?arn:aws:s3:::…/* arn:aws:s3:::x/${aws:username}/* ?']);
  });
});

describe('a template of JSON', () => {
  const faults = (text: string) => iamPolicy.read(new SourceDocument('a.json', text)).faults.map(({ message }) => message);
  const templated = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ${arns}}%{ if more }, {}%{ endif }]}';

  it('is no broken JSON, and what is put in is not known', async () => {
    expect(faults(templated)).toEqual([]);
    expect((await lines(templated))[1]).toBe('allow s3:* on …');
  });

  it('is broken where it is besides', () => {
    expect(faults(templated.replace('"Action":', '"Action"'))).not.toEqual([]);
  });
});

describe('what a document is for', () => {
  it('is told by its principals', async () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
    expect((await lines({ Statement: [trust] }))[0]).toBe('policy deploy trust');
    expect((await lines({ Statement: [{ ...trust, Action: 's3:GetObject', Resource: 'x' }] }))[0]).toBe('policy deploy resource');
  });

  it('is told by the names of files and folders', async () => {
    const document = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    expect((await lines(document, 'policies/scp/base.json'))[0]).toBe('policy base organisation');
    expect((await lines(document, 'deploy-boundary.json'))[0]).toBe('policy deploy-boundary boundary');
    expect((await lines(document, 'inscape.json'))[0]).toBe('policy inscape identity');
  });

  it('is found inside of something else, under the name that it has there', async () => {
    const document = { Statement: [{ Effect: 'Allow', Action: 'a:b', Resource: 'x' }] };
    expect(await lines({ RolePolicyList: [{ PolicyName: 'own', PolicyDocument: document }] })).toEqual([
      'policy own identity',
      'allow a:b on x',
    ]);
    expect(await lines([document, document])).toHaveLength(4);
    expect(await lines({ Statement: ['no', 'policy'] })).toEqual([]);
  });
});

describe('faults', () => {
  it.each([
    [{ Effect: 'allow', Action: 'a:b', Resource: 'x' }, 'Effect is case-sensitive: Allow, not “allow”'],
    [{ Action: 'a:b', Resource: 'x' }, 'a statement says Allow or Deny in Effect'],
    [{ Effect: 'Allow', Action: 'a:b', NotAction: 'a:c', Resource: 'x' }, 'a statement has either Action or NotAction, not both'],
    [{ Effect: 'Allow', Resource: 'x' }, 'a statement without Action allows nothing'],
    [{ Effect: 'Allow', Action: 'a:b' }, 'a statement without Resource is for nothing'],
    [{ Effect: 'Allow', Actions: 'a:b', Resource: 'x', Action: 'a:b' }, '“Actions” is no element of a statement'],
  ])('%j', async (written, message) => {
    const facts = await factsOf(
      iamPolicy,
      'a.json',
      JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'a:b', Resource: 'x' }, written] }),
    );
    const [policy] = facts;
    expect(policy?.kind === 'policy' && policy.faults.map(fault => fault.message)).toEqual([message]);
  });
});

it('gives statements keys that survive when lines move', async () => {
  const text = (sid: string) =>
    JSON.stringify({
      Statement: [
        { Sid: sid, Effect: 'Allow', Action: 'a:b', Resource: 'x' },
        { Sid: sid, Effect: 'Deny' },
      ],
    });
  const facts = await factsOf(iamPolicy, 'a.json', text('Read'));
  expect(facts.map(({ key }) => key)).toEqual(['a.json#policy', 'a.json#policy/statement/Read', 'a.json#policy/statement/Read~2']);
});

it.each([
  '',
  '[',
  '{"Statement": [{"Effect": }]}',
  '{"Statement": {"Effect": "Allow", "Principal": [[]], "Condition": []}}',
  '['.repeat(20_000),
])('never throws: %.40s', async text => {
  await expect(factsOf(iamPolicy, 'a.json', text)).resolves.toBeInstanceOf(Array);
});

it('claims JSON that holds a statement, and leaves templates to their readers', () => {
  const claims = (uri: string, text: string) => {
    const { bytes } = new SourceDocument(uri, text);
    return iamPolicy.claims({
      uri,
      name: uri,
      extension: uri.slice(uri.lastIndexOf('.') + 1),
      contains: ascii => new TextDecoder().decode(bytes).includes(ascii),
    });
  };
  const policy = '{"Statement": [{"Effect": "Allow"}]}';
  expect(claims('a.json', policy)).toBe(true);
  expect(claims('a.tf.json', policy)).toBe(false);
  expect(claims('a.yaml', policy)).toBe(false);
  expect(claims('a.json', `{"Resources": {"Type": "AWS::IAM::Policy"}, ${policy.slice(1)}`)).toBe(false);
});
