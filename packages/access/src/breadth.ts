import type { Breadth, Platform } from '@idlint/model';

/** How much a pattern of actions covers, in the words of its platform. */
export function breadth(platform: Platform, action: string): Breadth {
  switch (platform) {
    case 'aws':
      return aws(action);
    case 'azure':
      return azure(action.toLowerCase());
    case 'gcp':
      return gcp(action);
    case 'github':
      return action === 'write-all' ? 'all' : 'some';
    case 'sql':
      return sql(action.toLowerCase());
    case 'saas':
      return action === 'all' ? 'all' : aws(action);
    case 'vault':
      // Capabilities are for one path; `root` of the policies of old, for everything under it.
      return action === 'root' ? 'all' : 'some';
    default:
      return isAnything(action) ? 'all' : 'some';
  }
}

/** `*`, `**`, `?*`: whatever is written there matches. A lone `?` is one character, which no name is. */
const isAnything = (pattern: string): boolean => /^[*?]*\*[*?]*$/.test(pattern);

/** `service:Action`, both with wildcards. */
function aws(action: string): Breadth {
  const colon = action.indexOf(':');
  if (colon < 0) return isAnything(action) ? 'all' : 'some';
  if (!isAnything(action.slice(colon + 1))) return 'some';
  return isAnything(action.slice(0, colon)) ? 'all' : 'service';
}

/**
 * `Provider/type/…/verb`. A wildcard for the whole, or for everything but the verb that changes things, is everything; `Provider/*`
 * one service. A wildcard before `read` only reads.
 */
function azure(action: string): Breadth {
  const parts = action.split('/');
  const last = parts.at(-1)!;
  const before = parts.slice(0, -1);
  if (before.every(isAnything)) return isAnything(last) || ['action', 'write', 'delete'].includes(last) ? 'all' : 'some';
  return before.slice(1).every(isAnything) && isAnything(last) ? 'service' : 'some';
}

/** `service.resource.verb`. Custom roles take no wildcards, but deny policies and VPC Service Controls do. */
function gcp(permission: string): Breadth {
  if (isAnything(permission)) return 'all';
  const [, ...rest] = permission.split('.');
  return rest.length > 0 && rest.every(isAnything) ? 'service' : 'some';
}

/** `ALL PRIVILEGES` is every right on what is named beside it. SQL Server's CONTROL and Snowflake's OWNERSHIP come to the same. */
function sql(privilege: string): Breadth {
  return /^(?:all(?: privileges| permissions)?|control(?: server)?)$/.test(privilege) ? 'all' : 'some';
}
