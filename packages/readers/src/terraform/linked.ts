import type { Fact, Name } from '@idlint/model';

/**
 * Facts of one root module, linked by what they write: a role that the module declares as `deploy` is what an attachment to `"deploy"`
 * beside it means, and not the one of another environment. A policy that serves only as a boundary allows nobody anything.
 */
export function linked(facts: Fact[]): Fact[] {
  const declared = new Map<Name, Name | undefined>();
  for (const { names } of facts) {
    const [own, ...others] = names;
    // Two of one name: it is not clear which is meant.
    for (const other of others) declared.set(other, declared.has(other) ? undefined : own);
  }
  const meant = (name: Name): Name => declared.get(name) ?? name;
  return asBoundaries(facts.map(fact => relinked(fact, meant)));
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
