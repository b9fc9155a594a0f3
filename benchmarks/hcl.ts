/**
 * How fast HCL is parsed, in megabytes for each second of CPU, and hcl2-parser beside it: `npx tsx benchmarks/hcl.ts DIR`, where DIR holds
 * checked-out Terraform modules.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import hcl2 from 'hcl2-parser';
import { parse } from '../packages/syntax/src/hcl/index.ts';

const [directory] = process.argv.slice(2);
if (!directory) {
  console.error('usage: npx tsx benchmarks/hcl.ts DIR');
  process.exit(2);
}
const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
  entry => entry.isFile() && /\.(tf|hcl|tfvars)$/.test(entry.name),
);
const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;

/** Megabytes for each second of CPU that one pass over all texts takes. */
function pass(parser: (text: string) => unknown): number {
  const start = process.cpuUsage();
  for (const text of texts) parser(text);
  const { user, system } = process.cpuUsage(start);
  return megabytes / ((user + system) / 1e6);
}

console.log(`${files.length} files, ${megabytes.toFixed(1)} MB`);
const first = pass(parse);
const warm = Array.from({ length: 9 }, () => pass(parse)).sort((a, b) => a - b)[4]!;
console.log(`idlint       ${first.toFixed(1)} MB/s in the first pass, ${warm.toFixed(1)} MB/s after (median of nine)`);
console.log(`hcl2-parser  ${pass(text => hcl2.parseToObject(text)).toFixed(2)} MB/s`);
