import { defineRule } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { pins } from '../../conditions.ts';
import { claims, issuersOf, telling } from '../../issuer.ts';

export default defineRule({
  id: 'oidc-subject-missing',
  family: 'trust',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A role trusts an identity provider without asking whose token it is, so every customer of that provider can become it.',
  remedy: 'Add a condition on the subject, with repository and branch, project or workspace.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 290 },

  looksAt: 'trust',
  check(trust, { inventory, report }) {
    if (trust.platform !== 'aws' || trust.effect !== 'allow' || trust.conditions.open) return;
    for (const issuer of issuersOf(trust, inventory)) {
      if (issuer.kind !== 'ci' || issuer.host === undefined) continue;
      const said = claims(trust.conditions.items, undefined, telling);
      if (said.some(condition => pins(condition) || condition.key.toLowerCase().endsWith(':sub'))) continue;
      const { title, gets, related } = becomes(trust, inventory);
      report(
        issuer.principal.written.kind === 'known' ? issuer.principal.written : issuer.principal.written.at,
        issuer.shared
          ? `anyone who uses ${issuer.title} can become ${title}${gets}`
          : `whatever runs in ${issuer.title} can become ${title}${gets}`,
        { level: issuer.shared ? 'error' : 'warning', label: 'no condition says whose token it must be', related },
      );
    }
  },
});
