import { type Condition, defineRule } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { pins } from '../../conditions.ts';
import { claims, issuersOf, telling } from '../../issuer.ts';

export default defineRule({
  id: 'oidc-audience-missing',
  family: 'trust',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A role does not ask for whom a token was made, so a token that was meant for another service opens it.',
  remedy: 'Add a condition on the audience (aud).',
  standards: { owaspNhi: 'NHI4:2025', cwe: 290 },

  looksAt: 'trust',
  check(trust, { inventory, report }) {
    if (trust.platform !== 'aws' || trust.effect !== 'allow' || trust.conditions.open) return;
    for (const { host, kind, principal, provider, title: issuer } of issuersOf(trust, inventory)) {
      if (host === undefined || isSaml(principal.written)) continue;
      // Where not even the subject is asked for, that is the fault.
      if (kind !== 'people' && claims(trust.conditions.items, undefined, telling).length === 0) continue;
      if (claims(trust.conditions.items, undefined, ['aud', 'app_id', 'amr', 'oaud', 'azp']).some(asksFor)) continue;
      const { title, related } = becomes(trust, inventory);
      const at = principal.written.kind === 'known' ? principal.written : principal.written.at;
      // AWS takes no token whose audience the provider's client ids do not name: one exact client id does the same.
      const checked = kind !== 'people';
      // Google's subjects are numbers of its own, one for each account.
      if (host === 'accounts.google.com' && claims(trust.conditions.items, undefined, ['sub']).some(pins)) continue;
      const clients = provider?.settings.clients;
      const exact = clients?.kind === 'known' && !String(clients.value).includes(' ');
      if (checked && exact) continue;
      const message = checked
        ? `a token of ${issuer} for any of the provider’s audiences opens ${title}`
        : `a user of any application at ${host} can become ${title}`;
      report(at, message, { level: checked ? 'note' : 'warning', label: 'no condition on the audience', related });
    }
  },
});

/** Every token has an audience, so that `ForAllValues:` asks for it too. */
const asksFor = (condition: Condition): boolean => pins({ ...condition, operator: condition.operator.replace(/^ForAllValues:/i, '') });

const isSaml = (written: { kind: string; value?: string }): boolean =>
  written.kind === 'known' && /saml-provider\//.test(written.value ?? '');
