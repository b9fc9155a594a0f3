import { type Credential, defineRule, type Inventory } from '@idlint/model';
import { lastPart, titleOf } from '../../who.ts';

export default defineRule({
  id: 'long-lived-token',
  family: 'lifecycle',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A token that never expires is kept where many can read it, though the platform hands out short ones.',
  remedy: 'Use the token that is mounted into the pod, or ask for one that ends (kubectl create token, TokenRequest).',
  standards: { owaspNhi: 'NHI7:2025', cwe: 613 },

  looksAt: 'credential',
  check(credential, { inventory, report }) {
    if (credential.platform !== 'kubernetes' || credential.type !== 'token' || credential.expires.kind !== 'absent') return;
    report(
      credential.expires.at,
      `${whose(credential, inventory)} gets a token that never expires, readable by whoever reads secrets here`,
      {
        label: 'for as long as this Secret stands',
      },
    );
  },
});

function whose({ identity }: Credential, inventory: Inventory): string {
  if (identity.kind !== 'known') return 'a service account';
  const found = inventory.named(identity.value).find(fact => fact.kind === 'identity');
  return found?.kind === 'identity' ? titleOf(found) : `service account "${lastPart(identity.value)}"`;
}
