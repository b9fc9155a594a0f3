import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linterRules } from '@idlint/engine';
import type { RuleMeta } from '@idlint/model';
import { describe, expect, test } from 'vitest';
import { rules, secretRules } from './index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixtures = join(here, '../test-fixtures');
const all: Omit<RuleMeta, 'family'>[] = [...rules, ...secretRules];

/** `permissions/wildcard-action` for every folder that holds a rule. */
const folders = readdirSync(here, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(here, name), { withFileTypes: true }).map(entry => `${name}/${entry.name}`))
  .filter(folder => existsSync(join(here, folder, 'rule.ts')));

/** Whether something of the rule is drawn in its fixtures. */
const isDrawn = (id: string): boolean => {
  const folder = join(fixtures, id);
  return (
    existsSync(folder) &&
    readdirSync(folder, { withFileTypes: true, recursive: true }).some(
      entry => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(`[${id}]: `),
    )
  );
};

test('every folder with a rule stands in the list, in its family', () => {
  expect(rules.map(({ family, id }) => `${family}/${id}`).sort()).toEqual([...folders].sort());
});

test('ids and former ids are each used once', () => {
  const names = all.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('what a rule covers exists, and does not cover it in turn', () => {
  const covers = new Map(all.map(({ id, covers = [] }) => [id, covers]));
  for (const [id, covered] of covers) {
    expect(
      covered.filter(other => !covers.has(other)),
      id,
    ).toEqual([]);
    const reached = new Set<string>();
    const follow = (from: string) => {
      for (const other of covers.get(from) ?? []) {
        if (reached.has(other)) continue;
        reached.add(other);
        follow(other);
      }
    };
    follow(id);
    expect(reached.has(id), `${id} covers itself`).toBe(false);
  }
});

describe.each(all.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  test('is called in kebab-case, and speaks in one sentence each', () => {
    expect([id, ...(rule.aliases ?? [])].filter(name => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    for (const sentence of [rule.summary, rule.remedy]) expect(sentence).toMatch(/^[A-Z].*[^.\s]\.$/s);
  });
});

describe.each(rules.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const path = join(here, rule.family, id, 'README.md');
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';

  test('has a page that opens with its id and its summary', () => {
    expect(page.split('\n').slice(0, 4)).toEqual([`# ${id}`, '', rule.summary, '']);
  });

  test('shows on its page what fails and what passes', () => {
    expect((page.match(/^ *```/gm) ?? []).length).toBeGreaterThanOrEqual(4);
  });

  test('names on its page the options that it has, with their defaults, and no others', () => {
    const section = /^## Options\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(page)?.[1] ?? '';
    const options = Object.entries(rule.options ?? {});
    const named = [...section.matchAll(/^- `([^`]+)`/gm)].map(match => match[1]);
    expect(named.sort()).toEqual(options.map(([name]) => name).sort());
    for (const [name, value] of options) expect(section, name).toContain(`\`${JSON.stringify(value)}\``);
  });

  test('is drawn in a fixture', () => {
    expect(isDrawn(id)).toBe(true);
  });
});

/** They look at bytes that are no text: nothing can be drawn into it. */
const binary = new Set(['keystore']);

// The examples of a pattern are its tests; what context alone finds has none.
describe.each(secretRules.filter(({ id, secrets }) => secrets.length === 0 && !binary.has(id)).map(({ id }) => id))('%s', id => {
  test('is drawn in a fixture', () => {
    expect(isDrawn(id)).toBe(true);
  });
});

test('every fixture is about a rule, or about places, or is a workspace', () => {
  const ids = new Set([...all, ...linterRules].map(({ id }) => id));
  const others = new Set(['acme', 'places']);
  const strangers = readdirSync(fixtures, { withFileTypes: true }).filter(
    entry => entry.isDirectory() && !ids.has(entry.name) && !others.has(entry.name),
  );
  expect(strangers.map(({ name }) => name)).toEqual([]);
});
