import {
  absent,
  type Binding,
  type Fact,
  type FactBase,
  type Grant,
  type Identity,
  keyName,
  known,
  type Policy,
  type Uri,
  type Value,
} from '@idlint/model';
import type { SqlDialect, SqlFile, SqlText } from '@idlint/syntax/sql';
import { bigQueryRole, bigQuerySubject } from './bigquery.ts';
import { type Account, type Given, type Membership, type State, stateAfter } from './given.ts';
import { accountName, builtinRole, isServersOwn, placeIn, principalOf, scopeOf, writtenIn } from './names.ts';

/** The facts of the statements of one document. */
export function factsOf(uri: Uri, files: SqlFile[]): Fact[] {
  const taken = new Map<string, number>();
  return files.flatMap(file => new Making(uri, file.dialect, taken).factsOf(stateAfter(file)));
}

class Making {
  readonly #uri: Uri;
  readonly #scope: string;
  readonly #dialect: SqlDialect;
  readonly #taken: Map<string, number>;

  constructor(uri: Uri, dialect: SqlDialect, taken: Map<string, number>) {
    this.#uri = uri;
    this.#scope = scopeOf(uri);
    this.#dialect = dialect;
    this.#taken = taken;
  }

  factsOf({ accounts, superusers, members, given }: State): Fact[] {
    return [
      ...[...accounts.values()].map(account => this.#identity(account)),
      ...[...superusers.values()].filter(({ name }) => !isServersOwn(name)).map(superuser => this.#superuser(superuser)),
      ...members
        .filter(({ member }) => !isServersOwn(member))
        .map(member => this.#membership(member, superusers.has(member.role.text.toLowerCase()))),
      ...merged(given.filter(({ to }) => !isServersOwn(to))).flatMap(one => this.#grant(one)),
    ];
  }

  #base(what: string, at: SqlText): FactBase {
    const count = (this.#taken.get(what) ?? 0) + 1;
    this.#taken.set(what, count);
    const key = `${this.#uri}#${what.slice(0, 300)}${count > 1 ? `~${count}` : ''}`;
    return { key, platform: 'sql', at: placeIn(this.#uri, at), exists: true, names: [] };
  }

  #identity({ name, statement, login }: Account): Identity {
    const service = /^(?:LEGACY_)?SERVICE$/i.test(statement.settings.TYPE?.text ?? '');
    const type = service ? 'service-account' : statement.what === 'group' ? 'group' : statement.what === 'role' && !login ? 'role' : 'user';
    return {
      kind: 'identity',
      ...this.#base(`account/${name.text.toLowerCase()}`, name),
      names: name.variable === undefined ? [accountName(this.#scope, name.text)] : [],
      type,
      actor: service ? 'machine' : 'unknown',
      name: writtenIn(this.#uri, name),
      labels: { entries: {} },
    };
  }

  #superuser({ name, flag }: { name: SqlText; flag: SqlText }): Binding {
    const policy = known('sql:superuser', placeIn(this.#uri, flag));
    return this.#binding(`superuser/${name.text.toLowerCase()}`, flag, policy, name, 'cluster');
  }

  #binding(what: string, at: SqlText, policy: Value<string>, member: SqlText, level: Binding['scope']['level']): Binding {
    return {
      kind: 'binding',
      ...this.#base(what, at),
      policy,
      subjects: { items: [principalOf(this.#uri, this.#scope, member)] },
      scope: { level, name: absent(placeIn(this.#uri, at)) },
      conditions: { items: [] },
      layer: 'identity',
    };
  }

  /** Whoever is a member of a superuser can become it. */
  #membership({ role, member, server, surely }: Membership, superuser: boolean): Binding {
    const builtin = superuser ? 'sql:superuser' : builtinRole(role, this.#dialect, { server, surely });
    const written = writtenIn(this.#uri, role, builtin ?? accountName(this.#scope, role.text));
    const level = !builtin || /^sql:db_/.test(builtin) ? 'resource' : builtin.startsWith('snowflake:') ? 'account' : 'cluster';
    return this.#binding(`member/${role.text.toLowerCase()}/${member.text.toLowerCase()}`, role, written, member, level);
  }

  #grant({ statement, to, items, objects }: Merged): Fact[] {
    const roles = items.filter(({ text }) => /^roles\//.test(text));
    if (roles.length > 0) return roles.map(role => this.#cloudRole(role, to));
    const what = `${statement.kind}/${items.map(({ text }) => text.toLowerCase()).join(',')}/${to.map(({ text }) => text.toLowerCase()).join(',')}`;
    const [first] = items;
    const base = this.#base(what, first!);
    const subjects = to.map(name => principalOf(this.#uri, this.#scope, name));
    const open = subjects.every(({ who }) => who === 'authenticated');
    const layer = open ? 'resource' : 'identity';
    const own = keyName(`${base.key}/policy`);
    const policy: Policy = {
      kind: 'policy',
      ...base,
      key: `${base.key}/policy`,
      names: [own],
      name: known('grant', base.at),
      layer,
      faults: [],
    };
    const { passedOn } = statement;
    const grant: Grant = {
      kind: 'grant',
      ...base,
      policy: policy.key,
      layer,
      effect: statement.kind === 'deny' ? 'deny' : 'allow',
      actions: { items: items.map(item => writtenIn(this.#uri, item)) },
      resources: { items: this.#resources(items, objects, statement.future ?? false) },
      ...(open ? { principals: { items: subjects } } : {}),
      conditions: {
        items: passedOn ? [{ operator: 'grant-option', key: '', values: { items: [] }, at: placeIn(this.#uri, passedOn) }] : [],
      },
    };
    if (open) return [policy, grant];
    const binding: Binding = {
      kind: 'binding',
      ...base,
      key: `${base.key}/binding`,
      policy: known(own, base.at),
      subjects: { items: subjects },
      scope: { level: 'resource', name: absent(base.at) },
      conditions: { items: [] },
      layer: 'identity',
    };
    return [policy, grant, binding];
  }

  /** What is granted on nothing is the server's; on SQL Server, a single word is the database's. */
  #resources(items: SqlText[], objects: SqlText[], future: boolean): Value<string>[] {
    const [first] = items;
    if (objects.length === 0)
      return [writtenIn(this.#uri, first!, /\s/.test(first!.text) || this.#dialect !== 'sqlserver' ? '*' : 'the database')];
    return objects.map(object => writtenIn(this.#uri, object, future ? `future ${object.text.toLowerCase()}` : objectText(object.text)));
  }

  /** BigQuery grants roles of Google Cloud. */
  #cloudRole(role: SqlText, to: SqlText[]): Binding {
    const binding = this.#binding(
      `role/${role.text}/${to.map(({ text }) => text).join(',')}`,
      role,
      bigQueryRole(this.#uri, role),
      to[0]!,
      'resource',
    );
    return { ...binding, platform: 'gcp', subjects: { items: to.map(name => bigQuerySubject(this.#uri, name)) } };
  }
}

/** `*` alone is the database that is used; Snowflake's account is everything. */
function objectText(text: string): string {
  if (text === '*') return 'the database';
  return /^account$/i.test(text) ? '*' : text;
}

const distinct = (objects: SqlText[]): SqlText[] =>
  [...new Map(objects.map((object): [string, SqlText] => [object.text.toLowerCase(), object]).reverse()).values()].reverse();

interface Merged extends Omit<Given, 'to'> {
  to: Given['to'][];
}

/** Grants of the same rights to the same accounts are one, whatever they are on: a dump has one for each table. */
function merged(given: Given[]): Merged[] {
  const byStatement = new Map<string, Merged>();
  for (const { statement, to, items, objects } of given) {
    const everybody = /^public$/i.test(to.text);
    const key = [statement.start, everybody, items.map(({ start }) => start), objects.map(({ start }) => start)].join();
    const one = byStatement.get(key);
    if (one) one.to.push(to);
    else byStatement.set(key, { statement, to: [to], items, objects });
  }
  const byRights = new Map<string, Merged>();
  for (const one of byStatement.values()) {
    const texts = (list: SqlText[]): string => list.map(({ text }) => text.toLowerCase()).join('\n');
    const { kind, passedOn, future } = one.statement;
    const key = [kind, passedOn !== undefined, future, one.objects.length > 0, texts(one.items), texts(one.to)].join('\n\n');
    const same = byRights.get(key);
    if (!same) byRights.set(key, { ...one, objects: [...one.objects] });
    else same.objects.push(...one.objects);
  }
  return [...byRights.values()].map(one => ({ ...one, objects: distinct(one.objects) }));
}
