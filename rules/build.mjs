// Compiles rules/secrets/*.yaml into generated/secret-rules.ts: defaults filled in, every pattern measured. Every start of idlint reads
// that, with the scanner's tables in generated/secret-tables.ts; so the examples, and how a provider is asked, stand by themselves in
// generated/secret-examples.ts and generated/secret-verifications.ts.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { parse } from 'yaml';

const here = fileURLToPath(new URL('.', import.meta.url));
const ruleKeys = [
  'id',
  'aliases',
  'provider',
  'level',
  'confidence',
  'preset',
  'summary',
  'remedy',
  'standards',
  'covers',
  'revoke',
  'inTests',
  'complete',
  'verify',
  'secrets',
];
const verifyKeys = ['begins', 'get', 'post', 'headers', 'body', 'sign', 'alive', 'where', 'dead', 'account'];
const kindKeys = [
  'name',
  'keywords',
  'pattern',
  'ignoreCase',
  'reach',
  'search',
  'minEntropy',
  'check',
  'near',
  'files',
  'file',
  'encoding',
  'saved',
  'level',
  'confidence',
  'finds',
  'passes',
];

/** Reads every file of rules/secrets: lists of rules, one list for a family of providers. */
export async function readSecretRules() {
  const folder = join(here, 'secrets');
  const files = (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort();
  const rules = [];
  for (const file of files) {
    for (const written of parse(await readFile(join(folder, file), 'utf8')) ?? []) {
      try {
        rules.push(ruleOf(written));
      } catch (error) {
        throw new Error(`rules/secrets/${file}: ${written?.id}: ${error.message}`);
      }
    }
  }
  const ids = rules.map(rule => rule.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`rules/secrets: ${twice} stands twice`);
  return rules;
}

function ruleOf({ provider, ...written }) {
  only({ provider, ...written }, ruleKeys);
  if (!provider && !(written.summary && written.remedy)) throw new Error('needs a provider, or a summary and a remedy');
  return {
    family: 'secrets',
    level: 'error',
    confidence: 'high',
    preset: 'recommended',
    summary: `A credential of ${provider} stands in the text, so whoever can read the file can act with it.`,
    remedy: `Revoke it${written.revoke ? ` at ${written.revoke}` : ''}, then read the new one from the environment or a secret store.`,
    standards: { owaspNhi: 'NHI2:2025', cwe: 798 },
    ...written,
    ...(written.verify && { verify: written.verify.map(verificationOf) }),
    secrets: (written.secrets ?? []).map(kindOf),
  };
}

function verificationOf(written) {
  only(written, verifyKeys);
  const { get, post, headers = {}, ...rest } = written;
  const url = get ?? post;
  // A secret goes to nobody but its provider, and not in clear.
  if (!/^https:\/\/[a-z0-9.-]+\//.test(url ?? ''))
    throw new Error(`verify: ${url} must begin with https:// and a host that is written out`);
  const uses = [url, rest.body ?? '', ...Object.values(headers)].some(text => /\{(?:secret|basic)\}/.test(text));
  if (!uses && !rest.sign) throw new Error(`verify: ${url} is asked without the secret`);
  if (!rest.alive?.length) throw new Error(`verify: ${url}: which answers mean that it is alive?`);
  return { method: get ? 'GET' : 'POST', url, headers, ...rest, dead: rest.dead ?? [] };
}

function kindOf(kind) {
  only(kind, kindKeys);
  const { keywords = [], near = [], files, finds = [], passes = [] } = kind;
  if (keywords.length + near.length === 0 && !files) throw new Error(`${kind.name}: needs keywords, near or files`);
  if (Boolean(files) !== Boolean(kind.file) || (files && !new RegExp(files, 'i').test(kind.file)))
    throw new Error(`${kind.name}: files needs the path of an example as file`);
  for (const word of [...keywords, ...(keywords.length === 0 ? near : [])])
    if (typeof word !== 'string' || word.length < 3 || !/^[\x20-\x7e]+$/.test(word)) throw new Error(`${kind.name}: ${word} is no keyword`);
  if (finds.length === 0 && kind.check !== 'for-everyone') throw new Error(`${kind.name}: needs an example that it finds`);
  return { ...kind, keywords, finds, passes };
}

function only(object, known) {
  const stranger = Object.keys(object).find(key => !known.includes(key));
  if (stranger) throw new Error(`${stranger} is not known`);
}

/** The measuring and the tables are the scanner's own; it is TypeScript, so it is bundled first. */
async function scanner() {
  const folder = await mkdtemp(join(tmpdir(), 'idlint-'));
  const outfile = join(folder, 'scanner.mjs');
  const contents = "export { searchOf } from './pattern/search.ts'; export { tablesOf } from './machine.ts';";
  const stdin = { contents, loader: 'ts', resolveDir: join(here, '../packages/secrets/src') };
  await esbuild.build({ stdin, bundle: true, outfile, format: 'esm' });
  const module = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return module;
}

export async function build() {
  const { searchOf, tablesOf } = await scanner();
  const written = await readSecretRules();
  const rules = written.map(({ verify: _, ...rule }) => ({
    ...rule,
    secrets: rule.secrets.map(kind => {
      const { reach, ...search } = searchOf(kind);
      const { finds: _, passes: __, file: ___, ...form } = kind;
      return { ...form, reach, search };
    }),
  }));
  await mkdir(join(here, 'generated'), { recursive: true });
  const examples = written.map(({ id, secrets }) => [
    id,
    secrets.map(({ finds, passes, file }) => ({ finds, passes, ...(file && { file }) })),
  ]);
  await writeRules(rules);
  await write('secret-tables', 'SecretTables', 'secretTables: SecretTables', tablesOf(rules));
  const questions = written.flatMap(({ id, verify }) => (verify ? [[id, verify]] : []));
  const type = 'Record<string, SecretVerification[]>';
  await write('secret-verifications', 'SecretVerification', `secretVerifications: ${type}`, Object.fromEntries(questions));
  await write('secret-examples', 'SecretExamples', 'secretExamples: Record<string, SecretExamples[]>', Object.fromEntries(examples));
}

/** What every run asks of a rule is parsed at once, its patterns with the first text that they are tried on. */
async function writeRules(rules) {
  const metas = JSON.stringify(JSON.stringify(rules.map(({ secrets: _, ...meta }) => meta)));
  const secrets = JSON.stringify(rules.map(rule => JSON.stringify(rule.secrets)).join('\n'));
  const code = `import type { SecretKind, SecretRule } from '@idlint/model';

const secrets = ${secrets}.split('\\n');

export const secretRules: SecretRule[] = JSON.parse(${metas}).map((rule: SecretRule, index: number) => {
  let known: SecretKind[] | undefined;
  return Object.defineProperty(rule, 'secrets', { enumerable: true, get: () => (known ??= JSON.parse(secrets[index]!)) });
});
`;
  await writeFile(join(here, 'generated/secret-rules.ts'), code);
}

async function write(name, type, declaration, value) {
  // A string that is parsed when the module loads: several times faster than the same as an object literal.
  const text = JSON.stringify(JSON.stringify(value));
  const code = `import type { ${type} } from '@idlint/model';\n\nexport const ${declaration} = JSON.parse(${text});\n`;
  await writeFile(join(here, `generated/${name}.ts`), code);
}
