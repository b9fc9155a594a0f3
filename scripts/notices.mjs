// The licences of what the bundles hold. A package under a licence that would bind the user's own code stops the build.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const allowed = /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)$/;

/**
 * @param {import('esbuild').BuildResult[]} bundles made with a metafile
 * @param {string} root
 * @param {string[]} data folders of packages that stand in the bundles as data
 * @returns {Promise<string>} the text of NOTICES.txt
 */
export async function noticesOf(bundles, root, data = []) {
  const inputs = bundles.flatMap(bundle => Object.keys(bundle.metafile.inputs));
  const folders = [...new Set([...inputs.map(packageFolder).filter(folder => folder !== undefined), ...data])].sort();
  const notices = [];
  for (const folder of folders) notices.push(await noticeOf(join(root, folder)));
  return `idlint holds parts of the packages below, each under its own licence.\n${notices.join('')}`;
}

/** `node_modules/@scope/name` of a file in it, the innermost where packages stand in packages. */
function packageFolder(input) {
  const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
  return match?.[0];
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!name) throw new Error(`${folder} is no package of its own: its licence can't be told`);
  const choices = String(license ?? '')
    .replace(/[()]/g, '')
    .split(/ OR /);
  if (!choices.some(choice => allowed.test(choice.trim())))
    throw new Error(`${name} is under ${license ?? 'no licence'}: it can't be bundled`);
  const file = (await readdir(folder)).find(entry => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? await readFile(join(folder, file), 'utf8') : `Licence: ${license}`;
  return `\n${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
}
