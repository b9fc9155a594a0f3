import { defineRule, type Identity } from '@idlint/model';
import { titleOf } from '../../who.ts';
import { held, namesakes } from '../held.ts';
import { folderOf, isSystemAccount } from '../kubernetes.ts';

export default defineRule({
  id: 'dormant-identity',
  family: 'ownership',
  level: 'warning',
  confidence: 'medium',
  preset: 'strict',
  summary: 'A service account is declared and nothing here runs as it: a spare key that nobody would miss.',
  remedy: 'Remove it, with what it is granted; if it is used from elsewhere, say so where it is declared.',
  standards: { owaspNhi: 'NHI1:2025' },

  looksAt: 'identity',
  check(identity, { inventory, report }) {
    if (identity.platform !== 'kubernetes' || identity.type !== 'service-account' || isSystemAccount(identity)) return;
    // What a chart names by a template is used by what it names by another one.
    if (identity.name.kind !== 'known' || namesakes(identity, inventory).length > 0 || inventory.usesOf(identity).length > 0) return;
    // Where its namespace's workloads are not declared, what runs as it may well not be either.
    const workloads = inventory.named(`kubernetes:Workload/${namespaceOf(identity)}/*`);
    if (!workloads.some(({ at }) => identity.scope || folderOf(at) === folderOf(identity.at))) return;
    const granted = held(inventory.grantsOf(identity), inventory);
    report(identity.name, `nothing here runs as ${titleOf(identity)}${granted}`, {
      label: 'not used here',
    });
  },
});

const namespaceOf = ({ scope }: Identity): string => (scope?.kind === 'known' ? scope.value : '');
