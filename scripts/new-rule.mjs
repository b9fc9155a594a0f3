// Begins a rule: its file, its page, its fixture and its place in the list. `npm test` then says what is left to do.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const list = join(root, 'rules/index.ts');

async function begin(family, id, more) {
  const families = await familiesOf();
  if (!family || !id || more.length > 0) throw new Error(`npm run new-rule -- FAMILY ID\n  FAMILY is one of ${families.join(', ')}`);
  if (!families.includes(family)) throw new Error(`there is no family ${family}; there are ${families.join(', ')}`);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id))
    throw new Error(`${id}: an id is kebab-case and says the fault, as wildcard-action does`);
  const taken = await folderOf(id);
  if (taken) throw new Error(`there is a rule ${id} already: ${taken}`);

  const folder = join(root, 'rules', family, id);
  const fixture = join(root, 'test-fixtures', id, 'terraform.tf');
  const files = [
    [join(folder, 'rule.ts'), ruleFile(family, id)],
    [join(folder, 'README.md'), page(id)],
    [fixture, example],
    [list, inList(await readFile(list, 'utf8'), family, id)],
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  console.log(`${files.map(([path]) => relative(root, path)).join('\n')}\n
1. rule.ts: what the fault is, and how it shows in a fact
2. terraform.tf, or whatever file shows it: a line that fails beside one that passes; npm test -- -u draws what is found
3. README.md: opens with the summary of rule.ts; why it matters, an example that fails and one that passes, what to do
npm test says what is left.`);
}

/** The model has them; it is TypeScript, so they are read rather than imported. */
async function familiesOf() {
  const text = await readFile(join(root, 'packages/model/src/finding.ts'), 'utf8');
  const families = /families = \[([^\]]*)\]/.exec(text)?.[1].match(/[a-z]+/g) ?? [];
  // Rules of the linter about itself stand in the engine; those of secrets are data.
  return families.filter(family => family !== 'linter' && family !== 'secrets');
}

async function folderOf(id) {
  const folders = (await readdir(join(root, 'rules'), { withFileTypes: true })).filter(entry => entry.isDirectory());
  const found = folders.find(({ name }) => existsSync(join(root, 'rules', name, id)));
  return found && `rules/${found.name}/${id}`;
}

const nameOf = id => id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** The list is in the order of its imports, which is that of their paths. */
function inList(text, family, id) {
  const pattern = /^import (\w+) from '\.\/([^']+)\/rule\.ts';\n/gm;
  const entries = [...text.matchAll(pattern)].map(([, name, folder]) => ({ name, folder }));
  entries.push({ name: nameOf(id), folder: `${family}/${id}` });
  entries.sort((a, b) => (a.folder < b.folder ? -1 : 1));
  const imports = entries.map(({ name, folder }) => `import ${name} from './${folder}/rule.ts';\n`).join('');
  const names = entries.map(({ name }) => `  ${name},\n`).join('');
  const bare = text.replace(pattern, '');
  if (!bare.includes("from '@idlint/model';\n") || !/rules: Rule\[\] = \[[^\]]*\]/.test(bare))
    throw new Error('rules/index.ts is not as expected');
  return bare
    .replace("from '@idlint/model';\n", line => line + imports)
    .replace(/rules: Rule\[\] = \[[^\]]*\]/, `rules: Rule[] = [\n${names}]`);
}

const ruleFile = (family, id) => `import { defineRule } from '@idlint/model';

export default defineRule({
  id: '${id}',
  family: '${family}',
  level: 'warning',
  confidence: 'medium',
  preset: 'all',
  summary: '',
  remedy: '',
  standards: {},

  looksAt: 'grant',
  check(grant, { report }) {
    report(grant.at, 'says what it lets happen');
  },
});
`;

const page = id => `# ${id}

`;

const example = `resource "aws_iam_policy" "example" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::example/*" }]
  })
}
`;

try {
  const [family, id, ...more] = process.argv.slice(2);
  await begin(family, id, more);
} catch (error) {
  process.exitCode = 2;
  console.error(error.message);
}
