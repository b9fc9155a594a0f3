import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Expression, parse, parseExpression, parseTemplate, type SyntaxFault } from '../src/hcl/index.ts';
import { damaged, expression, items, lines, soup } from './hcl-arbitrary.ts';
import { normalExpression, normalFile } from './hcl-normal-form.ts';
import { invalid, realFiles, valid } from './hcl-samples.ts';

/**
 * hashicorp/hcl itself, through the program in hcl-oracle/: what it accepts, and where every block, attribute and expression of it stands.
 * Needs Go, and once `go mod download` in hcl-oracle/; is skipped where they are not. Never asks the network.
 *
 * Known differences:
 * - It puts strings into Unicode's normal form C; idlint keeps them as they are written, because places are counted in them.
 * - In a template file, it takes everything after a carriage return without a newline for text; idlint reads on.
 * - It knows the identifiers of an older Unicode.
 */
const folder = mkdtempSync(join(tmpdir(), 'idlint-hcl-'));
const program = join(folder, 'oracle');
const built = spawnSync('go', ['build', '-o', program, '.'], {
  cwd: fileURLToPath(new URL('hcl-oracle', import.meta.url)),
  env: { ...process.env, GOPROXY: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
});
const reason = built.error ? 'Go is not installed' : built.status === 0 ? '' : 'run `go mod download` in hcl-oracle first';

interface Answer {
  accepted: boolean;
  tree: unknown;
}
type What = 'config' | 'expression' | 'template';

function ask(what: What, texts: string[]): Answer[] {
  const input = texts.map(text => JSON.stringify(text)).join('\n');
  const { stdout, stderr } = spawnSync(program, [what], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (stderr) throw new Error(stderr);
  return stdout
    .split('\n')
    .filter(line => line)
    .map(line => JSON.parse(line) as Answer);
}

function ours(what: What, text: string): Answer {
  const answer = (faults: SyntaxFault[], tree: unknown): Answer =>
    faults.length > 0 ? { accepted: false, tree: undefined } : { accepted: true, tree };
  if (what === 'config') {
    const file = parse(text);
    return answer(file.faults, normalFile(file, text));
  }
  const parsed: { expression: Expression; faults: SyntaxFault[] } = what === 'template' ? parseTemplate(text) : parseExpression(text);
  return answer(parsed.faults, normalExpression(parsed.expression, text));
}

function expectSame(what: What, texts: string[]): void {
  const theirs = ask(what, texts);
  expect(theirs).toHaveLength(texts.length);
  for (const [index, text] of texts.entries()) {
    const { accepted, tree } = theirs[index]!;
    expect({ text, ...ours(what, text) }).toEqual({ text, accepted, tree });
  }
}

/** The same texts every time. Half of a surrogate pair can't be sent, and see above for the carriage return. */
const draw = (arbitrary: fc.Arbitrary<string>): string[] =>
  fc.sample(arbitrary, { numRuns: 2000, seed: 20 }).filter(text => !/\p{Surrogate}|\r(?!\n)/u.test(text));

describe.skipIf(reason)(`hashicorp/hcl says the same${reason && ` (skipped: ${reason})`}`, () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('of valid samples', () => expectSame('config', Object.values(valid)));

  it('of invalid samples', () => {
    expect(ask('config', invalid).filter(answer => answer.accepted)).toEqual([]);
    expectSame('config', invalid);
  });

  it('of real files', () => {
    expectSame(
      'config',
      realFiles().map(file => file.text),
    );
  });

  it('of files, whole and damaged', () => expectSame('config', [...draw(items), ...draw(damaged(items)), ...draw(soup)]));
  it('of expressions, whole and damaged', () =>
    expectSame('expression', [...draw(expression), ...draw(damaged(expression)), ...draw(soup)]));
  it('of templates, whole and damaged', () => expectSame('template', [...draw(lines), ...draw(damaged(lines)), ...draw(soup)]));
});
