import { defineRule } from '@idlint/model';
import { isSystemAccount } from '../kubernetes.ts';
import { reportUnowned } from '../unowned.ts';

export default defineRule({
  id: 'unowned-service-account',
  family: 'ownership',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A service account has no owner, so nobody notices when it is misused, and nobody dares to switch it off.',
  remedy: 'Say whose it is: an owner label, tag or annotation, a line of CODEOWNERS, or the catalog.',
  standards: { owaspNhi: 'NHI1:2025' },

  looksAt: 'identity',
  check(identity, context) {
    if (identity.type === 'service-account' && !isSystemAccount(identity)) reportUnowned(identity, context);
  },
});
