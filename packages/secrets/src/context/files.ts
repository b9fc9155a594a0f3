import type { PlaceFound } from './places.ts';
import { isReference, marks } from './values.ts';

/** Files that programs read their credentials from, by the name that the programs look for. */
const inUse =
  /(?:^|\/)(?:\.netrc|_netrc|\.pgpass|pgpass\.conf|\.git-credentials|\.npmrc|\.pypirc|\.env(?:\.(?:local|prod|production|staging|development|dev|live))?|\.ftpconfig|sftp-config\.json|sftp\.json|\.esmtprc|\.msmtprc|\.fetchmailrc|\.my\.cnf|\.s3cfg|\.boto|\.dockercfg|\.bashrc|\.bash_profile|\.profile|\.zshrc|\.(?:bash|zsh|sh|mysql|psql)_history|wp-config\.php|filezilla\.xml|recentservers\.xml|sitemanager\.xml|robomongo\.json|credentials|proftpdpasswd|[\w-]+_srv\.ini|\.remote-sync\.json|config\.inc\.php|LocalSettings\.php)$/i;

export const isInUse = (uri: string): boolean => inUse.test(uri);

/** What such a file holds without a name beside it. */
export function fromFile(uri: string, text: string): PlaceFound[] {
  const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
  if (name === '.pgpass' || name === 'pgpass.conf')
    return each(text, /^(?!#)(?:[^:\n\\]|\\.)+:(?:[0-9]+|\*):[^:\n]+:[^:\n]+:([^\n\r]+)$/gm, 'Password of a PostgreSQL user');
  if (name === '.git-credentials') return each(text, /^https?:\/\/[^\n]*?:([^\n/]+)@[^@\n]+$/gm, 'Password or token of a git host');
  if (name === '.netrc' || name === '_netrc') return each(text, /\bpassword[ \t]+(\S+)/g, 'Password of a machine');
  if (name === 'master.key') return each(text, /^([0-9a-f]{32})\s*$/g, 'Key of encrypted Rails credentials');
  return [];
}

/** Files that are looked into although none of the words stands in them. */
export const isKept = (uri: string): boolean => /(?:^|\/)(?:\.pgpass|pgpass\.conf|\.git-credentials|master\.key)$/i.test(uri);

function each(text: string, pattern: RegExp, name: string): PlaceFound[] {
  const found: PlaceFound[] = [];
  for (const match of text.matchAll(pattern)) {
    const value = match[1]!;
    if (isReference(value) || marks.test(value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ rule: 'hardcoded-password', name, start, end: start + value.length, value, confidence: 'high' });
  }
  return found;
}
