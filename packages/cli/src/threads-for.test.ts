import { expect, it } from 'vitest';
import { threadsFor } from './threads-for.ts';

it('takes several threads only for very many files, and not more than there are cores', () => {
  expect(threadsFor(25_000, () => 16)).toBe(1);
  expect(threadsFor(100_000, () => 1)).toBe(1);
  expect(threadsFor(100_000, () => 4)).toBe(4);
  expect(threadsFor(100_000, () => 64)).toBe(7);
});
