import { defineRule } from '@idlint/model';
import { titleOf } from '../../who.ts';

export default defineRule({
  id: 'long-session',
  family: 'lifecycle',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A session stays open so long that a token which leaks in the morning still works at night.',
  remedy: 'Let sessions end after an hour or a few; what runs longer can renew them.',
  standards: { owaspNhi: 'NHI7:2025', cwe: 613 },
  options: { hours: 8 },

  looksAt: 'identity',
  check(identity, { options, report }) {
    const { longestSession } = identity;
    const limit = Number(options.hours) * 3600;
    if (longestSession?.kind !== 'known' || !(longestSession.value > limit)) return;
    report(longestSession, `a session as ${titleOf(identity)} lasts up to ${lasts(longestSession.value)}`, {
      label: `over ${options.hours} hours`,
    });
  },
});

const lasts = (seconds: number): string => {
  const hours = Math.round(seconds / 360) / 10;
  return hours >= 48 ? `${Math.round(hours / 24)} days` : `${hours} hours`;
};
