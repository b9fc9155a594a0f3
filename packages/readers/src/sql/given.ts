import type { AccountStatement, GrantStatement, MemberStatement, SqlFile, SqlName, SqlStatement, SqlText } from '@idlint/syntax/sql';

/** What holds after all statements of a file: REVOKE takes away what GRANT gave before it, DROP whoever had it. */
export interface State {
  accounts: Map<string, Account>;
  /** By the account that is one: where it is said. */
  superusers: Map<string, { name: SqlName; flag: SqlText }>;
  members: Membership[];
  given: Given[];
}

export interface Account {
  name: SqlName;
  statement: AccountStatement;
  /** Whether it may sign in; a dump says so only after it has made the role. */
  login: boolean;
}

export interface Membership {
  role: SqlText;
  member: SqlName;
  server: boolean;
  /** Written in a way that only roles are spoken of in. */
  surely: boolean;
}

/** One GRANT or DENY as far as it still holds for one grantee. */
export interface Given {
  statement: GrantStatement;
  to: SqlName;
  items: SqlText[];
  /** Empty where the privileges are the server's. */
  objects: SqlText[];
}

const lower = ({ text }: SqlText): string => text.toLowerCase();
const bare = (object: SqlText): string => lower(object).replace(/^table\s+/, '');

export function stateAfter({ statements }: SqlFile): State {
  const state: State = { accounts: new Map(), superusers: new Map(), members: [], given: [] };
  for (const statement of statements) apply(state, statement);
  return state;
}

function apply(state: State, statement: SqlStatement): void {
  switch (statement.kind) {
    case 'create':
    case 'alter':
      account(state, statement);
      break;
    case 'drop':
      for (const name of statement.names) drop(state, lower(name));
      break;
    case 'add-member':
    case 'drop-member':
      membership(state, statement);
      break;
    case 'revoke':
      revoke(state, statement);
      break;
    default:
      grant(state, statement);
  }
}

function account(state: State, statement: AccountStatement): void {
  // Redshift, and PostgreSQL of old, say CREATEUSER.
  const superuser = statement.flags.find(({ text }) => text === 'SUPERUSER' || text === 'CREATEUSER');
  const none = statement.flags.some(({ text }) => text === 'NOSUPERUSER' || text === 'NOCREATEUSER');
  const login = statement.flags.some(({ text }) => text === 'LOGIN');
  for (const name of statement.names) {
    const key = lower(name);
    const known = state.accounts.get(key);
    if (known) known.login ||= login;
    else if (statement.kind === 'create') state.accounts.set(key, { name, statement, login });
    if (superuser) state.superusers.set(key, { name, flag: superuser });
    else if (none) state.superusers.delete(key);
    for (const role of statement.memberOf) state.members.push({ role, member: name, server: false, surely: false });
  }
}

function drop(state: State, key: string): void {
  state.accounts.delete(key);
  state.superusers.delete(key);
  state.members = state.members.filter(({ member }) => lower(member) !== key);
  state.given = state.given.filter(({ to }) => lower(to) !== key);
}

function membership(state: State, { kind, role, members, server }: MemberStatement): void {
  if (kind === 'add-member') state.members.push(...members.map(member => ({ role, member, server, surely: false })));
  else
    state.members = state.members.filter(
      one => lower(one.role) !== lower(role) || !members.some(member => lower(member) === lower(one.member)),
    );
}

/** Without ON, privileges of the server and roles look alike: what has several words, or is the name of a privilege, is one. */
const privilege =
  /\s|^(?:all|alter|authenticate|connect|control|create|delete|event|execute|file|impersonate|index|insert|process|references|reload|replication|select|shutdown|super|trigger|truncate|update|usage)$/i;

export const isRole = (item: SqlText, { objects, roles }: GrantStatement): boolean =>
  objects.length === 0 && (roles === true || !privilege.test(item.text));

function grant(state: State, statement: GrantStatement): void {
  const roles = statement.kind === 'grant' ? statement.items.filter(item => isRole(item, statement)) : [];
  const items = statement.items.filter(item => !roles.includes(item));
  for (const to of statement.to) {
    for (const role of roles) state.members.push({ role, member: to, server: false, surely: statement.roles === true });
    if (items.length > 0) state.given.push({ statement, to, items, objects: statement.objects });
  }
}

function revoke(state: State, statement: GrantStatement): void {
  const taken = new Set(statement.items.map(lower));
  const all = taken.has('all') || taken.has('all privileges');
  const objects = new Set(statement.objects.map(bare));
  const from = new Set(statement.to.map(lower));
  state.members = state.members.filter(({ role, member }) => !(objects.size === 0 && from.has(lower(member)) && taken.has(lower(role))));
  state.given = state.given.flatMap(one => {
    if (!from.has(lower(one.to)) || (one.statement.future ?? false) !== (statement.future ?? false)) return [one];
    const touched = objects.size === 0 ? one.objects.length === 0 || all : one.objects.some(object => objects.has(bare(object)));
    if (!touched) return [one];
    const rest = objects.size === 0 ? [] : one.objects.filter(object => !objects.has(bare(object)));
    const kept = all ? [] : one.items.filter(item => !taken.has(lower(item)));
    const untouched = rest.length > 0 ? [{ ...one, objects: rest }] : [];
    return kept.length === 0 ? untouched : rest.length === 0 ? [{ ...one, items: kept }] : [...untouched, { ...one, items: kept }];
  });
}
