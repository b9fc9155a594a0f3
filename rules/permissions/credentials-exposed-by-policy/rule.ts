import { defineRule, type Grant, knownOf, type RuleContext } from '@idlint/model';
import { allows, everyResourceOf } from '../../aws.ts';
import { handsOutCredentials } from '../../credential-actions.ts';
import { reading } from '../../vault.ts';
import { holderOf } from '../../who.ts';
import { listed } from '../../words.ts';

export default defineRule({
  id: 'credentials-exposed-by-policy',
  family: 'permissions',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'A grant hands out credentials or reads every secret, so whoever holds it can go on as somebody else.',
  remedy: 'Name the secrets or users that are needed.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 522 },

  looksAt: 'grant',
  check(grant, context) {
    if (!allows(grant)) return;
    if (grant.platform === 'aws' && grant.layer === 'identity') checkStatement(grant, context);
    else if (grant.platform === 'kubernetes') checkRule(grant, context);
    else if (grant.platform === 'azure') checkVault(grant, context);
    else if (grant.platform === 'vault') checkMount(grant, context);
  },
});

function checkStatement(grant: Grant, { inventory, report }: RuleContext): void {
  if (grant.conditions.open || grant.conditions.items.some(({ key }) => /resourcetag\/|secretid|viaservice/i.test(key))) return;
  if (!everyResourceOf(grant.resources) && !isEveryUserOrSecret(grant)) return;
  for (const action of knownOf(grant.actions)) {
    const what = handsOutCredentials(action.value);
    if (!what) continue;
    const { title, related } = holderOf(grant, inventory);
    report(action, `${title} can get ${what}`, { related });
  }
}

/** `arn:aws:iam::*:user/*`, `arn:aws:secretsmanager:*:*:secret:*`: every one, though not of everything. */
const isEveryUserOrSecret = ({ resources }: Grant): boolean =>
  knownOf(resources).some(({ value }) => /^arn:[^:]*:(?:iam|secretsmanager):[^:]*:[^:]*:(?:user\/|secret:)[*]+$/.test(value));

const readingVerbs = new Set(['get', 'list', 'watch', '*']);

/** Listing secrets gives their contents as well. In one namespace it is what most operators need. */
function checkRule(grant: Grant, { inventory, report }: RuleContext): void {
  if (grant.namespaced || grant.resourceNames?.items.length || grant.resourceNames?.open) return;
  const secrets = knownOf(grant.resources).find(({ value }) => value === 'secrets');
  const core = knownOf(grant.groups).some(({ value }) => value === '' || value === '*');
  const verbs = knownOf(grant.actions)
    .map(({ value }) => value)
    .filter(verb => readingVerbs.has(verb));
  if (!secrets || !core || verbs.length === 0) return;
  const { title, related } = holderOf(grant, inventory);
  const may = verbs.includes('*') ? 'read and change' : listed(verbs);
  const bound = inventory
    .holdersOf(grant)
    .flatMap(holder => inventory.grantsOf(holder))
    .filter(granted => granted.grant?.key === grant.key)
    .map(({ binding }) => binding?.scope.level);
  const inCluster = bound.includes('cluster');
  if (bound.length > 0 && !inCluster) return;
  report(secrets, `${title} may ${may} secrets, in every namespace${inCluster ? '' : ' if it is bound to the cluster'}`, {
    label: 'tokens and passwords of everything else',
    related,
    remedy: 'Grant it in the namespaces that need it (Role and RoleBinding), or name the secrets in resourceNames.',
  });
}

function checkVault(grant: Grant, { inventory, report }: RuleContext): void {
  for (const action of knownOf(grant.actions)) {
    if (!/^microsoft\.keyvault\/vaults\/(?:secrets\/(?:getsecret\/action|\*)|\*)$/i.test(action.value)) continue;
    const { title, related } = holderOf(grant, inventory);
    // An access policy knows no single secrets: that of one vault is what an application needs, unless others keep theirs in it.
    if (grant.resources.items.length > 0)
      report(action, `${title} can read every secret of ${vaultIn(grant)}`, {
        level: 'note',
        preset: 'strict',
        related,
        remedy: 'Give each application a vault of its own, or a role on the one secret (Key Vault Secrets User).',
      });
    else report(action, `${title} can read the secrets of every vault in its scope`, { related });
  }
}

/** Policies that are added from elsewhere are called `add`, not by the vault's name. */
const vaultIn = ({ resources: { items } }: Grant): string => {
  const [vault] = items;
  return vault?.kind === 'known' && !vault.value.includes('/') && !/^(?:add|replace|remove)$/.test(vault.value)
    ? `vault "${vault.value}"`
    : 'its vault';
};

/** `secret/*`, `kv/data/*`, `secret/data/+/*`: everything that a store of secrets holds, by the names that such stores bear. */
const wholeStore = /^(?:secrets?|kv(?:-?v?[12])?)\/(?:data\/)?(?:\+\/)*\*$/;

function checkMount(grant: Grant, { inventory, report }: RuleContext): void {
  const store = knownOf(grant.resources).find(({ value }) => wholeStore.test(value));
  if (!store || !knownOf(grant.actions).some(({ value }) => reading.has(value))) return;
  const { title, related } = holderOf(grant, inventory);
  report(store, `${title} can read every secret under ${store.value.replace(/\/?\*$/, '')}`, {
    label: 'the whole store',
    related,
    remedy: 'Name the folder whose secrets it uses: secret/data/shop/*.',
  });
}
