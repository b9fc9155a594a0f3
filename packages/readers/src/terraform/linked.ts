import type { Fact, Identity, Name } from '@idlint/model';

/**
 * Facts of one root module, linked by what they write: a role that the module declares as `deploy` is what an attachment to `"deploy"`
 * beside it means, and not the one of another environment. A policy that serves only as a boundary allows nobody anything.
 */
export function linked(facts: Fact[]): Fact[] {
  const merged = oneIdentityEach(facts);
  const declared = new Map<Name, Name | undefined>();
  for (const { names } of merged) {
    const [own, ...others] = names;
    // Two of one name: it is not clear which is meant.
    for (const other of others) declared.set(other, declared.has(other) ? undefined : own);
  }
  const profiles = rolesOfProfiles(merged);
  const own = (name: Name): Name => declared.get(name) ?? name;
  const meant = (name: Name): Name => own(profiles.get(own(name)) ?? name);
  return asBoundaries(asSignedIn(merged.map(fact => relinked(fact, meant))));
}

/** The role of each instance profile. */
function rolesOfProfiles(facts: Fact[]): Map<Name, Name> {
  const roles = new Map<Name, Name>();
  for (const fact of facts) {
    const role = fact.kind === 'resource' && fact.type === 'instance-profile' ? fact.settings.role : undefined;
    if (role?.kind === 'known') roles.set(fact.names[0]!, String(role.value));
  }
  return roles;
}

/** An application and its service principal, declared side by side, are one identity: it has the names of both. */
function oneIdentityEach(facts: Fact[]): Fact[] {
  const applications = new Map(
    facts.flatMap(fact => (fact.kind === 'identity' && fact.type === 'application' ? [[fact.names[0], fact] as const] : [])),
  );
  const gone = new Set<Fact>();
  const names = new Map<Fact, Name[]>();
  for (const principal of applications.values()) {
    const of = principal.names
      .slice(1)
      .map(name => applications.get(name))
      .find(other => other && other !== principal);
    if (!of) continue;
    gone.add(principal);
    names.set(of, [...(names.get(of) ?? of.names), principal.names[0]!]);
  }
  if (gone.size === 0) return facts;
  return facts.filter(fact => !gone.has(fact)).map(fact => (names.has(fact) ? { ...fact, names: names.get(fact)! } : fact));
}

/** Who has a password for the console is a person; who has only access keys is none. */
function asSignedIn(facts: Fact[]): Fact[] {
  const signIns = new Map<Name, Identity['actor']>();
  for (const fact of facts) {
    if (fact.kind !== 'credential' || fact.platform !== 'aws' || fact.identity.kind !== 'known') continue;
    const name = fact.identity.value;
    if (fact.type === 'password') signIns.set(name, 'human');
    else if (!signIns.has(name)) signIns.set(name, 'machine');
  }
  if (signIns.size === 0) return facts;
  return facts.map(fact => {
    const actor = fact.kind === 'identity' && fact.type === 'user' ? signIns.get(fact.names[0]!) : undefined;
    return actor && fact.kind === 'identity' ? { ...fact, actor } : fact;
  });
}

function relinked(fact: Fact, meant: (name: Name) => Name): Fact {
  switch (fact.kind) {
    case 'binding': {
      const items = fact.subjects.items.map(subject => (subject.name ? { ...subject, name: meant(subject.name) } : subject));
      const policy = fact.policy.kind === 'known' ? { ...fact.policy, value: meant(fact.policy.value) } : fact.policy;
      return { ...fact, policy, subjects: { ...fact.subjects, items } };
    }
    case 'credential':
    case 'trust':
      return fact.identity.kind === 'known' ? { ...fact, identity: { ...fact.identity, value: meant(fact.identity.value) } } : fact;
    case 'use':
      return fact.used.kind === 'known' ? { ...fact, used: { ...fact.used, value: meant(fact.used.value) } } : fact;
    default:
      return fact;
  }
}

function asBoundaries(facts: Fact[]): Fact[] {
  const bounding = new Set<Name>();
  const giving = new Set<Name>();
  for (const fact of facts)
    if (fact.kind === 'binding' && fact.policy.kind === 'known') (fact.layer === 'boundary' ? bounding : giving).add(fact.policy.value);
  if (bounding.size === 0) return facts;
  const only = new Set(
    facts.flatMap(fact =>
      fact.kind === 'policy' && fact.names.some(name => bounding.has(name)) && !fact.names.some(name => giving.has(name)) ? [fact.key] : [],
    ),
  );
  return facts.map(fact => {
    if (fact.kind === 'policy' && only.has(fact.key)) return { ...fact, layer: 'boundary' as const };
    return fact.kind === 'grant' && only.has(fact.policy) ? { ...fact, layer: 'boundary' as const } : fact;
  });
}
