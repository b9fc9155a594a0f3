import { defineRule, knownOf, type RuleContext, type Trust } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { isAnything, operatorName, pins } from '../../conditions.ts';
import { issuersOf, subjectConditions } from '../../issuer.ts';

export default defineRule({
  id: 'workload-identity-too-wide',
  family: 'trust',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A cloud role is open to more workloads of a cluster than the one that it is for.',
  remedy: 'Name namespace and service account: system:serviceaccount:shop:api, compared with StringEquals.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 290 },

  looksAt: 'trust',
  check(trust, context) {
    if ((trust.platform !== 'aws' && trust.platform !== 'vault') || trust.effect !== 'allow') return;
    const issuer = issuersOf(trust, context.inventory).find(({ kind }) => kind === 'kubernetes');
    if (!issuer) return;
    const subjects = subjectConditions(trust.conditions.items, undefined);
    if (subjects.length === 0 && !trust.conditions.open) {
      const { title, gets, related } = becomes(trust, context.inventory);
      const { written } = issuer.principal;
      context.report(written.kind === 'known' ? written : written.at, `any pod of the cluster can become ${title}${gets}`, {
        label: 'no condition on the service account',
        related,
      });
    }
    for (const subject of subjects)
      if (operatorName(subject.operator) === 'stringlike' || !pins(subject)) checkSubject(subject, trust, context);
  },
});

function checkSubject(subject: Trust['conditions']['items'][number], trust: Trust, { inventory, report }: RuleContext): void {
  const { title, gets, related } = becomes(trust, inventory);
  if (/^ForAllValues:/i.test(subject.operator))
    report(subject.at, `a token without a subject can become ${title}${gets}`, {
      label: 'ForAllValues also holds when there is none',
      related,
    });
  for (const value of knownOf(subject.values)) {
    const [, , namespace = '*', account = '*'] = value.value.split(':');
    if (isAnything(value.value) || /^[*?]/.test(namespace))
      report(value, `any pod of the cluster can become ${title}${gets}`, { label: 'every namespace', related });
    else if (isAnything(account))
      report(value, `any service account in namespace ${namespace} can become ${title}${gets}`, {
        level: 'warning',
        label: 'every service account',
        related,
      });
  }
}
