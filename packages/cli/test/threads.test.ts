import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOfSuite, write } from '../../workspace/test/temporary.ts';
import { expandTemplates } from './idlint.ts';

/** A copy of what was built, so that a test can break its worker. */
const home = mkdtempSync(join(tmpdir(), 'idlint-'));
for (const part of ['bin', 'dist', 'package.json'])
  cpSync(fileURLToPath(new URL(`../${part}`, import.meta.url)), join(home, part), {
    recursive: true,
    filter: path => !path.includes('/dist/types'),
  });
afterAll(() => rmSync(home, { recursive: true }));

const folder = folderOfSuite();
const token = (seed: number) => expandTemplates('hf_{lower:34}', seed);
/** Good until 2100. */
const signed = (seed: number) =>
  [
    { alg: 'HS256', typ: 'JWT' },
    { sub: `ana${seed}`, exp: 4_102_444_800 },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(expandTemplates('{base64url:43}', seed))
    .join('.');
/** Several parts for every thread, each with a bit of everything. */
for (let i = 0; i < 60; i++)
  write(folder, {
    [`${i}/a.py`]: `token = "${token(i % 7)}"\ndb_password = "winter${i}!x"\n`,
    [`${i}/b.py`]: `token = "${token(i)}"  # idlint-ignore huggingface-token: a test of the scanner\n`,
    // Behind a template of several lines a parser must say whether this is one.
    [`${i}/c.js`]: `query(\`\n  select 1\n\`);\nconnect({ user: 'shop', password: 'summer${i}!x' });\n`,
    [`${i}/d.yaml`]: `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all-${i}}\nrules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]\n`,
    [`${i}/e.yaml`]: `kind: ClusterRoleBinding\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: b${i}}\nroleRef: {kind: ClusterRole, name: all-${i}}\nsubjects: [{kind: Group, name: system:authenticated}]\n`,
    [`${i}/f.txt`]: 'nothing\n',
    [`${i}/g.dat`]: `\0\x01\x02${'\0'.repeat(100)}`,
    [`ignored/${i}.py`]: `token = "${token(i)}"\n`,
    [`${i}/i.txt`]: `session ${signed(i)}\n`,
    [`${i}/h.conf`]: `deploy ${expandTemplates('acme_{alnum:32}', i)}\n`,
  });
write(folder, {
  'broken.yaml': 'apiVersion: v1\nkind: [\n',
  'locked.txt': 'x\n',
  'idlint.yaml': `root: true
ignores: [ignored/**]
secrets:
  patterns:
    - { id: acme-token, name: Acme deploy token, keywords: [acme_], pattern: 'acme_[A-Za-z0-9]{32}' }
`,
});
chmodSync(join(folder, 'locked.txt'), 0);

function run(...argv: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(home, 'bin/idlint.js'), '--preset=all', ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, IDLINT_NO_TIME: '1' },
    maxBuffer: 1 << 28,
  });
  return { stdout, stderr, status };
}

describe('several threads', () => {
  const alone = run('--format=json', '--threads=0');

  it('find what one finds, say the same of what was not looked at, and in the same order', () => {
    const { findings } = JSON.parse(alone.stdout) as { findings: { rule: string }[] };
    const rules = new Set(findings.map(({ rule }) => rule));
    for (const rule of ['huggingface-token', 'hardcoded-password', 'acme-token']) expect(rules).toContain(rule);
    expect(rules.size).toBeGreaterThan(4);
    expect(alone.stdout).not.toContain('ignored/');
    for (const threads of [2, 4]) expect(run('--format=json', `--threads=${threads}`)).toEqual(alone);
    expect(run('--format=pretty', '--threads=3')).toEqual(run('--format=pretty', '--threads=1'));
    expect(run('--format=json', '--threads=2', '--select=secrets')).toEqual(run('--format=json', '--threads=0', '--select=secrets'));
  });

  it('have the date of the run', () => {
    const later = (threads: number) => run('--format=json', '--now=2101-01-01', '--select=json-web-token', `--threads=${threads}`);
    const { findings } = JSON.parse(later(0).stdout) as { findings: { message: string }[] };
    expect(findings.filter(({ message }) => message.includes('expired 2100-01-01'))).toHaveLength(60);
    expect(later(2)).toEqual(later(0));
  });

  it('lose nothing of what a worker had taken that fails, and say so once', () => {
    const next = 'Atomics.add(workerData.next, 0, 1)';
    const failing = {
      'at once': "throw new Error('no luck');",
      'with a part in its hands': `import { workerData } from 'node:worker_threads'; ${next}; throw new Error('no luck');`,
      'by leaving': `import { workerData } from 'node:worker_threads'; ${next}; process.exit(7);`,
      'to be read': 'import (',
    };
    for (const [how, text] of Object.entries(failing)) {
      writeFileSync(join(home, 'dist/worker.js'), text);
      const { stderr, ...rest } = run('--format=json', '--threads=3');
      expect(rest, how).toEqual({ stdout: alone.stdout, status: alone.status });
      expect(stderr.match(/an unexpected error, which is a bug/g), how).toHaveLength(1);
    }
    rmSync(join(home, 'dist/worker.js'));
    expect(run('--format=json', '--threads=3').stdout).toBe(alone.stdout);
  });
});
