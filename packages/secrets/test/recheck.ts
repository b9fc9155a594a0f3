// Every pattern through recheck: a minute, so it is run by the whole suite's script and not with the tests.
//   npx tsx packages/secrets/test/recheck.ts
import { secretRules } from '@idlint/rules';
import { check } from 'recheck';

/** Lookbehind is not known to recheck; it takes no characters, so that a pattern without it does at least as much. */
const withoutLookbehind = (pattern: string): string => pattern.replace(/\(\?<[!=](?:[^()\\]|\\.|\[[^\]]*\])*\)/g, '');

let bad = 0;
for (const rule of secretRules)
  for (const kind of rule.secrets) {
    // Patterns are tried at one place, or at the places of a window whose length is bounded.
    const source = `^(?:${withoutLookbehind(kind.pattern)})`;
    const answer = await check(source, kind.ignoreCase ? 'i' : '', { timeout: 30_000 });
    if (answer.status === 'safe') continue;
    bad++;
    console.log(`${rule.id}: ${kind.name}: ${answer.status} ${answer.status === 'vulnerable' ? answer.complexity.summary : ''}`);
  }
console.log(`${secretRules.reduce((sum, rule) => sum + rule.secrets.length, 0)} patterns, ${bad} not safe`);
process.exitCode = bad > 0 ? 1 : 0;
