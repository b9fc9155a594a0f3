import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '@idlint/model';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';

/** A plain workspace of a small company, which the README lints: what is found in it, and nothing else, stands in acme.expected.txt. */
const root = fileURLToPath(new URL('acme', import.meta.url));
const texts = new Map(
  readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [relative(root, path), readFileSync(path, 'utf8')]),
);

const line = ({ location: { uri, range }, level, ruleId, message, suppressed }: Finding): string =>
  `${uri}:${range.start.line + 1}:${range.start.character + 1}: ${level}[${ruleId}] ${message}${suppressed ? ` (suppressed: ${suppressed.reason})` : ''}\n`;

test('what is found in the company', async () => {
  const { findings, coverage } = await lint(texts);
  expect(coverage.gaps).toEqual([]);
  await expect(findings.map(line).join('')).toMatchFileSnapshot('acme.expected.txt');
});
