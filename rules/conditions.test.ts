import type { Condition, List } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { isEveryResource } from './aws.ts';
import { isAnything, narrowing, pins } from './conditions.ts';

const at = { uri: 'a.json', segment: '', start: 0, end: 0 };
const condition = (operator: string, key: string, ...values: string[]): Condition => ({
  operator,
  key,
  values: { items: values.map(value => ({ kind: 'known', value, at })) },
  at,
});
const all = (...items: Condition[]): List<Condition> => ({ items });

describe('what conditions leave of everybody', () => {
  it.each([
    ['StringEquals', 'aws:PrincipalOrgID', 'o-acme', 'identity'],
    ['StringEquals', 'AWS:PrincipalOrgId', 'o-acme', 'identity'],
    ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/*', 'identity'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-acme/r-1/*', 'identity'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::site', 'identity'],
    ['StringEquals', 'kms:CallerAccount', '123456789012', 'identity'],
    ['StringEquals', 'aws:PrincipalTag/team', 'shop', 'identity'],
    ['Bool', 'aws:PrincipalIsAWSService', 'true', 'identity'],
    ['IpAddress', 'aws:SourceIp', '198.51.100.0/24', 'network'],
    ['StringEquals', 'aws:SourceVpce', 'vpce-1', 'network'],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', 'none'],
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-acme', 'none'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-acme', 'none'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgPaths', 'o-acme/r-1/', 'none'],
    ['StringLike', 'aws:PrincipalArn', '*', 'none'],
    ['StringLike', 'aws:Referer', 'https://acme.example/*', 'none'],
    ['Bool', 'aws:SecureTransport', 'true', 'none'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', 'none'],
    ['Null', 'aws:SourceArn', 'false', 'none'],
  ])('%s %s %s: %s', (operator, key, value, expected) => expect(narrowing(all(condition(operator, key, value)))).toBe(expected));

  it('is decided by the strongest of them', () => {
    const network = condition('IpAddress', 'aws:SourceIp', '198.51.100.0/24');
    expect(narrowing(all(network, condition('StringEquals', 'aws:PrincipalOrgID', 'o-acme')))).toBe('identity');
    expect(narrowing(all(network, condition('Bool', 'aws:SecureTransport', 'true')))).toBe('network');
  });

  it('is not known where not all of them are', () => {
    expect(narrowing({ items: [], open: { code: 'variable', what: 'var.conditions' } })).toBe('unknown');
  });

  it('takes a value that is not known for one that was written on purpose', () => {
    const values: Condition['values'] = { items: [{ kind: 'unknown', at, why: { code: 'variable', what: 'var.organisation' } }] };
    expect(pins({ operator: 'StringEquals', key: 'aws:PrincipalOrgID', values, at })).toBe(true);
    expect(pins({ operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: { items: [] }, at })).toBe(false);
  });
});

it.each([
  ['*', true],
  ['**', true],
  ['?*', true],
  ['?', false],
  ['a*', false],
  ['', false],
])('%s matches anything: %s', (pattern, expected) => expect(isAnything(pattern)).toBe(expected));

it.each([
  ['*', true],
  ['arn:aws:s3:::*', true],
  ['arn:aws:sqs:*:*:*', true],
  ['arn:aws:rds:*:*:*:*', true],
  ['arn:*', false],
  ['arn:aws:s3:::site', false],
  ['arn:aws:s3:::site/*', false],
  ['arn:aws:logs:*:*:log-group:/shop/*', false],
  ['arn:aws:iam::123456789012:role/*', false],
])('%s is every resource: %s', (resource, expected) => expect(isEveryResource(resource)).toBe(expected));
