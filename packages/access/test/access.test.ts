import type { Access } from '@idlint/model';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAccess } from '../src/index.ts';

let access: Access;
beforeAll(async () => {
  access = await loadAccess();
});

describe('breadth', () => {
  it.each([
    ['*', 'all'],
    ['**', 'all'],
    ['*:*', 'all'],
    ['?*', 'all'],
    ['s3:*', 'service'],
    ['s3:**', 'service'],
    ['s3:?*', 'service'],
    ['S3:*', 'service'],
    ['s3:Get*', 'some'],
    ['s3:*Object', 'some'],
    ['s3:?', 'some'],
    ['s3:GetObject', 'some'],
    ['*:Get*', 'some'],
    ['', 'some'],
  ])('AWS: %s is %s', (action, expected) => expect(access.breadth('aws', action)).toBe(expected));

  it.each([
    ['*', 'all'],
    ['*/*', 'all'],
    ['*/action', 'all'],
    ['*/write', 'all'],
    ['*/read', 'some'],
    ['Microsoft.Compute/*', 'service'],
    ['Microsoft.Compute/*/*', 'service'],
    ['Microsoft.Compute/*/read', 'some'],
    ['Microsoft.Compute/virtualMachines/*', 'some'],
  ])('Azure: %s is %s', (action, expected) => expect(access.breadth('azure', action)).toBe(expected));

  it.each([
    ['kubernetes', '*', 'all'],
    ['kubernetes', 'get', 'some'],
    ['gcp', 'compute.*', 'service'],
    ['gcp', 'compute.instances.get', 'some'],
    ['github', 'write-all', 'all'],
    ['github', 'read-all', 'some'],
  ] as const)('%s: %s is %s', (platform, action, expected) => expect(access.breadth(platform, action)).toBe(expected));
});

describe('takesResource', () => {
  it.each([
    ['s3:GetObject', 'yes'],
    ['S3:getobject', 'yes'],
    ['s3:ListAllMyBuckets', 'no'],
    ['sts:GetCallerIdentity', 'no'],
    ['ec2:DescribeInstances', 'no'],
    ['ec2:Describe*', 'yes'],
    ['ecr:GetAuthorizationToken', 'no'],
    ['cloudwatch:PutMetricData', 'no'],
    ['s3:List?llMyBuckets', 'no'],
    ['s3:*', 'yes'],
    ['*', 'yes'],
    ['s3:NoSuchAction', 'unknown'],
    ['nosuch:*', 'unknown'],
  ])('%s: %s', (action, expected) => expect(access.takesResource('aws', action).is).toBe(expected));

  it('answers at once for a pattern made to be slow', () => {
    expect(access.takesResource('aws', `*:${'*a'.repeat(500)}b`).is).toBe('unknown');
  });
});

describe('builtin', () => {
  it.each([
    ['aws:arn:aws:iam::aws:policy/AdministratorAccess', 'administrator'],
    ['aws:arn:aws-us-gov:iam::aws:policy/AdministratorAccess', 'administrator'],
    ['aws:arn:aws:iam::aws:policy/PowerUserAccess', 'write-all'],
    ['aws:arn:aws:iam::aws:policy/AmazonS3FullAccess', 'some'],
    ['aws:arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', 'some'],
    ['aws:arn:aws:iam::aws:policy/AdministratorAccess-Amplify', 'some'],
    ['aws:arn:aws:iam::aws:policy/job-function/ViewOnlyAccess', 'read-all'],
    ['gcp:roles/owner', 'administrator'],
    ['gcp:roles/editor', 'write-all'],
    ['gcp:roles/storage.admin', 'some'],
    ['azure:owner', 'administrator'],
    ['azure:8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'administrator'],
    ['azure:/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c', 'write-all'],
    ['kubernetes:ClusterRole/cluster-admin', 'administrator'],
    ['kubernetes:ClusterRole//cluster-admin', 'administrator'],
    ['kubernetes:Group//system:masters', 'administrator'],
  ])('%s: %s', (name, expected) => expect(access.builtin(name)?.breadth).toBe(expected));

  it('names the service of a full-access policy', () => {
    expect(access.builtin('aws:arn:aws:iam::aws:policy/AmazonS3FullAccess')?.title).toBe('everything in S3');
    expect(access.builtin('aws:arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess')?.title).toBe(
      'the right to read everything in DynamoDB',
    );
  });

  it.each([
    'aws:arn:aws:iam::123456789012:policy/AdministratorAccess',
    'gcp:projects/acme/roles/owner',
    'azure:shop deployer',
    'kubernetes:Role/shop/cluster-admin',
    'terraform:infra#aws_iam_policy.AdministratorAccess',
  ])('%s is nobody’s built-in', name => expect(access.builtin(name)).toBeUndefined());
});
