/** The patterns of secrets that a configuration file brings, and the values that it allows. */
import type { Level, Range, RuleMeta, SecretExamples, SecretRule, SourceDocument, Uri } from '@idlint/model';
import { faultOf } from '@idlint/secrets/pattern';
import type { Mistake } from './check.ts';
import type { AllowedSecret } from './config.ts';
import { fromRoot } from './layers.ts';

/** `secrets:` as a file says it, once checked. */
export interface WrittenSecrets {
  patterns?: WrittenPattern[];
  allow?: AllowedSecret[];
}

interface WrittenPattern extends Partial<SecretExamples> {
  id: string;
  name: string;
  pattern: string;
  keywords?: string[];
  near?: string[];
  ignoreCase?: boolean;
  minEntropy?: number;
  level?: Level;
  summary?: string;
  remedy?: string;
  revoke?: string;
}

/** A rule that the workspace's own configuration brings. */
export interface OwnSecretRule {
  uri: Uri;
  rule: SecretRule;
  finds: OwnExample[];
  passes: OwnExample[];
}

export interface OwnExample {
  /** A template: `token = "acme_{alnum:32}"`. */
  text: string;
  range: Range;
}

type PlaceOf = (...path: (string | number)[]) => { start: number; end: number };

/** What is wrong with the patterns beyond their shape: their names, and the regular expressions. */
export function mistakesIn({ patterns = [], allow = [] }: WrittenSecrets, usual: readonly RuleMeta[], placeOf: PlaceOf): Mistake[] {
  const mistakes: Mistake[] = [];
  const say = (path: (string | number)[], message: string, suggestion?: string) =>
    mistakes.push({ ...placeOf('secrets', ...path), message, ...(suggestion ? { suggestion } : {}) });
  const taken = new Map(
    usual.flatMap(({ id, aliases = [] }) => [id, ...aliases].map((name): [string, string] => [name, "one of idlint's own rules"])),
  );
  if (patterns.length > mostPatterns) say(['patterns'], `More than ${mostPatterns} patterns`);
  for (const [at, { id, pattern, keywords = [], near = [], ignoreCase }] of patterns.entries()) {
    const already = taken.get(id);
    if (already) say(['patterns', at, 'id'], `"${id}" is the name of ${already}`);
    taken.set(id, 'another pattern of this file');
    if (keywords.length + near.length === 0)
      say(['patterns', at], `"${id}" needs "keywords", of which one stands in every match, or "near", names that stand before it`);
    if (keywords.length + near.length > mostKeywords) say(['patterns', at], `"${id}" has more than ${mostKeywords} keywords`);
    const fault = faultOf({ pattern, keywords, ...(ignoreCase ? { ignoreCase } : {}) });
    if (fault) say(['patterns', at, 'pattern'], fault.message, fault.suggestion);
  }
  for (const [at, { sha256, path, name }] of allow.entries())
    if (sha256 === undefined && path === undefined && name === undefined)
      say(['allow', at], 'An item of "allow" says which secrets: by "sha256", "path" or "name"');
  return mistakes;
}

/** The scanner's tables have room for so many, and nobody writes more. */
const mostPatterns = 200;
const mostKeywords = 10;

export function ownRulesOf({ patterns = [] }: WrittenSecrets, source: SourceDocument, placeOf: PlaceOf): OwnSecretRule[] {
  return patterns.map((written, at) => {
    const examples = (which: 'finds' | 'passes') =>
      (written[which] ?? []).map((text, index) => {
        const { start, end } = placeOf('secrets', 'patterns', at, which, index);
        return { text, range: source.rangeOf(start, end) };
      });
    return { uri: source.uri, rule: ruleOf(written), finds: examples('finds'), passes: examples('passes') };
  });
}

function ruleOf({ id, level, summary, remedy, revoke, finds: _, passes: __, keywords = [], ...kind }: WrittenPattern): SecretRule {
  return {
    id,
    family: 'secrets',
    level: level ?? 'error',
    confidence: 'high',
    preset: 'recommended',
    summary: summary ?? `${kind.name}: it stands in the text, so whoever can read the file can act with it.`,
    remedy: remedy ?? `Revoke it${revoke ? ` at ${revoke}` : ''}, then read the new one from the environment or a secret store.`,
    standards: { owaspNhi: 'NHI2:2025', cwe: 798 },
    ...(revoke ? { revoke } : {}),
    secrets: [{ ...kind, keywords }],
  };
}

/** Paths counted from the workspace's root. */
export const allowedOf = ({ allow = [] }: WrittenSecrets, folder: Uri): AllowedSecret[] =>
  allow.map(({ sha256, path, ...one }) => ({
    ...one,
    ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
    // Of what is below the file's folder only.
    path: fromRoot(folder, path ?? '/**'),
  }));
