/** Lints a workspace that is in memory, as the command line would, at a fixed time. */
import { createHash, createHmac } from 'node:crypto';
import { createSession, defaultConfig, type Files, type LintResult, linterRules, loadConfiguration } from '@idlint/engine';
import type { Host, RuleMeta } from '@idlint/model';
import { readers } from '@idlint/readers';
import { rules, secretRules } from '@idlint/rules';
import { createScanner } from '@idlint/secrets';

/** Equal secrets have equal fingerprints in every run, so that what is drawn stays the same. */
const host: Host = {
  hmac: text => createHmac('sha256', 'fixtures').update(text).digest('hex'),
  sha256: text => createHash('sha256').update(text).digest('hex'),
  now: () => new Date('2026-06-01T00:00:00Z'),
};

export const everyRule: RuleMeta[] = [...rules, ...secretRules.map(rule => ({ ...rule, family: 'secrets' as const })), ...linterRules];

/** Every rule of every preset is on, unless the workspace has a configuration of its own. What throws inside of the engine throws here. */
export async function lint(texts: ReadonlyMap<string, string>): Promise<LintResult> {
  const files: Files = {
    list: () => [...texts.keys()].sort(),
    read: uri => {
      const text = texts.get(uri);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
  };
  const configured = await loadConfiguration({ files, rules: everyRule });
  const [problem] = configured.problems;
  if (problem) throw new Error(`${problem.uri}: ${problem.message}`);
  const session = createSession({
    files,
    rules,
    scanner: createScanner(secretRules, host),
    readers,
    host,
    configFor: configured.uses.length > 0 ? configured.configFor : () => everything,
    onBug: error => {
      throw error;
    },
  });
  await session.load();
  return session.lint();
}

const everything = { ...defaultConfig, preset: 'all' as const };
