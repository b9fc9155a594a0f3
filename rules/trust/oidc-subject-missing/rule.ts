import { defineRule, type Resource, type RuleContext, type Trust } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { pins } from '../../conditions.ts';
import { claims, issuersOf, sharedIssuer, telling } from '../../issuer.ts';

export default defineRule({
  id: 'oidc-subject-missing',
  family: 'trust',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A role trusts an identity provider without asking whose token it is, so every customer of that provider can become it.',
  remedy: 'Add a condition on the subject, with repository and branch, project or workspace.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 290 },

  looksAt: ['trust', 'resource'],
  check(fact, context) {
    if (fact.kind === 'trust') checkTrust(fact, context);
    else if (fact.type === 'oidc-provider' && fact.platform === 'gcp') checkProvider(fact, context);
  },
});

function checkTrust(trust: Trust, { inventory, report }: RuleContext): void {
  if ((trust.platform !== 'aws' && trust.platform !== 'vault') || trust.effect !== 'allow' || trust.conditions.open) return;
  for (const issuer of issuersOf(trust, inventory)) {
    if (issuer.kind !== 'ci' || issuer.host === undefined) continue;
    const said = claims(trust.conditions.items, undefined, telling);
    if (said.some(condition => pins(condition) || condition.key.toLowerCase().endsWith(':sub'))) continue;
    // What an issuer of one's own puts into its tokens is one's own; whoever asks for some of it has thought of whom.
    if (trust.platform === 'vault' && !issuer.shared && trust.conditions.items.some(asksMore)) continue;
    const { title, gets, related } = becomes(trust, inventory);
    report(
      issuer.principal.written.kind === 'known' ? issuer.principal.written : issuer.principal.written.at,
      issuer.shared
        ? `anyone who uses ${issuer.title} can become ${title}${gets}`
        : `whatever runs in ${issuer.title} can become ${title}${gets}`,
      { level: issuer.shared ? 'error' : 'warning', label: 'no condition says whose token it must be', related },
    );
  }
}

const asksMore = (condition: Trust['conditions']['items'][number]): boolean => !condition.key.endsWith(':aud') && pins(condition);

/** A pool of Google Cloud takes every token of its issuer, unless its provider has a condition. */
function checkProvider({ settings, name }: Resource, { report }: RuleContext): void {
  const { url, condition } = settings;
  const issuer = url?.kind === 'known' ? sharedIssuer(String(url.value)) : undefined;
  if (!url || !issuer || condition?.kind !== 'absent') return;
  report(url, `anyone who uses ${issuer} gets an identity in the pool of ${name.kind === 'known' ? `"${name.value}"` : 'this provider'}`, {
    label: 'no condition says whose token it must be',
    remedy: 'Add an attribute condition on the owner or the repository: assertion.repository_owner_id == "123456".',
  });
}
