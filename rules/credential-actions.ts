/**
 * Actions by which whoever may use them gets at credentials, and what those are. Only the ones whose resource matters: on one's own
 * user or on a named secret they are everyday work.
 */
const actions: Record<string, string> = {
  'iam:createaccesskey': 'access keys of any user',
  'iam:createloginprofile': 'a console password for any user',
  'iam:updateloginprofile': 'a new console password for any user',
  'iam:createservicespecificcredential': 'passwords for services in the name of any user',
  'iam:resetservicespecificcredential': 'passwords for services in the name of any user',
  'sts:getfederationtoken': 'a session of its own under another name',
  'secretsmanager:getsecretvalue': 'the value of every secret',
  'secretsmanager:batchgetsecretvalue': 'the value of every secret',
  'ec2:getpassworddata': 'the administrator’s password of every Windows instance',
  'redshift:getclustercredentials': 'a database password for any user of any cluster',
  'redshift:getclustercredentialswithiam': 'a database password for any cluster',
  'lightsail:getinstanceaccessdetails': 'keys to every instance',
  'lightsail:getrelationaldatabasemasteruserpassword': 'the master password of every database',
};

/** What an action hands out; for a pattern, of the first that it covers by a prefix (`secretsmanager:Get*`). */
export function handsOutCredentials(action: string): string | undefined {
  const wanted = action.toLowerCase();
  const exact = actions[wanted];
  if (exact !== undefined || !/^[\w-]+:\w+\*$/.test(wanted)) return exact;
  const prefix = wanted.slice(0, -1);
  return Object.entries(actions).find(([name]) => name.startsWith(prefix))?.[1];
}
