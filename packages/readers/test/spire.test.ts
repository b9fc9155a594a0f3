import { expect, it } from 'vitest';
import { spire } from '../src/spiffe/index.ts';
import { told } from './facts.ts';
import { workspace } from './workspace.ts';

it('entries of SPIRE are identities, and who becomes them', async () => {
  const entries = {
    entries: [
      {
        parent_id: 'spiffe://acme.example/node',
        spiffe_id: 'spiffe://acme.example/web',
        selectors: [
          { type: 'k8s', value: 'ns:shop' },
          { type: 'k8s', value: 'sa:web' },
        ],
      },
      {
        parent_id: { trust_domain: 'acme.example', path: '/node' },
        spiffe_id: { trust_domain: 'acme.example', path: '/db' },
        selectors: [],
      },
      { selectors: 'x' },
    ],
  };
  const text = JSON.stringify(entries, undefined, 2);
  const { facts, textAt } = await workspace(spire, { 'spire/entries.json': text });
  expect(facts.map(told)).toEqual([
    'workload spiffe://acme.example/web (machine)',
    'trust allow spiffe://acme.example/web <- identity:spiffe://acme.example/node if equals k8s:ns shop & equals k8s:sa web',
    'workload spiffe://acme.example/db (machine)',
    'trust allow spiffe://acme.example/db <- identity:spiffe://acme.example/node',
  ]);
  expect(textAt(facts[0]!.at)).toBe('spiffe://acme.example/web');
});

it('is not what only speaks of SPIFFE', async () => {
  const { facts } = await workspace(spire, { 'a.json': '{"spiffe_id": 1}', 'b.json': '{"selectors": {}, "spiffe_id": [' });
  expect(facts).toEqual([]);
});
