import { defineRule, type Owner, ownerName } from '@idlint/model';
import { titleOf } from '../../who.ts';

export default defineRule({
  id: 'disputed-owner',
  family: 'ownership',
  level: 'note',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'Two sources name different owners, so each may think that the other one looks after it.',
  remedy: 'Agree on one, and say the same in both places.',
  standards: { owaspNhi: 'NHI1:2025' },

  looksAt: 'identity',
  check(identity, { inventory, report }) {
    const answer = inventory.ownersOf(identity);
    if (answer.is !== 'owned') return;
    const label = answer.owners.filter(({ source }) => source === 'label');
    // A catch-all line names who is asked when nobody else is: that is no dispute.
    const others = answer.owners.filter(({ source, confidence }) => source !== 'label' && confidence !== 'low');
    const own = label[0];
    const other = others[0];
    if (!own || !other || label.some(one => others.some(two => isSame(one, two)))) return;
    report(own.at, `${titleOf(identity)} belongs to ${own.name} by its label, to ${other.name} by ${sources[other.source]}`, {
      label: 'who is it?',
      related: [{ at: other.at, message: `${sources[other.source]} says ${other.name}` }],
    });
  },
});

const isSame = (a: Owner, b: Owner): boolean => ownerName(a.name) === ownerName(b.name);

const sources: Record<Owner['source'], string> = {
  label: 'its label',
  codeowners: 'CODEOWNERS',
  catalog: 'the catalog',
  configuration: 'idlint.yaml',
  history: 'the history',
};
