import { expect, it } from 'vitest';
import { backstage } from '../src/backstage/index.ts';
import { workspace } from './workspace.ts';

const component = (name: string, owner: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  owner: ${owner}\n`;

const ownerships = async (files: Record<string, string>) =>
  (await workspace(backstage, files)).facts.flatMap(fact =>
    fact.kind === 'ownership' ? [[fact.subject, fact.owners.map(owner => owner.kind === 'known' && owner.value)]] : [],
  );

it('the folder of a catalog file is whose the file says', async () => {
  expect(await ownerships({ 'services/web/catalog-info.yaml': component('web', 'group:default/payments') })).toEqual([
    [{ pattern: '/services/web/**' }, ['group:default/payments']],
  ]);
  expect(await ownerships({ 'catalog-info.yaml': component('web', 'payments') })).toEqual([[{ pattern: '/**' }, ['payments']]]);
});

it('a file of many owners says nothing of its folder', async () => {
  const text = [component('web', 'payments'), component('data', 'analytics')].join('---\n');
  expect((await ownerships({ 'catalog-info.yaml': text })).map(([subject]) => subject)).toEqual([
    { name: 'catalog:catalog-info.yaml' },
    { name: 'catalog:catalog-info.yaml' },
  ]);
});

it('groups and users are whom an owner may be', async () => {
  const { facts } = await workspace(backstage, {
    'org.yaml': `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: ana}
spec: {profile: {email: ana.lopez@acme.example}}
`,
  });
  expect(facts.map(({ kind, names }) => [kind, names])).toEqual([
    ['identity', ['owner:', 'owner:payments']],
    ['identity', ['owner:', 'owner:ana', 'owner:analopez']],
  ]);
});

it('what makes catalog files is none', async () => {
  expect(await ownerships({ 'skeleton/catalog-info.yaml': component('${{ values.name }}', '${{ values.owner }}') })).toEqual([]);
});
