import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import { git, repositoryOf, write } from './temporary.ts';

const names = ['a', 'b.log', 'c.tar.x', '[d]', 'e f', '.env', 'aab', 'Ab', '#x', '!y', 'trail '];
const folders = ['', 'a', 'lib', 'lib/a', 'lib/deep', 'lib/deep/er', 'src', 'src/lib/a', 'out.d'];
const tree = folders.flatMap(folder => names.filter(name => !folders.includes(join(folder, name))).map(name => join(folder, name)));

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'lib',
    'deep',
    'src',
    'er',
    '.log',
    '.x',
    '.env',
    'c.tar',
    'e f',
    '*',
    '?',
    '**/',
    '/**',
    '/**/',
    '/',
    '\\[d\\]',
    '\\#x',
    '\\!y',
  ],
  ...['[ab]', '[!a]*', '[a-c].log', '[[:upper:]]b', '[]d]', '*.', 'out.d', 'trail\\ ', ' ', '[a'],
);
// Git takes two stars behind a plain beginning for a whole part of the path, unlike its manual.
const pattern = fc
  .tuple(fc.constantFrom('', '', '', '!', '/'), fc.array(piece, { minLength: 1, maxLength: 4 }))
  .map(([mark, pieces]) => mark + pieces.join('').replace(/\/{2,}/g, '/'))
  .filter(text => !/[^/!*]\*\*/.test(text) && !/\*{3}/.test(text));
const patterns = fc.array(pattern, { maxLength: 6 }).map(lines => lines.join('\n'));

it('passes over what git passes over', () => {
  const root = repositoryOf({ '.gitignore': '' });
  write(root, Object.fromEntries(tree.map(path => [path, ''])));
  const theirs = () => git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean).sort();
  const ours = () => openWorkspace({ cwd: root, paths: [] }).files.list();
  fc.assert(
    fc.property(patterns, patterns, (top, inner) => {
      write(root, { '.gitignore': top, 'lib/.gitignore': inner });
      expect(ours()).toEqual(theirs());
    }),
    { numRuns: 150 },
  );
}, 60_000);
