import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { outputsOf } from './evaluated.ts';
import answers from './random/answers.json' with { type: 'json' };
import { outputsByTerraform } from './random/answers.ts';
import { configuration } from './random/generate.ts';

describe('random locals, resources, modules and outputs are what terraform made of them', () => {
  test.each(Object.keys(answers))('%s', seed => {
    expect(outputsOf(configuration(Number(seed)))).toEqual((answers as Record<string, unknown>)[seed]);
  });
});

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.runIf(hasTerraform())('and what it makes of others where it is on the machine', { timeout: 60_000 }, () => {
  for (const seed of [1001, 1002]) {
    const outputs = outputsByTerraform(configuration(seed));
    if (outputs) expect(outputsOf(configuration(seed)), `configuration(${seed})`).toEqual(outputs);
  }
});
