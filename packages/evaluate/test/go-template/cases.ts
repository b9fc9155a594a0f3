import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What helm makes of a template, or that it refuses it. */
export type Answer = { text: string } | { error: true };

export const here = dirname(fileURLToPath(import.meta.url));

/** Templates that the cases may include. */
export const others =
  '{{ define "none" }}{{ .Values.missing }}{{ end }}{{ define "other" }}other of {{ .Values.name }}{{ end }}{{ define "loop" }}{{ include "loop" . }}{{ end }}';

export const topics = (): string[] =>
  readdirSync(join(here, 'cases'))
    .filter(name => name.endsWith('.txt'))
    .map(name => name.replace('.txt', ''));

/** One template a line; one of many lines stands between lines of dashes. */
export function casesOf(topic: string): string[] {
  const cases: string[] = [];
  let block: string[] | undefined;
  for (const line of readFileSync(join(here, 'cases', `${topic}.txt`), 'utf8').split('\n')) {
    if (line === '---') {
      if (block && block.length > 0) cases.push(block.join('\n'));
      block = block ? undefined : [];
    } else if (block) block.push(line);
    else if (line !== '') cases.push(line);
  }
  return [...new Set(cases)];
}

export const answersOf = (topic: string): Record<string, Answer> =>
  JSON.parse(readFileSync(join(here, 'answers', `${topic}.json`), 'utf8')) as Record<string, Answer>;
