import { defineRule, type Known, type Trust } from '@idlint/model';
import { becomes } from '../../becomes.ts';
import { narrowing } from '../../conditions.ts';
import { accountOf } from '../../who.ts';

/** Accounts that vendors document for their customers' trust policies. */
const vendors: Record<string, string> = {
  '464622532012': 'Datadog',
  '754728514883': 'New Relic',
  '414351767826': 'Databricks',
  '434813966438': 'Lacework',
  '454464851268': 'CloudHealth',
  '926226587429': 'Sumo Logic',
  '956993596390': 'Vanta',
  '834469178297': 'Fivetran',
  '509560245411': 'Dynatrace',
  '188619942792': 'Prisma Cloud',
};

export default defineRule({
  id: 'external-id-missing',
  family: 'trust',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'An outside account is trusted without an external id, so another customer of the same vendor can have it act on this role.',
  remedy: 'Ask the vendor for the external id and require it (sts:ExternalId); list your own accounts in idlint.yaml.',
  standards: { owaspNhi: 'NHI3:2025', cwe: 441 },

  looksAt: 'trust',
  check(trust, { inventory, ownAccounts, report }) {
    if (trust.platform !== 'aws' || trust.effect !== 'allow' || isNarrowed(trust)) return;
    for (const { who, written } of trust.principals.items) {
      if (written.kind !== 'known' || (who !== 'account' && who !== 'identity')) continue;
      const account = accountOf(written.value);
      if (!account || ownAccounts.includes(account) || isExample(account)) continue;
      const vendor = vendors[account];
      // Without a list of one's own accounts, nobody can tell a stranger's from a sister's.
      if (!vendor && ownAccounts.length === 0) continue;
      const { title, gets } = becomes(trust, inventory);
      report(
        written as Known<string>,
        `${vendor ?? `account ${account}`} can become ${title}${gets}, on behalf of whichever customer asks it to`,
        {
          label: vendor ? `${vendor}’s account` : 'not one of your own accounts',
        },
      );
    }
  },
});

const isNarrowed = ({ conditions }: Trust): boolean =>
  conditions.open !== undefined ||
  narrowing(conditions) === 'identity' ||
  conditions.items.some(({ key }) => /^(?:sts:externalid|saml:|aws:multifactorauth)/i.test(key));

/** The account ids of AWS's documentation. */
const isExample = (account: string): boolean => /^(?:123456789012|(\d)\1{11})$/.test(account);
