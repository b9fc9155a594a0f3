import { known, placeOf, type Value } from '@idlint/model';
import { expect, it } from 'vitest';
import { nameOfRole } from '../src/iam-policy/role-name.ts';
import { shown } from './facts.ts';

const at = placeOf('a.yaml', 0, 1);
const partly = (prefix: string, suffix: string): Value<string> => ({
  kind: 'unknown',
  at,
  why: { code: 'variable', what: 'vars.ACCOUNT' },
  prefix,
  suffix,
});

it.each<[Value<string>, string]>([
  [known('arn:aws:iam::111122223333:role/ci/deploy', at), 'aws:arn:aws:iam::111122223333:role/ci/deploy'],
  [known('deploy', at), 'aws:role/deploy'],
  [partly('arn:aws:iam::', ':role/ci/deploy'), 'aws:role/deploy'],
  [partly('arn:aws:iam::111122223333:role/', ''), '?arn:aws:iam::111122223333:role/…'],
  [partly('', ':role/deploy'), '?…:role/deploy'],
])('a role is known by %o', (written, name) => expect(shown(nameOfRole(written))).toBe(name));
