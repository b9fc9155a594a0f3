import { type Grant, type Known, knownOf, type Level } from '@idlint/model';

/** Capabilities of Vault on its paths. https://developer.hashicorp.com/vault/docs/concepts/policies */

/** `*`, `+/*`: whatever the path. `secret/*` is one mount. */
const isEveryPath = (path: string): boolean => /^(?:\+\/)*\*$/.test(path);

export const writing = new Set(['create', 'update', 'patch', 'delete', 'write', 'sudo', 'root']);
export const reading = new Set(['read', 'write', 'sudo', 'root']);

/** The capability that is gravest on every path; only reading everything is less than administration, but not by much. */
export function everyPath(grant: Grant): { at: Known<string>; may: string; level: Level } | undefined {
  if (!knownOf(grant.resources).some(({ value }) => isEveryPath(value))) return undefined;
  const capabilities = knownOf(grant.actions);
  const sudo = capabilities.find(({ value }) => value === 'sudo' || value === 'root');
  // Policies need no sudo to be written: whoever may change everything else gives himself the rest.
  const change = sudo ?? capabilities.find(({ value }) => value === 'update' || value === 'create' || value === 'write');
  if (change) return { at: change, may: 'do everything', level: 'error' };
  const read = capabilities.find(({ value }) => value === 'read');
  return read && { at: read, may: 'read every secret', level: 'warning' };
}

/** Whether a path of a policy is about this path of the API: `sys/policies/acl/admin` of `sys/*`, `sys/policies/+/*`. */
export function isAbout(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
  const own = (whole ?? pattern).split('/');
  const parts = path.split('/');
  for (const [index, segment] of own.entries()) {
    const part = parts[index];
    const last = index === own.length - 1;
    if (part === undefined) return false;
    if (whole !== undefined && last) return segment === '+' || part.startsWith(segment);
    if (segment !== '+' && segment !== part) return false;
  }
  return own.length === parts.length;
}
