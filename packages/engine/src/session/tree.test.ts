import fc from 'fast-check';
import micromatch from 'micromatch';
import { expect, it } from 'vitest';
import { isInside, Tree } from './tree.ts';

const name = fc.constantFrom('a', 'b', 'a.tf', 'b.tf', '.c', 'x y', 'z(1)', 'a0', 'a+b', '@x', 'x!');
const uri = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
const tree = fc.uniqueArray(uri, { maxLength: 25 }).map(uris => new Tree([...uris].sort()));

it('lists what micromatch matches, wherever it looks', () => {
  const piece = fc.oneof(name, fc.constantFrom('*', '**', '*.tf', '?', '{a,b}', '*.{tf,c}', '{a,b/c}', 'a*', '[ab].tf'));
  const glob = fc.array(piece, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
  fc.assert(
    fc.property(tree, glob, (tree, glob) => {
      // A name with brackets is meant as written only where the whole folder is named outright.
      fc.pre(!glob.includes('('));
      const matches = micromatch.matcher(glob, { dot: true, nonegate: true });
      expect(tree.list(glob)).toEqual(tree.uris.filter(uri => matches(uri)));
    }),
    { numRuns: 3000 },
  );
});

it('knows its names', () => {
  fc.assert(
    fc.property(tree, uri, (tree, uri) => {
      expect(tree.has(uri)).toBe(tree.uris.includes(uri));
    }),
  );
  expect(new Tree([]).has('a')).toBe(false);
  expect(new Tree(['a/b', 'a0', 'b/c']).list('a/*')).toEqual(['a/b']);
  expect(new Tree(['a/b', 'c']).list('./c')).toEqual(['c']);
});

it.each(['', '/a', '..', '../a', 'a/../b', 'a/..', './a', 'a\\b', 'C:/a'])('%j is not inside of a workspace', uri =>
  expect(isInside(uri)).toBe(false),
);
it.each(['a', 'a/b', '...', 'a/..b', '.github/x', 'a b/c:d'])('%j is inside of a workspace', uri => expect(isInside(uri)).toBe(true));
