import { type Confidence, gravity, type RuleMeta, type Secret } from '@idlint/model';
import type { Config } from '../config/config.ts';
import { compare, overlap } from './merge.ts';
import type { Report } from './report.ts';
import { settingOf } from './settings.ts';

const sureness: Record<Confidence, number> = { low: 0, medium: 1, high: 2 };

/** Secrets as reports of the rules that judge their kinds. Where several stand in one place, the one that says most about it speaks. */
export function reportSecrets(secrets: readonly Secret[], rules: ReadonlyMap<string, RuleMeta>, config: Config): Report[] {
  const known = secrets.flatMap(secret => {
    const rule = rules.get(secret.rule);
    const setting = rule && settingOf(rule, config);
    return setting ? [{ secret, rule, setting }] : [];
  });
  const silent = outspoken(known);
  return known
    .filter(one => !silent.has(one))
    .map(({ secret, rule, setting }) => {
      const usual = secret.harmless ? 'note' : (setting.level ?? secret.level ?? rule.level);
      return {
        rule,
        fact: secret,
        reader: undefined,
        at: secret.at,
        via: [],
        message: messageOf(secret),
        level: gravity[usual] < gravity[rule.level] ? usual : (setting.level ?? usual),
        options: {
          related: secret.related ?? [],
          ...(secret.known.length ? { label: secret.known.join(', ') } : {}),
          ...(secret.harmless ? { remedy: inItsPlace } : {}),
        },
      };
    });
}

/** What to do about one that opens nothing: its revocation would be none. */
const inItsPlace = 'Nothing to revoke: see that the real one is read from the environment or a secret store.';

interface Known {
  secret: Secret;
  rule: RuleMeta;
}

/** The ones in whose place another says more. */
function outspoken<T extends Known>(known: readonly T[]): Set<T> {
  const silent = new Set<T>();
  const sorted = [...known].sort((a, b) => compare(a.secret.at.segment, b.secret.at.segment) || a.secret.at.start - b.secret.at.start);
  // What is silent itself silences nobody.
  for (const [at, one] of sorted.entries())
    for (let next = at + 1; !silent.has(one) && next < sorted.length && overlap(one.secret.at, sorted[next]!.secret.at); next++)
      silent.add(saysMore(one, sorted[next]!) ? sorted[next]! : one);
  return silent;
}

function saysMore(a: Known, b: Known): boolean {
  if (a.rule.covers?.includes(b.rule.id)) return true;
  if (b.rule.covers?.includes(a.rule.id)) return false;
  const more = sureness[a.secret.confidence] - sureness[b.secret.confidence] || a.secret.known.length - b.secret.known.length;
  if (more !== 0) return more > 0;
  const longer = a.secret.at.end - a.secret.at.start - (b.secret.at.end - b.secret.at.start);
  return longer !== 0 ? longer > 0 : a.secret.key < b.secret.key;
}

function messageOf({ name, called, harmless }: Secret): string {
  const what = called ? `${name} in "${called}"` : name;
  return harmless ? `${what}: ${harmless}` : `${what}: whoever reads this file can use it`;
}
