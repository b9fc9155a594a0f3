import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A small workspace, opened in real editors, headless: what they show is what the server said. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const role = `resource "aws_iam_policy" "site" {
  name = "site"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "arn:aws:s3:::site/*"
    }]
  })
}
`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idlint-editor-'));
  mkdirSync(join(folder, '.github'));
  writeFileSync(join(folder, 'main.tf'), role);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, args: string[]): { before: string[]; after: string[] } {
  const { stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      ...process.env,
      IDLINT: here('../../cli/bin/idlint.js'),
      FOLDER: folder,
      FILE: 'main.tf',
      LINE: '7',
      REPLACEMENT: '      Action   = "s3:GetObject"',
      HOME: folder,
    },
  });
  const answer = /^RESULT (.*)$/m.exec(stdout + stderr);
  if (!answer) throw new Error(`${command} gave no result:\n${stdout}\n${stderr}`);
  return JSON.parse(answer[1]!) as { before: string[]; after: string[] };
}

describe('the same finding, while it is being typed', () => {
  test(`in ${execFileSync('nvim', ['--version'], { encoding: 'utf8' }).split('\n')[0]}`, () => {
    const { before, after } = run('nvim', ['--headless', '-u', 'NONE', '-c', `luafile ${here('editors/neovim.lua')}`]);
    expect(before).toEqual(['wildcard-action:7']);
    expect(after).toEqual([]);
  });

  test(`in ${execFileSync('emacs', ['--version'], { encoding: 'utf8' }).split('\n')[0]} with eglot`, () => {
    const { before, after } = run('emacs', ['--batch', '-l', here('editors/eglot.el')]);
    expect(before).toHaveLength(1);
    expect(before[0]).toMatch(/^idlint \[wildcard-action\]: [\s\S]*:7$/);
    expect(after).toEqual([]);
  });
});
