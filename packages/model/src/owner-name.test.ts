import { expect, it } from 'vitest';
import { ownerName } from './owner-name.ts';

it('is the same however a team is written', () => {
  const ways = [
    '@acme/payments',
    'payments',
    '@Payments',
    'group:default/payments',
    'Payments Team',
    'team-payments',
    'payments@acme.example',
  ];
  expect(new Set(ways.map(ownerName))).toEqual(new Set(['owner:payments']));
  expect(ownerName('@acme/data-platform')).toBe(ownerName('Data Platform'));
});

it('is another one for another team', () => {
  expect(ownerName('payment')).not.toBe(ownerName('payments'));
});

it('is none where nothing is said', () => {
  expect(['', ' ', '@', 'team', '--'].map(ownerName)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
