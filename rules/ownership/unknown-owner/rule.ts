import { defineRule, type Inventory, type Owner, ownerName } from '@idlint/model';
import { titleOf } from '../../who.ts';
import { nearest } from '../near.ts';
import { type Known, rosterOf } from '../roster.ts';

export default defineRule({
  id: 'unknown-owner',
  family: 'ownership',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'The owner that is named is no team or person that anyone knows here, so nobody is reached when it matters.',
  remedy: 'Name a team or person that CODEOWNERS or the catalog knows, or add it there.',
  standards: { owaspNhi: 'NHI1:2025' },
  covers: ['disputed-owner'],

  looksAt: 'identity',
  check(identity, { inventory, report }) {
    const answer = inventory.ownersOf(identity);
    if (answer.is !== 'owned') return;
    for (const owner of answer.owners) {
      const unknown = owner.source === 'label' ? unknownTo(owner, inventory) : undefined;
      if (!unknown) continue;
      const { near, from } = unknown;
      report(owner.at, `"${owner.name}", who is to answer for ${titleOf(identity)}, is nobody that ${from} knows`, {
        label: near ? `perhaps ${near.written}` : 'unknown here',
        ...(near
          ? {
              fix: {
                title: `name ${near.written}`,
                safety: 'suggested',
                intents: [{ do: 'replace', at: owner.at, with: asIn(owner.name, near.written) }],
              },
            }
          : {}),
      });
    }
  },
});

/** How many teams CODEOWNERS must name before one that it does not is thought to be wrong: it lists reviewers, not everybody. */
const enough = 3;

/** Teams are looked for among teams, people among people: a list of the one says nothing of the other. */
function unknownTo({ name: written }: Owner, inventory: Inventory): { near?: Known; from: string } | undefined {
  const name = ownerName(written);
  const roster = rosterOf(inventory);
  if (name === undefined || roster.some(known => known.name === name)) return undefined;
  const peers = roster.filter(({ person }) => person === isPerson(written));
  const near = nearest(name, peers, known => known.name);
  const listed = peers.some(({ from }) => from === 'catalog');
  if (!near && !listed && peers.length < enough) return undefined;
  return { ...(near ? { near } : {}), from: listed ? 'the catalog' : 'CODEOWNERS' };
}

/** A mail address may be a team’s, too, but then its name is the team’s. */
const isPerson = (written: string): boolean => written.includes('@') && !written.includes('/');

/** `payments` stays without the organisation that CODEOWNERS writes before it. */
const asIn = (written: string, known: string): string => (written.includes('/') ? known : known.slice(known.lastIndexOf('/') + 1));
