import type { Builtin } from './index.ts';

/**
 * AWS managed policies that reach beyond one service, by the last part of their ARN.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const wide: Record<string, Builtin> = {
  AdministratorAccess: { title: 'everything in the account', breadth: 'administrator' },
  IAMFullAccess: { title: 'everything in IAM, so it can give itself any right', breadth: 'administrator' },
  PowerUserAccess: { title: 'everything but IAM and Organizations', breadth: 'write-all' },
  ReadOnlyAccess: { title: 'the right to read everything, data included', breadth: 'read-all' },
  ViewOnlyAccess: { title: 'the right to list everything', breadth: 'read-all' },
  SecurityAudit: { title: 'the right to read the settings of everything', breadth: 'read-all' },
  SystemAdministrator: { title: 'most of what runs in the account', breadth: 'some' },
  NetworkAdministrator: { title: 'every network in the account', breadth: 'some' },
  DatabaseAdministrator: { title: 'every database in the account', breadth: 'some' },
  DataScientist: { title: 'every data service in the account', breadth: 'some' },
};

/** `arn:aws:iam::aws:policy/AdministratorAccess`, `arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess`. */
export function awsPolicy(arn: string): Builtin | undefined {
  const managed = /^arn:aws[\w-]*:iam::aws:policy\/(?:[\w-]+\/)*([\w+=,.@-]+)$/.exec(arn)?.[1];
  if (!managed) return undefined;
  const known = wide[managed];
  if (known) return known;
  const [, service, full] = /^(?:Amazon|AWS)?(\w+?)_?(FullAccess|ReadOnlyAccess|ReadOnly)?(?:_v\d+)?$/.exec(managed) ?? [];
  if (!full) return { title: `the policy ${managed}`, breadth: 'some' };
  return { title: full === 'FullAccess' ? `everything in ${service}` : `the right to read everything in ${service}`, breadth: 'some' };
}
