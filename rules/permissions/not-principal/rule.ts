import { defineRule, type Grant, type Trust } from '@idlint/model';
import { becomes } from '../../becomes.ts';

export default defineRule({
  id: 'not-principal',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A policy lets in everybody but those that it lists, strangers without an account included.',
  remedy: 'Name in Principal who is let in; to keep somebody out, use Deny.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 183 },

  looksAt: ['grant', 'trust'],
  check(fact, { inventory, report }) {
    const [first] = fact.notPrincipals?.items ?? [];
    if (!first || fact.effect !== 'allow' || isToldByTrust(fact)) return;
    const whom = fact.kind === 'trust' ? `may become ${becomes(fact, inventory).title}` : 'may use this';
    report(first.written, `anyone but the principals listed here ${whom}, without an AWS account too`, {
      label: 'the only one that is kept out',
    });
  },
});

/** A statement of a trust policy is a grant and a trust; it is said once. */
const isToldByTrust = (fact: Grant | Trust): boolean => fact.kind === 'grant' && fact.layer === 'trust';
