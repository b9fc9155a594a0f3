import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What terraform says of an expression: its value as JSON and its type as go-cty writes types, or that it refuses. */
export type Answer = { value: unknown; type: TypeJson } | { error: true };
export type TypeJson = string | ['list' | 'set' | 'map', TypeJson] | ['tuple', TypeJson[]] | ['object', Record<string, TypeJson>];

export const here = dirname(fileURLToPath(import.meta.url));

export const topics = (): string[] =>
  readdirSync(join(here, 'cases'))
    .filter(name => name.endsWith('.txt'))
    .map(name => name.replace('.txt', ''));

/** One expression a line; one of many lines stands between lines of dashes. Lines that begin with `//` are about the cases. */
export function casesOf(topic: string): string[] {
  const cases: string[] = [];
  let block: string[] | undefined;
  for (const line of readFileSync(join(here, 'cases', `${topic}.txt`), 'utf8').split('\n')) {
    if (/^-{3,}$/.test(line)) {
      if (block && block.length > 0) cases.push(block.join('\n'));
      block = block ? undefined : [];
    } else if (block) block.push(line);
    else if (line.trim() !== '' && !line.startsWith('//')) cases.push(line.trim());
  }
  return [...new Set(cases)];
}

export const answersOf = (topic: string): Record<string, Answer> =>
  JSON.parse(readFileSync(join(here, 'answers', `${topic}.json`), 'utf8')) as Record<string, Answer>;
