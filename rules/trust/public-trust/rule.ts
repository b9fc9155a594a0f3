import { defineRule } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { narrowing } from '../../conditions.ts';

export default defineRule({
  id: 'public-trust',
  family: 'trust',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A trust policy lets everybody become the role, from any account.',
  remedy: 'Name the accounts or roles that may become it.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 284 },

  looksAt: 'trust',
  check(trust, { inventory, report }) {
    const everyone = trust.principals.items.find(({ who }) => who === 'everyone');
    if (trust.effect !== 'allow' || !everyone || narrowing(trust.conditions) !== 'none') return;
    const { title, gets, related } = becomes(trust, inventory);
    const secret = trust.conditions.items.some(({ key }) => key.toLowerCase() === 'sts:externalid');
    report(everyone.written, `anyone ${secret ? 'who knows the external id ' : ''}can become ${title}${gets}`, {
      label: secret ? 'every AWS account; an external id is no secret' : 'every AWS account',
      related,
    });
  },
});
