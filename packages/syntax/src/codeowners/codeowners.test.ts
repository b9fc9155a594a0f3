import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchesAll, codeownersPattern, parse } from './index.ts';

/** The owners that the last matching line gives a file; undefined where no line matches. */
function ownersOf(text: string, uri: string): string[] | undefined {
  const line = parse(text).lines.findLast(({ pattern }) => codeownersPattern(pattern.text)(uri));
  return line?.owners.map(owner => owner.text);
}

describe("the example of GitHub's documentation", () => {
  const example = `
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octologger
/apps/ @octocat
/apps/github
`;
  it.each([
    ['README.md', ['@global-owner1', '@global-owner2']],
    ['src/deep/app.js', ['@js-owner']],
    ['main.go', ['docs@example.com']],
    ['a/b/c.txt', ['@octo-org/octocats']],
    ['src/apps/web/x.ts', ['@octocat']],
    ['docs/getting-started.md', ['@doctocat']],
    ['docs/build-app/troubleshooting.md', ['@doctocat']],
    ['scripts/a/b.sh', ['@doctocat', '@octocat']],
    ['build/logs/x', ['@octologger']],
    ['deeply/nested/logs/y/z', ['@octologger']],
    ['apps/web', ['@octocat']],
    ['apps/github', []],
    ['apps/github/x', []],
  ])('%s', (uri, owners) => expect(ownersOf(example, uri)).toEqual(owners));
});

describe('a pattern', () => {
  it.each<[string, string[], string[]]>([
    ['*', ['a', 'a/b/c'], []],
    ['/*', ['a'], ['a/b']],
    ['*.js', ['x.js', 'a/x.js', 'x.js/inside'], ['x.jsx', 'xjs']],
    ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'a/docs/x']],
    ['docs/*.md', ['docs/x.md'], ['docs/a/x.md']],
    ['docs/**', ['docs/x', 'docs/a/x'], ['docs']],
    ['/build/logs/', ['build/logs/a', 'build/logs/a/b'], ['build/logs', 'x/build/logs/a']],
    ['build/logs/', ['build/logs/a'], ['x/build/logs/a']],
    ['apps/', ['apps/x', 'a/apps/x', 'a/b/apps/c/d'], ['apps', 'apps.ts', 'myapps/x']],
    ['apps', ['apps', 'apps/x', 'a/apps/x'], ['appsx']],
    ['/apps', ['apps', 'apps/x'], ['a/apps']],
    ['**/logs', ['logs', 'logs/x', 'a/logs/x', 'a/b/logs'], ['logsx', 'a/xlogs']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/inside'], ['b/a/z', 'az']],
    ['foo?bar', ['foo-bar', 'x/foo1bar'], ['foobar', 'foo/bar']],
    ['a**c', ['abc', 'ac'], ['a/c']],
    ['path\\ with\\ spaces/', ['path with spaces/x'], ['path', 'path\\ with\\ spaces/x']],
    ['\\*', ['*'], ['a']],
    ['src/Main.ts', ['src/Main.ts'], ['src/main.ts']],
    ['/', [], ['a', 'a/b']],
    ['a.b', ['a.b'], ['axb']],
  ])('%s', (pattern, inside, outside) => {
    const matches = codeownersPattern(pattern);
    for (const uri of inside) expect(matches(uri), uri).toBe(true);
    for (const uri of outside) expect(matches(uri), uri).toBe(false);
  });

  it('that catches everything is told from one that does not', () => {
    expect(['*', '**', '/**', '**/*', '/**/*'].filter(pattern => !catchesAll(pattern))).toEqual([]);
    expect(['/*', '*.js', '*/', 'src/**', '/', '?', '\\*'].filter(catchesAll)).toEqual([]);
  });

  it('takes bounded time, however many stars it holds', () => {
    const matches = codeownersPattern(`${'**/a*b*c*/'.repeat(60)}x`);
    expect(matches(`${'aaaabbbbcccc/'.repeat(400)}y`)).toBe(false);
    expect(codeownersPattern('*a'.repeat(200))(`${'a'.repeat(5000)}b`)).toBe(false);
  });
});

describe('a file', () => {
  it('knows where each piece stands', () => {
    const text = '# who\r\n\t/infra/  @acme/platform ops@acme.example # both\r\n';
    const [line] = parse(text).lines;
    expect(line!.owners.map(owner => text.slice(owner.start, owner.end))).toEqual(['@acme/platform', 'ops@acme.example']);
    expect(text.slice(line!.pattern.start, line!.pattern.end)).toBe('/infra/');
  });

  it('keeps an escaped space in the pattern', () => {
    expect(parse('a\\ b/ @x').lines.map(line => [line.pattern.text, line.owners[0]!.text])).toEqual([['a\\ b/', '@x']]);
  });

  it.each([
    ['!secret.txt @x', /negation/],
    ['*.[ch] @x', /ranges/],
    ['\\#literal @x', /escape/],
    ['***/*.rb @x', /\*\*\*/],
    ['*.txt docs@', /an owner is/],
    ['*.txt team-name', /an owner is/],
    ['*.txt @org/team/more', /an owner is/],
  ])('passes over %s and says why', (line, reason) => {
    const { lines, faults } = parse(`* @all\n${line}\n`);
    expect(lines).toHaveLength(1);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.message).toMatch(reason);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '/', '\\', ' ', '#', '@', 'a', '\n', '[', '?', '!') }),
        fc.string(),
        (text, uri) => {
          for (const { pattern } of parse(text).lines) codeownersPattern(pattern.text)(uri);
        },
      ),
    );
  });
});
