import { defineRule, type Grant, knownOf, type Trust } from '@idlint/model';
import { allows, serviceOf } from '../../aws.ts';
import { becomes } from '../../becomes.ts';
import { narrowing, networkConditions } from '../../conditions.ts';

export default defineRule({
  id: 'network-only-trust',
  family: 'trust',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'Whoever comes from a certain network is let in, whoever they are: the network is a signal, not an identity.',
  remedy: 'Name the principals, and keep the network as a condition besides.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 291 },

  looksAt: ['grant', 'trust'],
  check(fact, { inventory, report }) {
    if (fact.platform !== 'aws' || !letsIn(fact) || narrowing(fact.conditions) !== 'network') return;
    if (!fact.principals?.items.some(({ who }) => who === 'everyone')) return;
    const [condition] = networkConditions(fact.conditions);
    if (!condition || isMountedOnly(condition.key) || (fact.kind === 'grant' && isAboutCallingApi(fact))) return;
    const whom = fact.kind === 'trust' ? `can become ${becomes(fact, inventory).title}` : 'can use this';
    const [value] = condition.values.items;
    report(value?.kind === 'known' ? value : condition.at, `anyone in this network ${whom}, without saying who they are`, {
      label: 'the only thing that is asked',
    });
  },
});

const letsIn = (fact: Grant | Trust): boolean =>
  fact.kind === 'trust' ? fact.effect === 'allow' : fact.layer === 'resource' && allows(fact);

/** Whether an API asks its callers who they are is said by its methods. */
const isAboutCallingApi = ({ actions }: Grant): boolean => {
  const known = knownOf(actions);
  return known.length > 0 && known.every(({ value }) => serviceOf(value) === 'execute-api');
};

/** A file system has no other way in. */
const isMountedOnly = (key: string): boolean => key.toLowerCase().startsWith('elasticfilesystem:');
