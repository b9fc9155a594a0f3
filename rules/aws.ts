import { type Grant, type Known, knownOf, type Values } from '@idlint/model';
import { isAnything } from './conditions.ts';

/** The service of an action: `s3` of `s3:GetObject`. */
export const serviceOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();

/**
 * Whether a resource means all of them: `*`, every table of every database (`*.*`), or an ARN in which everything after the service is a
 * wildcard (`arn:aws:sqs:*:*:*`, `arn:aws:s3:::*`). `arn:aws:s3:::site/*` and `arn:aws:logs:*:*:log-group:/shop/*` are not.
 */
export function isEveryResource(resource: string): boolean {
  if (isAnything(resource) || resource === '*.*') return true;
  const [arn, , , , , ...rest] = resource.split(':');
  return arn === 'arn' && rest.length > 0 && isAnything(rest.join(''));
}

/** Statements that allow something by themselves; all the others only limit. */
export const allows = ({ effect, layer }: Grant): boolean => effect === 'allow' && (layer === 'identity' || layer === 'resource');

export const everyResourceOf = (resources: Values<string>): Known<string> | undefined =>
  knownOf(resources).find(({ value }) => isEveryResource(value));
