import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preProcessFile } from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which room may lean on which. Dependencies point one way, and everything leans on model. */
const leansOn: Record<string, readonly string[]> = {
  model: [],
  syntax: ['model'],
  evaluate: ['model', 'syntax'],
  readers: ['model', 'syntax', 'evaluate'],
  access: ['model'],
  secrets: ['model', 'syntax'],
  engine: ['model', 'syntax', 'access', 'secrets'],
  rules: ['model'],
  workspace: ['model', 'engine'],
  // Speaks to providers where the user asks for it.
  verify: ['model'],
  // A rule's page is one of the things it shows.
  report: ['model', 'engine', 'rules'],
  'language-server': ['model', 'syntax', 'engine', 'readers', 'secrets', 'rules', 'workspace', 'report'],
  cli: ['model', 'engine', 'readers', 'secrets', 'rules', 'workspace', 'verify', 'report', 'language-server'],
  // Reaches the server as a process.
  extension: [],
};
/** These also run in a browser worker: the host lends them what they need. */
const withoutNode = ['model', 'syntax', 'evaluate', 'readers', 'access', 'secrets', 'engine', 'rules'];

interface Import {
  /** Relative to the repository, with its line's file: `packages/engine/src/judge.ts`. */
  file: string;
  specifier: string;
}

/** Everything that a room's own code imports, by `import`, `export from` and `import()`. Tests may lean on anything. */
function importsOf(room: string): Import[] {
  const folder = folderOf(room);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !/\.test\.ts$|\.d\.ts$/.test(name) && !/(?:^|[\\/])(?:node_modules|dist|test)[\\/]/.test(name))
    .map(name => join(folder, name))
    .flatMap(path =>
      preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => ({
        file: relative(root, path).split(sep).join('/'),
        specifier: fileName,
      })),
    );
}

function folderOf(room: string): string {
  if (room === 'rules') return join(root, 'rules');
  return room === 'extension' ? join(root, 'extension/src') : join(root, 'packages', room, 'src');
}

test('every room is known here', () => {
  const rooms = readdirSync(join(root, 'packages')).filter(name => existsSync(join(root, 'packages', name, 'package.json')));
  expect(Object.keys(leansOn)).toEqual(expect.arrayContaining(rooms));
});

test('the rooms that a room leans on do not lean on it', () => {
  const reached = (room: string, seen = new Set<string>()): Set<string> => {
    for (const other of leansOn[room] ?? []) if (!seen.has(other)) reached(other, seen.add(other));
    return seen;
  };
  expect(Object.keys(leansOn).filter(room => reached(room).has(room))).toEqual([]);
});

describe.each(Object.entries(leansOn).filter(([room]) => existsSync(folderOf(room))))('%s', (room, allowed) => {
  const imports = importsOf(room);

  test('is read', () => {
    expect(imports.length + (room === 'model' || room === 'extension' ? 1 : 0)).toBeGreaterThan(0);
  });

  test(`leans only on ${allowed.join(', ') || 'nothing'}`, () => {
    const ours = imports.filter(({ specifier }) => specifier.startsWith('@idlint/'));
    expect(ours.filter(({ specifier }) => !allowed.includes(specifier.split('/')[1]!))).toEqual([]);
  });

  test('reaches another room by its name, not by its path', () => {
    const outside = imports.filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return false;
      return relative(folderOf(room), resolve(root, dirname(file), specifier)).startsWith('..');
    });
    expect(outside).toEqual([]);
  });

  test.runIf(withoutNode.includes(room))('imports nothing of Node', () => {
    expect(imports.filter(({ specifier }) => specifier.startsWith('node:'))).toEqual([]);
  });

  test.runIf(room === 'rules')('imports no library', () => {
    expect(imports.filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('@idlint/'))).toEqual([]);
  });
});
