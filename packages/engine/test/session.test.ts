import { expect, it } from 'vitest';
import { toyReader, toyRules, toyScanner } from './toy.ts';
import { workspaceOf } from './workspace.ts';

const toy = { readers: [toyReader], rules: toyRules, scanner: toyScanner };
const told = (result: { findings: { ruleId: string; location: { uri: string; range: { start: { line: number } } } }[] }) =>
  result.findings.map(({ ruleId, location }) => `${location.uri}:${location.range.start.line + 1} ${ruleId}`);

it('goes the whole way from a text to findings', async () => {
  const { session, bugs } = workspaceOf({ 'a.toy': 'role deploy\nallow deploy s3:*\n', 'b.txt': 'x = tok_abcdef\n' }, toy);
  await session.load();
  const result = session.lint();
  expect(told(result)).toEqual(['a.toy:1 toy-unowned', 'a.toy:2 toy-wildcard', 'b.txt:1 toy-token']);
  expect(result.coverage).toMatchObject({ files: 2, read: { toy: 1, source: 1 }, identities: 1, grants: 1, gaps: [] });
  expect(result.secrets).toMatchObject([{ uri: 'b.txt', mask: 'tok_…' }]);
  expect(bugs).toEqual([]);
});
