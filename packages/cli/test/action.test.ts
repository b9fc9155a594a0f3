import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { argumentsOf } from '../src/action.ts';

const base = 'a'.repeat(40);
const here = () => true;
const args = (env: Record<string, string>, event: object, has = here) => argumentsOf(env, event, has).join(' ');

describe('the action', () => {
  it('lints what a pull request, a merge queue or a push brings', () => {
    expect(args({}, { pull_request: { base: { sha: base } } })).toBe(`check --format=github --since=${base} --`);
    expect(args({}, { merge_group: { base_sha: base } })).toBe(`check --format=github --since=${base} --`);
    expect(args({}, { before: base })).toBe(`check --format=github --since=${base} --`);
  });

  it('lints everything where there is no base: a first push, a schedule, a commit that can not be had', () => {
    for (const event of [{}, { before: '0'.repeat(40) }]) expect(args({}, event)).toBe('check --format=github --');
    expect(args({}, { before: base }, () => false)).toBe('check --format=github --');
    expect(args({ INPUT_SINCE: 'all' }, { before: base })).toBe('check --format=github --');
  });

  it('hands its inputs on as arguments, never as a line for a shell', () => {
    const env = {
      INPUT_PATHS: 'infra\n k8s; rm -rf / \n',
      'INPUT_FAIL-ON': 'warning',
      INPUT_PRESET: 'strict',
      INPUT_SINCE: 'v1',
      INPUT_ARGS: '--quiet',
    };
    expect(argumentsOf(env, {}, () => false)).toEqual([
      'check',
      '--format=github',
      '--fail-on=warning',
      '--preset=strict',
      '--since=v1',
      '--quiet',
      '--',
      'infra',
      'k8s; rm -rf /',
    ]);
  });

  it('asks for the inputs that action.yml declares', () => {
    const { inputs, runs } = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));
    const source = readFileSync(new URL('../src/action.ts', import.meta.url), 'utf8');
    const asked = new Set([...source.matchAll(/(?:input|lines)\('([a-z-]+)'\)/g)].map(match => match[1]));
    expect([...asked].sort()).toEqual(Object.keys(inputs).sort());
    expect(runs.main).toBe('packages/cli/bin/action.js');
  });
});
