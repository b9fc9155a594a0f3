import { describe, expect, it } from 'vitest';
import { lookAt, type Share } from '../src/index.ts';
import { toyReader, toyRules, toyScanner } from './toy.ts';
import { filesOf, workspaceOf } from './workspace.ts';

const toy = { readers: [toyReader], rules: toyRules, scanner: toyScanner };
const texts = {
  'a.toy': 'role deploy\nallow deploy s3:*\n',
  'b.txt': 'nothing\n',
  'c.txt': 'x = tok_abcdef\n',
  'd.txt': 'y = 1\ny = tok_uvwxyz\n',
};

/** What a thread would hand over: the documents from `from` up to `to`, copied as messages are. */
const shareOf = (uris: readonly string[], from: number, to: number): Share =>
  structuredClone(
    lookAt(uris.slice(from, to), from, { files: filesOf(new Map(Object.entries(texts))), readers: [toyReader], scanner: toyScanner }),
  );

/** What a session says, and how many documents it looked at by itself. */
async function lint(lookAhead?: (uris: readonly string[]) => Promise<Share[]>, overlay?: [string, string]) {
  const { session, bugs } = workspaceOf(texts, { ...toy, ...(lookAhead && { lookAhead }) });
  if (overlay) session.overlay(...overlay);
  await session.load();
  return { result: session.lint(), scans: session.work.scan ?? 0, bugs };
}

describe('a look ahead', () => {
  it('takes the place of the session’s own, in shares that come in any order', async () => {
    const { result, scans } = await lint(async uris => [shareOf(uris, 2, 4), shareOf(uris, 0, 2)]);
    expect(scans).toBe(0);
    expect(result).toEqual((await lint()).result);
    expect(result.findings.length).toBeGreaterThan(2);
  });

  it('may leave out documents, which the session looks at', async () => {
    const { result, scans } = await lint(async uris => [shareOf(uris, 1, 3)]);
    expect(scans).toBe(2);
    expect(result).toEqual((await lint()).result);
  });

  it('does not count for a document that says something else now', async () => {
    const overlay: [string, string] = ['d.txt', 'y = 1\n\n\ny = tok_uvwxyz\n'];
    const { result, scans } = await lint(async uris => [shareOf(uris, 0, 4)], overlay);
    expect(scans).toBe(1);
    expect(result).toEqual((await lint(undefined, overlay)).result);
  });

  it('that fails is said, and the session looks at everything', async () => {
    const { result, scans, bugs } = await lint(async () => {
      throw new Error('no luck');
    });
    expect({ scans, bugs }).toEqual({ scans: 4, bugs: ['looking at documents in several threads: Error: no luck'] });
    expect(result).toEqual((await lint()).result);
  });

  it('leaves to the session what asks for a parser, and what fails', () => {
    const scanner = {
      ...toyScanner,
      scan: ({ uri }: { uri: string }) => {
        if (uri === 'c.txt') throw new Error('no luck');
        return uri === 'd.txt' ? { secrets: [], directives: true, load: async () => {} } : { secrets: [] };
      },
    };
    const { sizes, notable } = lookAt(Object.keys(texts), 0, {
      files: filesOf(new Map(Object.entries(texts))),
      readers: [toyReader],
      scanner,
    });
    expect([...sizes]).toEqual([30, 8, -1, -1]);
    expect(notable.map(({ at }) => at)).toEqual([0]);
  });
});
