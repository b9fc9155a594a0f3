import { defineRule, type Known } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { narrowing } from '../../conditions.ts';
import { accountOf, principalTitle } from '../../who.ts';

export default defineRule({
  id: 'cross-account-trust',
  family: 'trust',
  level: 'note',
  confidence: 'high',
  preset: 'strict',
  summary: 'Another account may become this role: whoever has rights over it there has what the role may do here.',
  remedy: 'Name the role that needs it instead of the whole account.',
  standards: { owaspNhi: 'NHI8:2025', cwe: 668 },

  looksAt: 'trust',
  check(trust, { inventory, ownAccounts, report }) {
    if (trust.platform !== 'aws' || trust.effect !== 'allow' || trust.conditions.open || narrowing(trust.conditions) === 'identity') return;
    for (const principal of trust.principals.items) {
      const { who, written } = principal;
      const account = written.kind === 'known' ? accountOf(written.value) : undefined;
      // What is none of one's own accounts is for external-id-missing to speak of.
      if (!account || (ownAccounts.length > 0 && !ownAccounts.includes(account))) continue;
      const { title, gets } = becomes(trust, inventory);
      if (who === 'account')
        report(written as Known<string>, `whoever account ${account} lets assume roles can become ${title}${gets}`, {
          level: 'warning',
          label: 'the whole account',
        });
      else if (who === 'identity')
        report(written as Known<string>, `${principalTitle(principal)} of account ${account} can become ${title}${gets}`);
    }
  },
});
