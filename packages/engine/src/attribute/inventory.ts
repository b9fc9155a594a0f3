import type {
  Access,
  Binding,
  Fact,
  Grant,
  Granted,
  Identity,
  Inventory,
  Name,
  OwnerAnswer,
  Policy,
  Secret,
  Trust,
  Uri,
  Use,
} from '@idlint/model';
import type { Database, Family } from '../query/database.ts';
import type { Query } from '../query/query.ts';
import { type Links, underNames } from './links.ts';
import { hasSources, ownersOf } from './owners.ts';

interface InventoryOptions {
  db: Database;
  links: Query<Links>;
  /** Labels that name an owner there, besides the usual ones. Recorded. */
  ownerLabels(uri: Uri): readonly string[];
  /** Recorded as long as it is not there. */
  access(): Access | undefined;
}

/** What rules ask about the whole workspace. Each question is a query: a rule is asked again only when an answer became another one. */
export class Attribution implements Omit<Inventory, 'access'> {
  readonly #links: Query<Links>;
  readonly #options: InventoryOptions;
  readonly #families: Family<never, unknown>[] = [];
  readonly #sources: Family<readonly string[], boolean>;
  readonly named: (name: Name) => Fact[];
  readonly ownersOf: (identity: Identity) => OwnerAnswer;
  readonly grantsOf: (identity: Identity) => Granted[];
  readonly bindingsOf: (policy: Policy) => Binding[];
  readonly trustOf: (identity: Identity) => Trust[];
  readonly usesOf: (identity: Identity) => Use[];
  readonly holdersOf: (grant: Grant) => Identity[];
  /** The same secret wherever it stands. */
  readonly secretsLike: (fingerprint: string) => Secret[];

  constructor(options: InventoryOptions) {
    this.#options = options;
    this.#links = options.links;
    const links = () => this.#links.get();
    this.#sources = options.db.family('sources', labels => hasSources(links(), labels));
    this.named = this.#question(name => links().byName.get(name) ?? []);
    this.ownersOf = this.#question(identity => {
      const labels = options.ownerLabels(identity.at.uri);
      return ownersOf(identity, links(), labels, this.#sources.get(labels));
    });
    this.grantsOf = this.#question(identity => this.#grantsOf(identity));
    this.bindingsOf = this.#question(policy => underNames(links().bindingsOfPolicy, policy.names));
    this.trustOf = this.#question(identity => underNames(links().trustsOfIdentity, identity.names));
    this.usesOf = this.#question(identity => underNames(links().usesOf, identity.names));
    this.holdersOf = this.#question(grant => this.#holdersOf(grant));
    this.secretsLike = this.#question(fingerprint => links().secretsByFingerprint.get(fingerprint) ?? []);
  }

  sweep(revision: number): void {
    for (const family of [...this.#families, this.#sources]) family.sweep(revision);
  }

  #question<K, T>(answer: (about: K) => T): (about: K) => T {
    const family = this.#options.db.family('ask', answer);
    this.#families.push(family as unknown as Family<never, unknown>);
    return about => family.get(about);
  }

  /** `within`: the groups whose grants are being looked for, which may be in each other. */
  #grantsOf(identity: Identity, within: ReadonlySet<Identity> = new Set()): Granted[] {
    const links = this.#links.get();
    const granted: Granted[] = [];
    for (const binding of underNames(links.bindingsOfSubject, identity.names)) {
      if (binding.policy.kind !== 'known') continue;
      const name = binding.policy.value;
      if (binding.membership) {
        const groups = (links.byName.get(name) ?? []).filter(fact => fact.kind === 'identity' && !within.has(fact)) as Identity[];
        granted.push(...groups.flatMap(group => this.#grantsOf(group, new Set([...within, identity, group]))));
        continue;
      }
      const policies = (links.byName.get(name) ?? []).filter(fact => fact.kind === 'policy');
      for (const policy of policies)
        for (const grant of links.grantsOfPolicy.get(policy.key) ?? []) granted.push({ binding, policy, grant, at: binding.at });
      if (policies.length > 0) continue;
      const builtin = this.#options.access()?.builtin(name) ? { builtin: name } : {};
      granted.push({ binding, policy: undefined, grant: undefined, ...builtin, at: binding.at });
    }
    for (const grant of underNames(links.grantsToPrincipal, identity.names)) {
      const policy = links.byKey.get(grant.policy);
      granted.push({ binding: undefined, policy: policy?.kind === 'policy' ? policy : undefined, grant, at: grant.at });
    }
    return granted;
  }

  #holdersOf(grant: Grant): Identity[] {
    const links = this.#links.get();
    const policy = links.byKey.get(grant.policy);
    if (policy?.kind !== 'policy') return [];
    const holders = new Set<Identity>();
    for (const binding of underNames(links.bindingsOfPolicy, policy.names))
      for (const { name } of binding.subjects.items)
        for (const fact of name ? (links.byName.get(name) ?? []) : []) if (fact.kind === 'identity') holders.add(fact);
    return [...holders];
  }
}
