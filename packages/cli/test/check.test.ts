import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint, Sink } from './idlint.ts';

/** A password that a person wrote down. */
const leak = (name = 'password', seed = 1) => expandTemplates(`${name} = "{alnum:18}"\n`, seed);

describe('exit codes', () => {
  it('0 where nothing is found, 1 where something is', async () => {
    const folder = repositoryOf({ 'a.py': 'x = 1\n' });
    expect((await idlint(folder, [])).code).toBe(0);
    write(folder, { 'b.py': leak() });
    expect((await idlint(folder, [])).code).toBe(1);
    expect((await idlint(folder, ['--fail-on', 'never'])).code).toBe(0);
    expect((await idlint(folder, ['a.py'])).code).toBe(0);
  });

  it.each([
    [['gone.tf'], 'gone.tf does not exist'],
    [['ruls'], 'ruls does not exist; did you mean rules?'],
    [['help'], 'help does not exist; did you mean --help?'],
    [['--formt', 'json'], "unknown option '--formt'\n(Did you mean --format?)"],
    [['--format', 'xml'], "option '--format <name>' argument 'xml' is invalid. Allowed choices are pretty, concise,"],
    [['--select', 'secrts'], '--select: there is no rule or family "secrts"; did you mean secrets?'],
    [['--ignore', 'github-tokn'], '--ignore: there is no rule or family "github-tokn"; did you mean github-token?'],
    [['explain', 'github-tokn'], 'there is no rule "github-tokn"; did you mean github-token?'],
    [['rules', 'secrt'], 'there is no family "secrt"; did you mean secrets?'],
    [['--since', 'nowhere'], 'git knows no commit "nowhere" here'],
    [['--config', 'gone.yaml'], 'gone.yaml does not exist'],
    [['--baseline', 'gone.json'], "gone.json can't be read; idlint baseline writes one"],
    [['--now', 'tomorrow'], "argument 'tomorrow' is invalid. A date looks like 2027-01-31."],
    [['--diff'], '--diff shows what --fix would write: give both'],
    [['--staged', '--fix'], "--staged and --fix don't go together: the index is not written"],
    [['--stdin-filename', 'a.py', 'b.py'], "--stdin-filename and paths don't go together: one text is linted"],
    [['--output', 'no/such/folder/x', 'a.py'], "no/such/folder/x can't be written: ENOENT"],
  ])('2 for wrong use, in at most five lines: %j', async (argv, message) => {
    const folder = repositoryOf({ 'a.py': 'x = 1\n' });
    const { code, out, err } = await idlint(folder, argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });

  it('2 for a whole tree that holds nothing to read, 0 for a file list that does', async () => {
    const folder = repositoryOf({ 'logo.png': 'x' });
    const { code, err } = await idlint(folder, []);
    expect(code).toBe(2);
    expect(err).toMatchInlineSnapshot(`
      "idlint: nothing to lint in . (1 binary file)
        idlint reads Terraform, CloudFormation, Azure templates, Pulumi, Ansible, Kubernetes, Helm, SQL, policies, workflows and CODEOWNERS,
        and looks for secrets in every text file that no ignore file names
      "
    `);
    expect((await idlint(folder, ['logo.png'])).code).toBe(0);
    expect((await idlint(folder, ['--staged'])).code).toBe(0);
    expect((await idlint(folder, ['--since', 'HEAD'])).code).toBe(0);
  });
});

describe('what it prints', () => {
  it('is nothing of a secret, in any form', async () => {
    const token = expandTemplates('ghp_{alnum:30}{crc32:6}');
    const folder = repositoryOf({ 'a.py': `token = "${token}"\nother = "${token}"\n`, 'sub/b.yaml': `# see ${token}\n` });
    for (const format of ['pretty', 'concise', 'json', 'sarif', 'github', 'markdown']) {
      const { out, err } = await idlint(folder, ['--format', format]);
      expect(out).toContain('github-token');
      expect(out + err).not.toContain(token.slice(5, 20));
    }
  });

  it('names files from where one stands, and for programs from the root', async () => {
    const folder = repositoryOf({ 'src/a.py': leak() });
    expect((await idlint(join(folder, 'src'), ['--format', 'concise'])).out).toMatch(/^a\.py:1:13: error\[hardcoded-password\]/);
    expect((await idlint(folder, ['src', '--format', 'concise'])).out).toMatch(/^src\/a\.py:1:13: /);
    expect(JSON.parse((await idlint(join(folder, 'src'), ['--format', 'json'])).out).findings[0].path).toBe('src/a.py');
  });

  it('goes to a file with --output', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    const { out, err } = await idlint(folder, ['--format', 'json', '--output', 'out.json']);
    expect({ out, err }).toEqual({ out: '', err: 'idlint: 1 error in 1 of 1 file\n' });
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).findings).toHaveLength(1);
  });

  it('has colours on a terminal, and none when piped or when NO_COLOR says so', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    const [colored, plain] = [new Sink(true), new Sink(true)];
    await idlint(folder, [], { stdout: colored });
    expect(colored.text).toContain('\u001b[31m');
    await idlint(folder, [], { stdout: plain, env: { NO_COLOR: '1' } });
    expect(plain.text).not.toContain('\u001b');
    expect((await idlint(folder, [])).out).not.toContain('\u001b');
  });

  it('adds a summary to the job on GitHub', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    const summary = join(folder, 'summary.md');
    write(folder, { 'summary.md': 'before\n', '.gitignore': 'summary.md' });
    const { out } = await idlint(folder, ['--format', 'github'], { env: { IDLINT_NO_TIME: '1', GITHUB_STEP_SUMMARY: summary } });
    expect(out).toMatch(/^::error file=a\.py,line=1,/);
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n### idlint: 1 error in 1 of 2 files\n/);
  });

  it('says how far it is, on a terminal and only after a second', async () => {
    const folder = repositoryOf({ 'a.py': leak(), 'b.py': 'x = 1\n' });
    const on = async (step: number) => {
      const stderr = new Sink(true);
      let time = 0;
      const clock = () => {
        time += step;
        return time;
      };
      await idlint(folder, [], { clock, stderr });
      return stderr.text;
    };
    expect(await on(10)).toBe('');
    expect(await on(700)).toMatch(/^\r\u001b\[2K\d of 2 files.*\r\u001b\[2K$/s);
  });
});

describe('what is linted', () => {
  it('is the index with --staged', async () => {
    const folder = repositoryOf({ 'a.py': 'x = 1\n' });
    write(folder, { 'a.py': leak() });
    expect((await idlint(folder, ['--staged'])).code).toBe(0);
    git(folder, 'add', '.');
    write(folder, { 'a.py': 'x = 1\n' });
    const { code, out } = await idlint(folder, ['--staged', '--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toContain('a.py:1:13');
  });

  it('is what the change brought with --since: not what stood there before, wherever it moved', async () => {
    const folder = repositoryOf({ 'a.py': leak('old_password') });
    git(folder, 'checkout', '-q', '-b', 'work');
    write(folder, { 'a.py': `# moved down\n\n${leak('old_password')}` });
    expect((await idlint(folder, ['--since', 'main'])).code).toBe(0);
    write(folder, { 'a.py': `${leak('old_password')}${leak('new_password', 2)}` });
    const { code, out } = await idlint(folder, ['--since', 'main', '--format', 'concise']);
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^a\.py:2:17: error\[hardcoded-password\]/),
      '1 error in 1 of 1 file',
    ]);
  });

  it('is with --since also a fault in a line that nobody touched, when the change made it one', async () => {
    const policy = (condition: string[]) =>
      [
        '{',
        '  "Version": "2012-10-17",',
        '  "Statement": [{',
        '    "Effect": "Allow",',
        '    "Principal": "*",',
        ...condition,
        '    "Action": "s3:GetObject",',
        '    "Resource": "arn:aws:s3:::reports/*"',
        '  }]',
        '}',
        '',
      ].join('\n');
    const narrow = policy(['    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},']);
    const folder = repositoryOf({ 'policy.json': narrow, 'other.json': policy([]) });
    expect((await idlint(folder, ['--since', 'HEAD'])).code).toBe(0);
    write(folder, { 'policy.json': policy([]) });
    const { code, out } = await idlint(folder, ['--since', 'HEAD', '--format', 'concise']);
    expect(code).toBe(1);
    expect(out.match(/error\[/g)).toHaveLength(1);
    expect(out).toMatch(/^policy\.json:5:\d+: error\[public-access\]/);
  });

  it('is standard input with --stdin-filename, under a name that need not exist', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    expect((await idlint(folder, ['--stdin-filename', 'a.py'], { input: 'x = 1\n' })).code).toBe(0);
    const { code, out } = await idlint(folder, ['--stdin-filename', 'new.py', '--format', 'concise'], { input: leak() });
    expect(code).toBe(1);
    expect(out).toMatch(/^new\.py:1:13/);
  });

  it('is what --select and --ignore leave', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    expect((await idlint(folder, ['--select', 'ownership,trust'])).code).toBe(0);
    expect((await idlint(folder, ['--ignore', 'secrets'])).code).toBe(0);
    expect((await idlint(folder, ['--select', 'hardcoded-password', '--select', 'trust'])).code).toBe(1);
  });
});

describe('the baseline', () => {
  it('accepts what is found; what is new still counts, and lines may move', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    expect((await idlint(folder, ['baseline'])).err).toBe('idlint: 1 finding accepted in idlint-baseline.json\n');
    expect((await idlint(folder, [])).out).toContain('nothing found in 1 file (1 known from the baseline)');
    write(folder, { 'a.py': `\n\n${leak()}` });
    expect((await idlint(folder, [])).code).toBe(0);
    expect((await idlint(folder, ['--no-baseline'])).code).toBe(1);
    write(folder, { 'b.py': leak('other_password') });
    const { code, out } = await idlint(folder, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out.match(/error\[/g)).toHaveLength(1);
  });

  it('is written by init, with a configuration', async () => {
    const folder = repositoryOf({ 'a.py': leak() });
    expect(await idlint(folder, ['init'])).toMatchObject({
      code: 0,
      err: 'idlint: wrote idlint.yaml\nidlint: 1 finding accepted in idlint-baseline.json\n',
    });
    expect((await idlint(folder, [])).code).toBe(0);
    expect((await idlint(folder, ['init'])).err).toContain('idlint.yaml is there already');
  });

  it('that is broken is an error, not an empty one', async () => {
    const folder = repositoryOf({ 'a.py': leak(), 'idlint-baseline.json': '{"version": 2}' });
    expect(await idlint(folder, [])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no baseline that this idlint understands'),
    });
  });
});

describe('help', () => {
  it('fits on a screen and names every option and command there is', async () => {
    const { out, code } = await idlint('/', ['--help']);
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeLessThan(45);
    const source = readFileSync(new URL('../src/program.ts', import.meta.url), 'utf8');
    const named = [...source.matchAll(/(?:option|Option|command)\('(--[a-z-]+|[a-z]+)/g)].map(match => match[1]!);
    expect(named.length).toBeGreaterThan(20);
    for (const name of named.filter(each => each !== '--stdio')) expect(out).toContain(name);
  });

  it('explains a rule', async () => {
    const { out, code } = await idlint('/', ['explain', 'github-token']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# github-token\nerror, secrets, recommended\n/);
  });

  it('lists the rules, for people and for programs', async () => {
    expect((await idlint('/', ['rules', 'secrets'])).out).toMatch(/^secrets\n {2}[a-z-]+ +error +recommended/);
    expect(JSON.parse((await idlint('/', ['rules', '--format', 'json'])).out)[0]).toHaveProperty('remedy');
  });
});
