import {
  type Binding,
  defineRule,
  type Grant,
  type Inventory,
  knownOf,
  type Level,
  type Platform,
  type RuleContext,
  type ScopeLevel,
} from '@idlint/model';
import { allows, everyResourceOf } from '../../aws.ts';
import { isAnything } from '../../conditions.ts';
import { everyGroup, everyResource, everyVerb } from '../../kubernetes.ts';
import { everyPath } from '../../vault.ts';
import { fromPrincipals, holderOf } from '../../who.ts';

export default defineRule({
  id: 'administrator-access',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'An identity may do everything, so that whoever gets hold of it has the whole account, project or cluster.',
  remedy: 'Give it the rights that its work needs; keep administration for people who ask for it for a while.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 250 },
  covers: ['wildcard-action', 'wildcard-resource'],

  looksAt: ['grant', 'binding'],
  check(fact, context) {
    if (fact.kind === 'binding') checkBinding(fact, context);
    else if (allows(fact)) checkGrant(fact, context);
  },
});

function checkGrant(grant: Grant, { inventory, report }: RuleContext): void {
  if (grant.platform === 'kubernetes') {
    const verb = everyVerb(grant);
    if (!verb || !everyResource(grant) || !everyGroup(grant)) return;
    const { title, related } = holderOf(grant, inventory);
    const where = grant.namespaced ? 'its namespace, roles and secrets included' : 'the cluster';
    report(verb, `${title} may do everything in ${where}`, {
      level: grant.namespaced ? 'warning' : 'error',
      label: 'every verb on every resource',
      related,
    });
  } else if (grant.platform === 'aws' && grant.layer === 'identity' && knownOf(grant.resources).some(({ value }) => isAnything(value))) {
    const action = knownOf(grant.actions).find(({ value }) => inventory.access.breadth('aws', value) === 'all');
    if (!action) return;
    const { title, related } = holderOf(grant, inventory);
    report(action, `${title} may do everything in the account`, { label: 'every action on every resource', related });
  } else if (grant.platform === 'vault') {
    const capability = everyPath(grant);
    if (!capability) return;
    const { title, related } = holderOf(grant, inventory);
    report(capability.at, `${title} may ${capability.may} in Vault`, {
      level: capability.level,
      label: 'every path',
      related,
      remedy: 'Name the paths that it uses; keep sudo for the few that need it.',
    });
  } else if (everyResourceOf(grant.resources)) {
    const action = knownOf(grant.actions).find(({ value }) => inventory.access.breadth(grant.platform, value) === 'all');
    if (!action) return;
    const { title, related } = holderOf(grant, inventory);
    const where = grant.platform === 'sql' ? 'in every database' : 'there is';
    report(action, `${title} may do everything ${where}`, { label: 'every action on every resource', related });
  }
}

const wide = new Set<ScopeLevel>(['organisation', 'folder', 'account', 'subscription', 'project', 'cluster']);

function checkBinding({ policy, subjects, scope, layer, platform }: Binding, { inventory, report }: RuleContext): void {
  if (policy.kind !== 'known' || layer !== 'identity') return;
  const role = inventory.access.builtin(policy.value);
  if (role?.breadth !== 'administrator' && role?.breadth !== 'write-all') return;
  const inNamespace = platform === 'kubernetes' && scope.level === 'namespace';
  if (!wide.has(scope.level) && !inNamespace) return;
  if (platform === 'kubernetes' && subjects.items.length > 0 && subjects.items.every(({ name }) => isOfTheCluster(name))) return;
  const owners = ownedByPeople.has(platform) && isPeople(subjects, inventory);
  const mild = (role.breadth === 'write-all' && platform !== 'gcp') || inNamespace;
  const level: Level = owners ? 'note' : mild ? 'warning' : 'error';
  const { title, many, related } = fromPrincipals(subjects, inventory);
  const where = inNamespace ? `everything in ${scope.name.kind === 'known' ? `namespace ${scope.name.value}` : 'a namespace'}` : role.title;
  report(policy, `${title} ${many ? 'get' : 'gets'} ${inScope(where, scope.level)}`, {
    level,
    related,
    ...(owners ? { preset: 'strict' as const } : {}),
  });
}

/** Platforms whose organisations some person must own: only who looks at all grants wants to hear of each. */
const ownedByPeople = new Set<Platform>(['github', 'gitlab']);

const isPeople = ({ items }: Binding['subjects'], inventory: Inventory): boolean =>
  items.length > 0 &&
  items.every(({ name }) => {
    const facts = name === undefined ? [] : inventory.named(name).filter(fact => fact.kind === 'identity');
    return facts.length > 0 ? facts.every(({ type }) => type === 'user') : /:user\//.test(name ?? '');
  });

/** Users and groups of Kubernetes itself, which have what they have in every cluster. */
const isOfTheCluster = (name: string | undefined): boolean => /^kubernetes:(?:User|Group)\/system:(?:masters$|kube-|node)/.test(name ?? '');

/** Titles speak of a project or an account; the scope may be wider. */
const inScope = (title: string, level: ScopeLevel): string =>
  (level === 'organisation' || level === 'folder') && !title.includes(level) ? `${title}, in the whole ${level}` : title;
