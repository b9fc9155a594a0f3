import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { kubernetes } from '../../src/kubernetes/index.ts';
import { answered, built } from './built.ts';
import { cases, here, readCase } from './cases.ts';

beforeAll(() => kubernetes.load?.());

describe('a kustomization comes to what kubectl makes of it', () => {
  it.each(cases())('%s', name => {
    const { objects, missed } = built(`${name}/kustomization.yaml`, readCase);
    expect(missed).toEqual([]);
    expect(Object.fromEntries(objects)).toEqual(Object.fromEntries(answered(readFileSync(`${here}answers/${name}.yaml`, 'utf8'))));
  });

  const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
  it.skipIf(!hasKubectl).each(cases())('%s, asked again (needs kubectl)', name => {
    const answer = execFileSync('kubectl', ['kustomize', `${here}cases/${name}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(answer).toEqual(readFileSync(`${here}answers/${name}.yaml`, 'utf8'));
  });
});
