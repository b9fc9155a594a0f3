import { type Condition, closed, knownOf, type List } from '@idlint/model';

/** What the conditions of a statement for everybody leave of everybody. `unknown`: not all of them could be read. */
export type Narrowing = 'none' | 'identity' | 'network' | 'unknown';

/**
 * Keys that say who calls, or in whose name. From what AWS counts as not public
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status)
 * and what IAM Access Analyzer takes for a limit of the principal.
 */
const identityKeys = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:userid',
  'aws:username',
  'elasticfilesystem:accesspointarn',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

/** Keys that say from where somebody calls. */
const networkKeys = new Set([
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
  'elasticfilesystem:accessedviamounttarget',
]);

export function narrowing(conditions: List<Condition>): Narrowing {
  let found: Narrowing = conditions.open ? 'unknown' : 'none';
  for (const condition of conditions.items) {
    if (!pins(condition)) continue;
    const key = condition.key.toLowerCase();
    if (identityKeys.has(key) || key.startsWith('aws:principaltag/')) return 'identity';
    if (networkKeys.has(key) && !reachesEveryAddress(condition)) found = 'network';
  }
  return found;
}

/** The network conditions, for whoever points at them. */
export const networkConditions = (conditions: List<Condition>): Condition[] =>
  conditions.items.filter(condition => networkKeys.has(condition.key.toLowerCase()) && pins(condition));

const positive = new Set([
  'stringequals',
  'stringequalsignorecase',
  'stringlike',
  'arnequals',
  'arnlike',
  'ipaddress',
  'bool',
  'numericequals',
]);

/**
 * Whether the condition can only hold for some values: not a negation, not one that also holds where the key is missing (`…IfExists`,
 * `ForAllValues:`), not one that a lone wildcard meets. A value that is not known is taken for one that somebody wrote down on purpose.
 */
export function pins({ operator, values }: Condition): boolean {
  if (/^ForAllValues:/i.test(operator) || /IfExists$/i.test(operator)) return false;
  const name = operatorName(operator);
  if (!positive.has(name)) return false;
  const texts = knownOf(values).map(({ value }) => value);
  if (name === 'bool' && texts.some(text => text.toLowerCase() === 'false')) return false;
  return values.open !== undefined || (values.items.length > 0 && !texts.some(isAnything));
}

/** `ForAnyValue:StringLikeIfExists` is `stringlike`. */
export const operatorName = (operator: string): string =>
  operator
    .slice(operator.indexOf(':') + 1)
    .replace(/IfExists$/i, '')
    .toLowerCase();

/** `*`, `**`, `?*`: whatever stands there matches. */
export const isAnything = (pattern: string): boolean => /^[*?]*\*[*?]*$/.test(pattern);

const reachesEveryAddress = ({ key, values }: Condition): boolean =>
  key.toLowerCase() === 'aws:sourceip' && closed(values) && knownOf(values).some(({ value }) => /^(?:0\.0\.0\.0|::)\/[01]$/.test(value));
