import {
  type Binding,
  type Fact,
  type FactKey,
  folderOf,
  type Grant,
  type Identity,
  type Name,
  type Ownership,
  type Reader,
  type Secret,
  type Trust,
  type Uri,
  type Use,
} from '@idlint/model';
import { sameNames } from './same-name.ts';

/** The facts of the whole workspace by what they are asked by. */
export interface Links {
  facts: { fact: Fact; reader: Reader | undefined }[];
  byKey: Map<FactKey, Fact>;
  byName: Map<Name, Fact[]>;
  identities: Identity[];
  /** By the folder of their documents. */
  identitiesIn: Map<Uri, Identity[]>;
  grantsOfPolicy: Map<FactKey, Grant[]>;
  grantsToPrincipal: Map<Name, Grant[]>;
  bindingsOfPolicy: Map<Name, Binding[]>;
  bindingsOfSubject: Map<Name, Binding[]>;
  trustsOfIdentity: Map<Name, Trust[]>;
  usesOf: Map<Name, Use[]>;
  ownerships: readonly Ownership[];
  secretsByFingerprint: Map<string, Secret[]>;
}

/** @param ownerships those among the facts; the same list as the last time where they are the same, so that what was found by it holds */
export function link(facts: Links['facts'], ownerships: Links['ownerships']): Links {
  const links: Links = {
    facts,
    byKey: new Map(),
    byName: new Map(),
    identities: [],
    identitiesIn: new Map(),
    grantsOfPolicy: new Map(),
    grantsToPrincipal: new Map(),
    bindingsOfPolicy: new Map(),
    bindingsOfSubject: new Map(),
    trustsOfIdentity: new Map(),
    usesOf: new Map(),
    ownerships,
    secretsByFingerprint: new Map(),
  };
  for (const { fact } of facts) {
    links.byKey.set(fact.key, fact);
    for (const name of fact.names) add(links.byName, name, fact);
    enter(links, fact);
  }
  for (const [name, same] of sameNames(facts, links.byName)) join(links, name, same);
  return links;
}

/** What is asked under either name is answered with what stands under both. */
function join(
  { byName, bindingsOfPolicy, bindingsOfSubject, usesOf, trustsOfIdentity, grantsToPrincipal }: Links,
  name: Name,
  same: Name,
): void {
  byName.set(name, byName.get(same) ?? []);
  for (const map of [bindingsOfPolicy, bindingsOfSubject, usesOf, trustsOfIdentity, grantsToPrincipal] as Map<Name, Fact[]>[]) {
    const both = [...new Set([...(map.get(same) ?? []), ...(map.get(name) ?? [])])];
    if (both.length === 0) continue;
    map.set(name, both);
    map.set(same, both);
  }
}

function enter(links: Links, fact: Fact): void {
  switch (fact.kind) {
    case 'identity':
      links.identities.push(fact);
      add(links.identitiesIn, folderOf(fact.at.uri), fact);
      break;
    case 'grant':
      add(links.grantsOfPolicy, fact.policy, fact);
      if (fact.layer === 'resource')
        for (const { name } of fact.principals?.items ?? []) if (name) add(links.grantsToPrincipal, name, fact);
      break;
    case 'binding':
      if (fact.policy.kind === 'known') add(links.bindingsOfPolicy, fact.policy.value, fact);
      for (const { name } of fact.subjects.items) if (name) add(links.bindingsOfSubject, name, fact);
      break;
    case 'trust':
      if (fact.identity.kind === 'known') add(links.trustsOfIdentity, fact.identity.value, fact);
      break;
    case 'use':
      if (fact.used.kind === 'known') add(links.usesOf, fact.used.value, fact);
      else if (fact.used.kind === 'absent' && fact.fallback) add(links.usesOf, fact.fallback, fact);
      break;
    case 'secret':
      add(links.secretsByFingerprint, fact.fingerprint, fact);
  }
}

function add<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const items = map.get(key);
  if (!items) map.set(key, [item]);
  else if (items.at(-1) !== item) items.push(item);
}

/** What stands under any of several names, once each, in the order of the workspace. */
export function underNames<T>(map: Map<Name, T[]>, names: readonly Name[]): T[] {
  if (names.length === 1) return map.get(names[0]!) ?? [];
  return [...new Set(names.flatMap(name => map.get(name) ?? []))];
}
