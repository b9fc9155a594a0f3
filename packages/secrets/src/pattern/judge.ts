/** What a match is worth: entropy, placeholders, the provider's own checksum. */
import type { Host } from '@idlint/model';
import { type Candidate, scores } from '../candidate.ts';
import { checks, type Verdict } from '../checks/index.ts';
import { randomness } from '../context/randomness.ts';
import { isAmidData } from './data.ts';
import { isAmidDigests } from './digests.ts';
import { entropy } from './entropy.ts';
import type { Match } from './find.ts';
import type { Kind } from './kinds.ts';
import { placeholder } from './placeholder.ts';

export function judge(match: Match, text: string, host: Host): Candidate | undefined {
  const { rule, kind, way } = match.kind;
  const value = text.slice(match.start, match.end);
  const least = kind.minEntropy ?? (way === 'near' ? 2.8 : 0);
  if (least > 0 && entropy(value) < least) return undefined;
  // A name that happens to have the length; random characters have a digit among them.
  if (way === 'near' && (!/[0-9]/.test(value) || isAmidDigests(text, match.start, match.end))) return undefined;
  const stands = placeholder(value, kind.keywords);
  if (stands === 'nothing') return undefined;
  const context = { host, text, start: match.start, end: match.end };
  const verdict: Verdict = kind.check ? (checks[kind.check]?.(value, context, match.groups) ?? {}) : {};
  if (verdict.other || (!verdict.valid && (readsAsName(value, kind.keywords) || isAmidData(text, match.start, match.end))))
    return undefined;
  const harmless = verdict.harmless ?? (stands === 'example' ? 'a placeholder' : undefined);
  const wrong = verdict.valid === false;
  const end = verdict.end ?? match.end;
  const level = verdict.public ? 'note' : (verdict.level ?? kind.level);
  return {
    start: match.start,
    end,
    value: text.slice(match.start, end),
    rule: rule.id,
    name: kind.name,
    confidence: wrong || harmless ? 'low' : verdict.valid ? 'high' : (kind.confidence ?? rule.confidence),
    ...(level ? { level } : {}),
    known: [...(verdict.valid && !verdict.known ? ['checksum valid'] : []), ...(verdict.known ?? [])],
    ...(harmless ? { harmless } : wrong ? { harmless: 'its checksum is wrong: the provider never made it' } : {}),
    score: verdict.valid ? scores.proven : scoreOf(match.kind),
  };
}

/** `ser.BeanSerializerModifier`, `md-calendar-selected-date`, `response_with_code_403`: words, and at most a number after them. */
function readsAsName(value: string, keywords: string[]): boolean {
  const keyword = keywords.find(each => value.startsWith(each)) ?? '';
  const body = value.slice(keyword.length);
  if (body.length < 12 || randomness(body) >= 0.3) return false;
  return /^[a-z]*[A-Z]?[a-z]+(?:[A-Z]+[a-z]+)+$/.test(body) || /^[a-z]+(?:[-_]+[a-z]+)+(?:[-_]\d{1,3})?$/.test(body);
}

/** A form that is no provider's own (a JSON Web Token) gives way to one with the provider's name beside it; with both it is surest. */
function scoreOf({ rule, kind, way }: Kind): number {
  if (way === 'near') return scores.named;
  if ((kind.confidence ?? rule.confidence) !== 'high') return scores.named - 1;
  return kind.near ? scores.form + 1 : scores.form;
}
