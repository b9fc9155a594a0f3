import { type Credential, defineRule, type Inventory, type RuleContext } from '@idlint/model';
import { titleOf } from '../../who.ts';

export default defineRule({
  id: 'no-expiry',
  family: 'lifecycle',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary:
    'A token, key or password is made without an end, or with one that is years away, so that it still works when nobody remembers it.',
  remedy: 'Give it an end within a year, and let what uses it be given the next one in time.',
  standards: { owaspNhi: 'NHI7:2025', cwe: 613 },
  options: { days: 366 },

  looksAt: 'credential',
  check(credential, context) {
    const { expires, endless } = credential;
    if (expires.kind === 'absent' && endless) {
      context.report(credential.at, `${whatOf(credential, context.inventory)} never ends`, { label: 'no end is written' });
    } else if (expires.kind === 'known') checkEnd(credential, expires.value, context);
  },
});

function checkEnd(credential: Credential, end: string, { inventory, now, options, report }: RuleContext): void {
  const limit = Number(options.days);
  const days = daysUntil(end, now);
  if (days === undefined || days <= limit) return;
  report(credential.expires, `${whatOf(credential, inventory)} ends in ${lasts(days)}`, { label: `over ${limit} days` });
}

const units: Record<string, number> = { s: 1 / 86_400, m: 1 / 1440, h: 1 / 24, d: 1, w: 7, y: 365 };

/** Dates and times of ISO 8601, or durations: `8760h`, `1h30m`, `90d`, `P1Y`; a bare number is seconds. */
function daysUntil(end: string, now: Date): number | undefined {
  if (/^\d{4}-\d{2}-\d{2}/.test(end)) {
    const time = Date.parse(end.replace(/^(\S+) (?=\d)/, '$1T'));
    return Number.isNaN(time) ? undefined : Math.floor((time - now.getTime()) / 86_400_000);
  }
  if (/^\d+$/.test(end)) return Number(end) / 86_400;
  const period = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(end);
  if (period) {
    const [years, months, weeks, days] = period.slice(1).map(Number);
    return (years || 0) * 365 + (months || 0) * 30 + (weeks || 0) * 7 + (days || 0);
  }
  if (!/^(?:\d+(?:\.\d+)?[smhdwy])+$/.test(end)) return undefined;
  let sum = 0;
  for (const [, count, unit] of end.matchAll(/(\d+(?:\.\d+)?)([smhdwy])/g)) sum += Number(count) * units[unit!]!;
  return sum;
}

const lasts = (days: number): string => (days >= 730 ? `${Math.floor(days / 365)} years` : `${Math.floor(days)} days`);

const titles: Record<Credential['type'], string> = {
  'access-key': 'an access key',
  'service-account-key': 'a key',
  token: 'a token',
  password: 'a password',
  'private-key': 'a key',
  certificate: 'a certificate',
  'shared-access-signature': 'a signature',
};

function whatOf({ type, identity }: Credential, inventory: Inventory): string {
  const found = identity.kind === 'known' ? inventory.named(identity.value).find(fact => fact.kind === 'identity') : undefined;
  return found?.kind === 'identity' ? `${titles[type]} of ${titleOf(found)}` : titles[type];
}
