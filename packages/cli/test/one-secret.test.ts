import { expect, it } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const token = expandTemplates('hf_{lower:34}', 7);
const files = {
  'src/model.py': `import os\n\nTOKEN = "${token}"\nAGAIN = "${token}"\n`,
  'deploy/values.yaml': `hub:\n  token: ${token}\n`,
  'test/model_test.py': `token = "${token}"\n`,
  'docs/setup.md': `Set \`HF_TOKEN=${token}\` first.\n`,
  'shop/settings.py': 'DATABASE_PASSWORD = "winter2024!"\n',
};
const shown = async (folder: string, ...argv: string[]) => (await idlint(folder, argv)).out;

it('a secret that stands at several places is one on a page, and all of them are named', async () => {
  expect(await shown(repositoryOf(files))).toMatchInlineSnapshot(`
    "deploy/values.yaml:2:10  error  huggingface-token
      Hugging Face user access token in "token": whoever reads this file can use it
       2 |   token: hf_c…dfcz
         |          ^^^^^^^^^
      also at docs/setup.md:1, src/model.py:3, :4 and test/model_test.py:1
      fix: revoke it at huggingface.co/settings/tokens, then read the new one from the environment or a secret store

    shop/settings.py:1:22  warning  hardcoded-password
      Password in "DATABASE_PASSWORD": whoever reads this file can use it
       1 |   DATABASE_PASSWORD = "w…!"
         |                        ^^^
      fix: change it where it is valid, then read the new one from the environment or a secret store

    1 error, 1 warning at 6 places in 5 of 5 files
      looked at  5 source files
    next: idlint explain huggingface-token | idlint init (accept these, gate on new)
    "
  `);
});

it('and in a summary', async () => {
  expect(await shown(repositoryOf(files), '--format', 'markdown')).toMatchInlineSnapshot(`
    "### idlint: 1 error, 1 warning at 6 places in 5 of 5 files

    | | where | what | fix |
    |---|---|---|---|
    | error | \`deploy/values.yaml:2\` | Hugging Face user access token in "token"\\: whoever reads this file can use it; also at docs/setup.md\\:1, src/model.py\\:3, \\:4 and test/model\\_test.py\\:1 (\`huggingface-token\`) | revoke it at huggingface.co/settings/tokens, then read the new one from the environment or a secret store |
    | warning | \`shop/settings.py:1\` | Password in "DATABASE\\_PASSWORD"\\: whoever reads this file can use it (\`hardcoded-password\`) | change it where it is valid, then read the new one from the environment or a secret store |

    Looked at 5 source files.
    "
  `);
});

it('for programs each place is a finding, and equal numbers say that the secret is the same', async () => {
  const folder = repositoryOf(files);
  const { findings } = JSON.parse(await shown(folder, '--format', 'json'));
  expect(findings.map(({ path, start, secret }: Shown) => `${path}:${start.line} ${secret}`)).toMatchInlineSnapshot(`
    [
      "deploy/values.yaml:2 1",
      "docs/setup.md:1 1",
      "shop/settings.py:1 2",
      "src/model.py:3 1",
      "src/model.py:4 1",
      "test/model_test.py:1 1",
    ]
  `);
  const { results } = JSON.parse(await shown(folder, '--format', 'sarif')).runs[0];
  expect(results).toHaveLength(findings.length);
  expect(results[0].relatedLocations).toHaveLength(4);
  const annotations = (await shown(folder, '--format', 'github')).split('\n').filter(line => line.startsWith('::'));
  // The first of each, and only then a second place.
  expect(annotations.map(line => /file=([^,]*),line=(\d+)/.exec(line)!.slice(1).join(':'))).toMatchInlineSnapshot(`
    [
      "deploy/values.yaml:2",
      "docs/setup.md:1",
      "src/model.py:3",
      "src/model.py:4",
      "test/model_test.py:1",
      "shop/settings.py:1",
    ]
  `);
});

it('a copy of it is a finding of the change that wrote it, and its first place is none', async () => {
  const folder = repositoryOf(files);
  write(folder, { 'src/copy.py': `TOKEN = "${token}"\n` });
  git(folder, 'add', '-A');
  const { out, code } = await idlint(folder, ['--staged', '--format', 'concise']);
  expect(code).toBe(1);
  expect(out.split('\n').filter(line => line.includes('huggingface-token'))).toHaveLength(1);
  expect(out).toMatch(/^src\/copy\.py:1:10: error/m);
});

interface Shown {
  path: string;
  start: { line: number };
  secret: number;
}
