// Trains the model of letters (src/context/letters.ts) on English prose and identifiers: how likely a letter is after two others.
//   node packages/secrets/scripts/train-letters.mjs FOLDER...   (text under a licence that allows it: MIT-licensed packages' sources and pages)
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const size = 27; // 0 is the edge of a word
const counts = new Float64Array(size ** 3);
const read = folder => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = statSync(path);
    if (stat.isDirectory()) read(path);
    else if (/\.(md|d\.ts|d\.mts)$/.test(name) && stat.size < 400_000) learn(readFileSync(path, 'utf8'));
  }
};
function learn(text) {
  // Every word of a file counts once, so that a table of generated names does not teach its own letters.
  const words = new Set(
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]{2,}/g) ?? [],
  );
  for (const word of words) {
    let [a, b] = [0, 0];
    for (const letter of `${word}\``) {
      const c = letter === '`' ? 0 : letter.charCodeAt(0) - 96;
      counts[(a * size + b) * size + c]++;
      [a, b] = [b, c];
    }
  }
}
for (const folder of process.argv.slice(2)) read(folder);
let table = '';
for (let pair = 0; pair < size * size; pair++) {
  let total = 0;
  for (let c = 0; c < size; c++) total += counts[pair * size + c];
  for (let c = 0; c < size; c++) {
    // Smoothed towards even odds where little was seen. Half bits of surprise, as one character each.
    const p = (counts[pair * size + c] + 8 / size) / (total + 8);
    table += String.fromCharCode(48 + Math.min(40, Math.round(-2 * Math.log2(p))));
  }
}
const lines = table
  .match(/.{1,135}/gs)
  .map(line => `  ${JSON.stringify(line)},`)
  .join('\n');
writeFileSync(
  new URL('../src/context/letters.ts', import.meta.url),
  `/**\n * Half bits of surprise of a letter after two others, in English words: made by \`scripts/train-letters.mjs\`. Index (a·27 + b)·27 + c with 0 for the\n * edge of a word, 1 to 26 for its letters; character code 48 is nothing.\n */\nexport const letterSurprise: string = [\n${lines}\n].join('');\n`,
);
