import { defineRule } from '@idlint/model';

export default defineRule({
  id: 'root-credential',
  family: 'lifecycle',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'The root user of an account gets a credential: nothing limits what it can do, and nothing but deleting it takes it back.',
  remedy: 'Use a role; keep root without keys, behind a hardware token.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 250 },
  covers: ['static-access-key'],

  looksAt: 'credential',
  check({ platform, identity, at }, { report }) {
    if (
      platform === 'aws' &&
      identity.kind === 'known' &&
      /^aws:(?:user\/(?:root|<root_account>)|arn:[^:]*:iam::\d*:root)$/.test(identity.value)
    )
      report(identity.at ?? at, 'the root user gets a key that may do everything in the account', { label: 'root' });
  },
});
