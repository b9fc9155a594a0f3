import type { Fact, Value } from '@idlint/model';
import { pathRules, pathsOf } from '../../vault/policy.ts';
import { only, policyOf } from '../given.ts';
import { argumentOf, baseOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';
import { authMappers } from './auth.ts';
import { databaseMappers } from './database.ts';
import { engineMappers } from './engine.ts';

/** HashiCorp Vault: policies, who signs in as whom, entities and groups, and the roles of other clouds that it hands out. */
export const vaultMappers: Record<string, Mapper> = {
  vault_policy: policy,
  ...authMappers,
  ...databaseMappers,
  ...engineMappers,
};

function policy(resource: TerraformResource): Fact[] {
  const document = argumentOf(resource, 'policy');
  const { rules, open, faults } = pathRules(document);
  const name = textOf(resource, 'name');
  const names = name.kind === 'known' ? [nameOfPolicy(name.value)] : [];
  const [fact, ...given] = policyOf(
    resource,
    'vault',
    'name',
    names,
    rules.map(({ path, capabilities, at }) => ({ actions: capabilities, resources: only(path), at, ...denied(capabilities.items) })),
  );
  const grants = given.map((grant): Fact => ({ ...grant, names: fact ? [pathsOf(fact.key)] : [] }));
  const withFaults = fact?.kind === 'policy' ? [{ ...fact, faults }] : [];
  if (!open) return [...withFaults, ...grants];
  const base = baseOf(resource, 'vault', 'document');
  return [
    ...withFaults,
    ...grants,
    { kind: 'gap', ...base, at: document.at, severity: 'limit', why: open, message: 'a policy of Vault is not wholly known here' },
  ];
}

const nameOfPolicy = (name: string): string => `vault:policy/${name.toLowerCase()}`;

/** `deny` takes everything else away. */
const denied = (capabilities: Value<string>[]): { effect?: 'deny' } =>
  capabilities.some(value => value.kind === 'known' && value.value === 'deny') ? { effect: 'deny' } : {};
