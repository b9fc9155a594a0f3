import { type Fact, type Identity, known, type Place, placeOf, type Use } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { link } from './links.ts';

const at: Place = placeOf('a.tf', 0, 1);
const base = (key: string, names: string[] = []) => ({ key, names, platform: 'aws' as const, at, exists: true as const });
const role = (key: string, ...names: string[]): Identity => ({
  ...base(key, names),
  kind: 'identity',
  type: 'role',
  actor: 'machine',
  name: known('deploy', at),
  labels: { entries: {} },
});
const use = (name: string, key = name): Use => ({ ...base(key), kind: 'use', how: 'runs-as', user: 'job', used: known(name, at) });
const arn = (account: string, name = 'deploy') => `aws:arn:aws:iam::${account}:role/${name}`;

describe('a role that is used by its ARN is the one that is declared by its name', () => {
  const linked = (...facts: Fact[]) => {
    const { usesOf, byName } = link(
      facts.map(fact => ({ fact, reader: undefined })),
      [],
    );
    return {
      uses: (usesOf.get('aws:role/deploy') ?? []).map(({ key }) => key),
      named: (name: string) => (byName.get(name) ?? []).map(({ key }) => key),
    };
  };

  it('where only one is called so, whatever its path', () => {
    const paths = [arn('111122223333'), arn('111122223333', 'ci/main/deploy')];
    const { uses, named } = linked(role('r', 'aws:role/deploy'), ...paths.map(path => use(path)));
    expect(uses).toEqual(paths);
    expect(named(paths[1]!)).toEqual(['r']);
  });

  it('where the account is written in a way that is not known here', () => {
    expect(linked(role('r', 'aws:role/deploy'), use(arn('ACCOUNT_ID')), use(arn('111122223333'))).uses).toHaveLength(2);
  });

  it('not where two are called so', () => {
    expect(linked(role('r', 'aws:role/deploy'), role('s', 'aws:role/deploy'), use(arn('111122223333'))).uses).toEqual([]);
  });

  it('not where it is used in several accounts', () => {
    expect(linked(role('r', 'aws:role/deploy'), use(arn('111122223333')), use(arn('444455556666'))).uses).toEqual([]);
  });

  it('not where its own account is another one', () => {
    const own = role('r', 'aws:role/deploy', arn('444455556666'));
    expect(linked(own, use(arn('111122223333'))).named(arn('111122223333'))).toEqual([]);
    expect(linked(own, use(arn('444455556666'))).named(arn('444455556666'))).toEqual(['r']);
  });

  it('not where a policy only lets in somebody of that name', () => {
    const trust: Fact = {
      ...base('t'),
      kind: 'trust',
      identity: known('aws:role/other', at),
      effect: 'allow',
      principals: { items: [{ who: 'identity', written: known('x', at), name: arn('999900001111') }] },
      conditions: { items: [] },
    };
    expect(linked(role('r', 'aws:role/deploy'), trust).named(arn('999900001111'))).toEqual([]);
  });

  it('nor is a user or a policy of AWS itself', () => {
    const { named } = linked(role('r', 'aws:role/deploy'), use('aws:arn:aws:iam::111122223333:user/deploy'));
    expect(named('aws:arn:aws:iam::111122223333:user/deploy')).toEqual([]);
  });
});
