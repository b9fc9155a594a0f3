/** What a match is worth: entropy, placeholders, the provider's own checksum. */
import { type Candidate, scores } from '../candidate.ts';
import { type CheckContext, checks, type Verdict } from '../checks/index.ts';
import { entropy } from './entropy.ts';
import type { Match } from './find.ts';
import { placeholder } from './placeholder.ts';

export function judge(match: Match, text: string, context: CheckContext): Candidate | undefined {
  const { rule, kind, way } = match.kind;
  const value = text.slice(match.start, match.end);
  const least = kind.minEntropy ?? (way === 'near' ? 2.8 : 0);
  if (least > 0 && entropy(value) < least) return undefined;
  const stands = placeholder(value, kind.keywords);
  if (stands === 'nothing') return undefined;
  const verdict: Verdict = kind.check ? (checks[kind.check]?.(value, match.groups, context) ?? {}) : {};
  if (verdict.other) return undefined;
  const harmless = verdict.harmless ?? (stands === 'example' ? 'a placeholder' : undefined);
  const wrong = verdict.valid === false;
  return {
    start: match.start,
    end: match.end,
    value,
    rule: rule.id,
    name: kind.name,
    confidence: wrong || harmless ? 'low' : verdict.valid ? 'high' : (kind.confidence ?? rule.confidence),
    ...(kind.level ? { level: kind.level } : {}),
    known: [...(verdict.valid ? ['checksum valid'] : []), ...(verdict.known ?? [])],
    ...(harmless ? { harmless } : wrong ? { harmless: 'its checksum is wrong: the provider never made it' } : {}),
    score: verdict.valid ? scores.proven : way === 'near' ? scores.named : scores.form,
  };
}
