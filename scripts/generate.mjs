// Writes what is made from the rules: the schema of the configuration, the list of rules, the README's table. With --check it writes
// nothing and fails where something differs.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { readPages } from '../packages/report/build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { configurationSchema, linterRules } = await tsImport('@idlint/engine', import.meta.url);
const { rules, secretRules } = await tsImport('@idlint/rules', import.meta.url);
const { families } = await tsImport('@idlint/model', import.meta.url);

const all = [...rules, ...secretRules.map(rule => ({ ...rule, family: 'secrets' })), ...linterRules];
const kinds = secretRules.flatMap(({ secrets }) => secrets).length;
const pages = await readPages();

const cell = text => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const inOrder = (a, b) => (a.id < b.id ? -1 : 1);
const membersOf = family => all.filter(rule => rule.family === family).sort(inOrder);

/** Every rule by family, each with a link to its page where it has one. */
function listOfRules() {
  const lines = [
    '# Rules',
    '',
    '`idlint explain RULE` prints a page; `--preset strict` and `--preset all` switch on more than `recommended` does.',
    '<!-- Made from the rules by `npm run generate`. -->',
  ];
  for (const family of families) {
    const members = membersOf(family);
    if (!members.length) continue;
    lines.push('', `## ${family}`, '', '| rule | level | preset | what is wrong |', '|---|---|---|---|');
    for (const { id, level, preset, summary } of members) {
      const name = pages[id] ? `[${id}](../rules/${family}/${id}/README.md)` : id;
      lines.push(`| ${name} | ${level} | ${preset} | ${cell(summary)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The README shows the rules of code one by one and counts those of data: one screen. */
function tableOfReadme() {
  const lines = ['| family | rules |', '|---|---|'];
  for (const family of families) {
    const members = membersOf(family);
    if (!members.length) continue;
    const named =
      family === 'secrets'
        ? [`${members.length} rules for ${kinds.toLocaleString('en')} kinds of tokens, keys and passwords`]
        : members.map(({ id }) => `\`${id}\``);
    lines.push(`| ${family} | ${named.join(', ')} |`);
  }
  return lines.join('\n');
}

/** JSON with a line for what fits on one, so that a rule more is a line more. */
function written(value, indent = '') {
  const line = JSON.stringify(value);
  if (line.length <= 240 || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map(each => written(each, inner))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${written(each, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map(entry => inner + entry).join(',\n')}\n${indent}${close}`;
}

const region = /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/;

async function wanted() {
  const files = {
    'packages/cli/schema/idlint.schema.json': `${written(configurationSchema([...all].sort(inOrder)))}\n`,
    'docs/rules.md': listOfRules(),
  };
  const readme = await textOf('README.md');
  if (readme !== undefined && region.test(readme))
    files['README.md'] = readme.replace(region, (_, open, close) => `${open}${tableOfReadme()}\n${close}`);
  return files;
}

async function textOf(file) {
  return existsSync(join(root, file)) ? readFile(join(root, file), 'utf8') : undefined;
}

const check = process.argv.includes('--check');
const different = [];
for (const [file, text] of Object.entries(await wanted())) {
  if ((await textOf(file)) === text) continue;
  different.push(file);
  if (check) continue;
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
if (different.length) console.log(`${check ? 'Not as the rules have it, run `npm run generate`' : 'Wrote'}: ${different.join(', ')}`);
if (check && different.length) process.exitCode = 1;
