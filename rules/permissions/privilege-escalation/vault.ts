import { type Grant, type Inventory, type Known, keyName, knownOf, type Level, type Place } from '@idlint/model';
import { allows } from '../../aws.ts';
import { everyPath, isAbout, writing } from '../../vault.ts';

interface VaultEscalation {
  action: Known<string>;
  how: string;
  level: Level;
}

/** Paths of Vault's API that give rights, by one that stands for all of them. https://developer.hashicorp.com/vault/api-docs/system */
const paths: { path: string; how: string; needsSudo?: true; level: Level }[] = [
  { path: 'sys/policies/acl/name', how: 'write policies, its own too', level: 'error' },
  { path: 'sys/policy/name', how: 'write policies, its own too', level: 'error' },
  { path: 'auth/token/create', how: 'make tokens with any policy', needsSudo: true, level: 'error' },
  { path: 'auth/token/create-orphan', how: 'make tokens with any policy', needsSudo: true, level: 'error' },
  { path: 'sys/auth/name', how: 'let others sign in, with any policy', needsSudo: true, level: 'warning' },
  { path: 'identity/group/id/name', how: 'give any policy to groups', level: 'warning' },
  { path: 'identity/entity/id/name', how: 'give any policy to whoever signs in', level: 'warning' },
];

/** Of all paths of a policy the one that is spoken of: the gravest, else the first. */
export function spokenOf(grant: Grant, inventory: Inventory): { found: VaultEscalation; others: Place[] } | undefined {
  const own = vaultEscalation(grant);
  if (!own) return undefined;
  const all = inventory
    .named(`${keyName(grant.policy)}/paths`)
    .flatMap(fact => (fact.kind === 'grant' && allows(fact) ? { key: fact.key, found: vaultEscalation(fact) } : []))
    .flatMap(({ key, found }) => (found ? { key, found } : []));
  const first = all.find(({ found }) => found.level === 'error') ?? all[0];
  if (first && first.key !== grant.key) return undefined;
  return { found: own, others: all.filter(({ key }) => key !== grant.key).map(({ found }) => found.action.at) };
}

/** What makes a right on a path as good as any. Whoever may do everything is spoken of as an administrator. */
function vaultEscalation(grant: Grant): VaultEscalation | undefined {
  if (everyPath(grant)) return undefined;
  const capabilities = knownOf(grant.actions);
  const sudo = capabilities.find(({ value }) => value === 'sudo' || value === 'root');
  const write = sudo ?? capabilities.find(({ value }) => writing.has(value) && value !== 'delete');
  if (!write) return undefined;
  for (const { value: pattern } of knownOf(grant.resources)) {
    const found = paths.find(({ path, needsSudo }) => (!needsSudo || sudo) && isAbout(pattern, path));
    if (found) return { action: write, how: found.how, level: found.level };
  }
  return undefined;
}
