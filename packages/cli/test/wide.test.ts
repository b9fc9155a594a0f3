import { expect, it } from 'vitest';
import { repositoryOf } from '../../workspace/test/temporary.ts';
import { idlint } from './idlint.ts';

const script = `$user = "shop"
$password = "winter2024!"
# idlint-disable-next-line hardcoded-password -- agreed
$dbPassword = "summer2025!"
`;

it.each([
  ['little endian', Buffer.from(`\ufeff${script}`, 'utf16le')],
  ['big endian', Buffer.from(`\ufeff${script}`, 'utf16le').swap16()],
  ['without a mark', Buffer.from(script, 'utf16le')],
])('comments silence in UTF-16 as anywhere: %s', async (_, bytes) => {
  const { out } = await idlint(repositoryOf({ 'a.ps1': bytes }), ['--format', 'concise']);
  expect(out).toMatch(/^a\.ps1:2:14: \w+\[hardcoded-password\]/m);
  expect(out).toContain(' (1 suppressed)');
});
