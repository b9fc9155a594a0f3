import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Place } from '@idlint/model';
import { parseExpression } from '@idlint/syntax/hcl';
import { describe, expect, test } from 'vitest';
import type { Data } from '../../src/data.ts';
import { evaluate, type FileAccess, failure, newWork, type Scope } from '../../src/hcl/index.ts';
import { asOutput } from '../plain.ts';
import { type Answer, answersOf, casesOf, here, type TypeJson, topics } from './cases.ts';

/** The evaluation held against what the real terraform answered; record.ts asks it again. */

const work = newWork();
const files: FileAccess = {
  text: (path, at) =>
    existsSync(join(here, path)) && path.startsWith('files')
      ? { text: readFileSync(join(here, path), 'utf8'), uri: normalize(path) }
      : { not: failure(work, `there is no ${path}`, at) },
  exists: path => existsSync(join(here, path)),
  list: path => readdirSync(join(here, path), { recursive: true, encoding: 'utf8' }),
};
const scopeOf = (uri: string): Scope => ({ uri, segment: '', work, files, variable: () => undefined });

/** Whether the value can be of the type: what has no items leaves open of what it is a list. */
function fits(data: Data, type: TypeJson): boolean {
  if (data.kind === 'null') return true;
  if (data.kind === 'unknown') return false;
  if (typeof type === 'string') return type === 'dynamic' || data.kind === type;
  const [of, inner] = type;
  if (of === 'list' || of === 'set')
    return data.kind === 'list' && data.of === of && data.items.every(item => fits(item, inner as TypeJson));
  if (of === 'tuple')
    return (
      data.kind === 'list' &&
      (data.of ?? 'tuple') === 'tuple' &&
      data.items.every((item, index) => fits(item, (inner as TypeJson[])[index]!))
    );
  const entries = data.kind === 'map' ? [...data.entries] : undefined;
  if (of === 'map') return data.kind === 'map' && data.of === 'map' && entries!.every(([, { value }]) => fits(value, inner as TypeJson));
  return (
    data.kind === 'map' && data.of !== 'map' && entries!.every(([key, { value }]) => fits(value, (inner as Record<string, TypeJson>)[key]!))
  );
}

function judge(text: string, answer: Answer): { expected: unknown; got: unknown } {
  const { expression, faults } = parseExpression(text);
  const before = work.failures;
  work.left = 1_000_000;
  const data = evaluate(expression, scopeOf('case.tf'));
  if ('error' in answer) return { expected: 'an error', got: work.failures > before || faults.length > 0 ? 'an error' : asOutput(data) };
  if (work.failures > before) return { expected: answer.value, got: `failed: ${JSON.stringify(asOutput(data))}` };
  if (!fits(data, answer.type)) return { expected: `${JSON.stringify(answer.value)} of ${JSON.stringify(answer.type)}`, got: data };
  return { expected: answer.value, got: asOutput(data) };
}

describe.each(topics())('as terraform answers: %s', topic => {
  const answers = answersOf(topic);
  test.each(casesOf(topic))('%s', text => {
    const { expected, got } = judge(text, answers[text]!);
    expect(got).toEqual(expected);
  });
});

test('places are never outside of the text that they are in', () => {
  for (const text of casesOf('literals')) {
    const check = (data: Data): void => {
      const places: Place[] = [data.at, ...(data.via ?? [])];
      for (const { start, end } of places) expect(start >= 0 && start <= end && end <= text.length, `${text}: ${start}–${end}`).toBe(true);
      if (data.kind === 'list') data.items.forEach(check);
      if (data.kind === 'map') for (const { value } of data.entries.values()) check(value);
    };
    check(evaluate(parseExpression(text).expression, scopeOf('case.tf')));
  }
});
