import {
  folderOf,
  type Identity,
  type Labels,
  type Owner,
  type OwnerAnswer,
  type Ownership,
  type Place,
  type Uri,
  type Value,
  type Why,
} from '@idlint/model';
import { catchesAll, codeownersPattern } from '@idlint/syntax/codeowners';
import type { Links } from './links.ts';

/** Keys of tags, labels and annotations that people write an owner under, without separators and what stands before the last `/` or `:`. */
const usualLabels = new Set([
  'businessowner',
  'contact',
  'contactemail',
  'maintainer',
  'maintainers',
  'ownedby',
  'owner',
  'owneremail',
  'ownergroup',
  'ownername',
  'owners',
  'ownerteam',
  'owningteam',
  'productowner',
  'responsible',
  'responsibleteam',
  'serviceowner',
  'squad',
  'steward',
  'team',
  'teamemail',
  'teamname',
  'teamowner',
  'technicalcontact',
  'technicalowner',
]);

/** What people write who have nothing to say. */
const emptyWords =
  /^(?:|-+|\?+|n\/?a|nil|none|null|nobody|no[ -]?one|owner|tbc|tbd|team|todo|undefined|unknown|unassigned|unowned|change ?me|fixme|x+)$/i;

/** How sure each source is: a label speaks of the thing itself, a catch-all line of nothing in particular. */
const catalogSources: readonly Ownership['source'][] = ['catalog', 'configuration', 'history'];

/**
 * Who answers for an identity: its own labels first, then what catalogs and configuration say of it by name, then the last line of
 * CODEOWNERS that matches its document.
 */
export function ownersOf(identity: Identity, links: Links, ownerLabels: readonly string[], sources: boolean): OwnerAnswer {
  const labels = labelOwners(identity.labels, ownerLabels);
  const owners = [...labels.owners, ...declaredOwners(identity, links), ...usersOwners(identity, links)];
  if (owners.length > 0) return { is: 'owned', owners, sources };
  const why = labels.why ?? identity.labels.open;
  if (why) return { is: 'unknown', why, sources };
  const likely = likelyOwner(identity, links, ownerLabels);
  return { is: 'unowned', sources, ...(likely ? { likely } : {}) };
}

/** Whether anything in the workspace says who owns what. */
export const hasSources = (links: Links, ownerLabels: readonly string[]): boolean =>
  links.ownerships.length > 0 || links.identities.some(({ labels }) => labelOwners(labels, ownerLabels).owners.length > 0);

function labelOwners(labels: Labels, ownerLabels: readonly string[]): { owners: Owner[]; why?: Why } {
  const own = ownerLabels.map(label => label.toLowerCase());
  const named = Object.entries(labels.entries)
    .map(([key, value]) => ({ rank: own.indexOf(key.toLowerCase()), usual: usualLabels.has(plain(key)), value }))
    .filter(({ rank, usual }) => rank >= 0 || usual)
    .sort((a, b) => (a.rank < 0 ? own.length : a.rank) - (b.rank < 0 ? own.length : b.rank));
  const owners: Owner[] = [];
  let why: Why | undefined;
  for (const { value } of named) {
    if (value.kind === 'unknown') why ??= value.why;
    else if (isOwner(value)) owners.push({ name: value.value.trim(), source: 'label', confidence: 'high', at: value.at });
  }
  return why ? { owners, why } : { owners };
}

const plain = (key: string): string =>
  key
    .slice(Math.max(key.lastIndexOf('/'), key.lastIndexOf(':')) + 1)
    .replace(/[-_. ]/g, '')
    .toLowerCase();

const isOwner = (value: Value<string>): value is Extract<Value<string>, { kind: 'known' }> =>
  value.kind === 'known' && !emptyWords.test(value.value.trim());

function declaredOwners(identity: Identity, links: Links): Owner[] {
  const owners: Owner[] = [];
  for (const source of catalogSources) {
    const speaking = links.ownerships.filter(one => one.source === source && speaksOf(one, identity)).sort((a, b) => a.order - b.order);
    owners.push(...(speaking.at(-1)?.owners ?? []).filter(isOwner).map(({ value, at }) => owner(value, source, 'high', at)));
  }
  return owners;
}

const speaksOf = ({ subject }: Ownership, identity: Identity): boolean =>
  'name' in subject ? identity.names.includes(subject.name) : matcherOf(subject.pattern)(identity.at.uri);

/** Of what a module makes, whoever uses the module is the owner; where nobody is named for that, the module's own. */
function usersOwners({ at, through = [] }: Identity, links: Links): Owner[] {
  const root = through.at(-1);
  const owners = root ? codeowners(root.uri, links) : [];
  return owners.length > 0 ? owners : codeowners(at.uri, links);
}

const owned = new WeakMap<readonly Ownership[], Map<Uri, Owner[]>>();

/** Worked out once for each document: there may be thousands of lines. */
function codeowners(uri: Uri, { ownerships }: Links): Owner[] {
  const known = owned.get(ownerships) ?? new Map<Uri, Owner[]>();
  owned.set(ownerships, known);
  let owners = known.get(uri);
  if (!owners) {
    owners = lastLine(uri, ownerships);
    known.set(uri, owners);
  }
  return owners;
}

function lastLine(uri: Uri, ownerships: readonly Ownership[]): Owner[] {
  let last: Ownership | undefined;
  for (const one of ownerships)
    if (one.source === 'codeowners' && 'pattern' in one.subject && (!last || one.order > last.order) && matcherOf(one.subject.pattern)(uri))
      last = one;
  if (!last || !('pattern' in last.subject)) return [];
  const confidence = catchesAll(last.subject.pattern) ? 'low' : 'medium';
  return last.owners.filter(isOwner).map(({ value, at }) => owner(value, 'codeowners', confidence, at));
}

const owner = (name: string, source: Owner['source'], confidence: Owner['confidence'], at: Place): Owner => ({
  name,
  source,
  confidence,
  at,
});

const matchers = new Map<string, (uri: Uri) => boolean>();

function matcherOf(pattern: string): (uri: Uri) => boolean {
  let matcher = matchers.get(pattern);
  if (!matcher) {
    if (matchers.size > 20_000) matchers.clear();
    matcher = codeownersPattern(pattern);
    matchers.set(pattern, matcher);
  }
  return matcher;
}

/** Whom most of the labelled identities beside it name: in its document, else in its folder. A guess, for a fix that a person looks at. */
function likelyOwner({ at: { uri } }: Identity, links: Links, ownerLabels: readonly string[]): Owner | undefined {
  const beside = links.identitiesIn.get(folderOf(uri)) ?? [];
  return (
    mostNamed(`in ${uri}`, links, ownerLabels, () => beside.filter(other => other.at.uri === uri)) ??
    mostNamed(`under ${folderOf(uri)}`, links, ownerLabels, () => beside)
  );
}

const guesses = new WeakMap<Links, Map<string, Owner | undefined>>();

/** Worked out once for all identities of a document or folder. */
function mostNamed(where: string, links: Links, ownerLabels: readonly string[], among: () => Identity[]): Owner | undefined {
  const key = `${where}\n${ownerLabels.join('\n')}`;
  const known = guesses.get(links) ?? new Map<string, Owner | undefined>();
  guesses.set(links, known);
  if (!known.has(key)) known.set(key, majority(among(), ownerLabels));
  return known.get(key);
}

function majority(identities: readonly Identity[], ownerLabels: readonly string[]): Owner | undefined {
  const votes = new Map<string, { count: number; owner: Owner }>();
  for (const { labels } of identities) {
    const first = labelOwners(labels, ownerLabels).owners[0];
    if (first) votes.set(first.name, { count: (votes.get(first.name)?.count ?? 0) + 1, owner: votes.get(first.name)?.owner ?? first });
  }
  const [best, second] = [...votes.values()].sort((a, b) => b.count - a.count);
  return best && best.count > (second?.count ?? 0) ? { ...best.owner, confidence: 'low' } : undefined;
}
