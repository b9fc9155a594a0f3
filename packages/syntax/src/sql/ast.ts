/**
 * Statements of SQL that are about identities, whatever the dialect: who there is, who is a member of what, and what is granted. Offsets
 * are UTF-16 code units of the whole text.
 */
export interface SqlText {
  /** What it means: without quotes, blanks as one space. */
  text: string;
  start: number;
  end: number;
  /** Set where a variable of psql, of a shell or of a template stands in it: what it is called is not known. */
  variable?: string;
}

/** A user or role as a statement names it. */
export interface SqlName extends SqlText {
  /** MySQL: from where it may come, `%` for anywhere. */
  host?: SqlText;
  /** What the statement calls it: `TO ROLE loader`. */
  as?: 'role' | 'user' | 'group';
}

/** GRANT, REVOKE and DENY; `ALTER DEFAULT PRIVILEGES … GRANT` is one for what will be made (`future`). */
export interface GrantStatement {
  kind: 'grant' | 'revoke' | 'deny';
  /** Privileges, or roles where nothing stands after ON. */
  items: SqlText[];
  /** `DATABASE shop`, `*.*`; none where the privileges are the server's or roles are given. */
  objects: SqlText[];
  to: SqlName[];
  /** WITH GRANT OPTION or WITH ADMIN OPTION, where it is written. */
  passedOn?: SqlText;
  future?: boolean;
  /** `GRANT ROLE x`: surely a role, and Snowflake's way to say it. */
  roles?: boolean;
  start: number;
  end: number;
}

/** CREATE, ALTER or DROP of a user, role, group or login. */
export interface AccountStatement {
  kind: 'create' | 'alter' | 'drop';
  what: 'user' | 'role' | 'group' | 'login';
  names: SqlName[];
  /** Words among its options that stand alone or are set to true, in upper case: SUPERUSER, LOGIN. */
  flags: SqlText[];
  /** Roles that it becomes a member of at once (`IN ROLE a, b`). */
  memberOf: SqlName[];
  /** `key = value` and `VALID UNTIL 'x'`, keys in upper case. */
  settings: Record<string, SqlText>;
  start: number;
  end: number;
}

/** `ALTER ROLE x ADD MEMBER y`, `ALTER GROUP x ADD USER y`, sp_addrolemember: and the same with DROP. */
export interface MemberStatement {
  kind: 'add-member' | 'drop-member';
  role: SqlName;
  members: SqlName[];
  /** SQL Server: a role of the whole server. */
  server: boolean;
  start: number;
  end: number;
}

export type SqlStatement = GrantStatement | AccountStatement | MemberStatement;

export interface SqlFile {
  statements: SqlStatement[];
  dialect: SqlDialect;
}

/** As far as the text shows it; what is common to all is read in the same way. */
export type SqlDialect = 'postgresql' | 'mysql' | 'sqlserver' | 'oracle' | 'snowflake' | 'unknown';
