import { defineRule, type Grant, knownOf, type Level, type RuleContext, type Value } from '@idlint/model';
import { allows, everyResourceOf, serviceOf } from '../../aws.ts';
import { everyVerb, isAboutObjects, reachesBuiltin } from '../../kubernetes.ts';
import { holderOf } from '../../who.ts';
import { listed } from '../../words.ts';

/** Services whose actions are one job, and of which nobody ever needs one without the others. */
const oneJob = new Set(['ec2messages', 'execute-api', 'rds-db', 'ssmmessages']);

export default defineRule({
  id: 'wildcard-action',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A grant allows every action, so whoever holds the identity can do far more than its work needs.',
  remedy: 'Name the actions that are used.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 269 },

  looksAt: 'grant',
  check(grant, context) {
    if (!allows(grant)) return;
    if (grant.platform === 'kubernetes') checkVerbs(grant, context);
    else if (grant.platform === 'sql') checkPrivileges(grant, context);
    else for (const action of grant.actions.items) checkAction(grant, action, context);
  },
});

function checkAction(grant: Grant, action: Value<string>, { inventory, report }: RuleContext): void {
  // Reported, an unknown action is counted as not analysed.
  if (action.kind === 'unknown') report(action, 'which actions this allows is not known');
  if (action.kind !== 'known') return;
  const breadth = inventory.access.breadth(grant.platform, action.value);
  if (breadth === 'some') return;
  // `Microsoft.Network/*` of Azure, `iam.*` of Google.
  const service = serviceOf(action.value) || action.value.split(grant.platform === 'azure' ? '/' : /[./]/)[0]!;
  if (breadth === 'service' && (oneJob.has(service) || isKeyAdministration(grant, service))) return;
  const { title, related } = isOfMany(grant) ? { title: 'whoever its conditions let in', related: [] } : holderOf(grant, inventory);
  const what = breadth === 'all' ? 'everything' : `everything in ${service}`;
  const everywhere = grant.platform === 'saas' ? everyResourceOf(grant.resources) !== undefined : breadth === 'all' || reachesAll(grant);
  const level: Level = everywhere ? 'error' : 'warning';
  report(action, `${title} may do ${what}${on(grant)}`, {
    level,
    label: breadth === 'all' ? 'every action' : `every action of ${service}`,
    related,
  });
}

/** A key's policy gives the account itself all of the key, or IAM policies would not work for it. */
const isKeyAdministration = ({ layer, principals }: Grant, service: string): boolean =>
  layer === 'resource' && service === 'kms' && principals?.items.every(({ who }) => who === 'account') === true;

/** Everyone whom the conditions of a resource's policy let in; without conditions it is public-access that speaks. */
const isOfMany = ({ layer, principals, conditions }: Grant): boolean =>
  layer === 'resource' && conditions.items.length > 0 && principals?.items.some(({ who }) => who === 'everyone') === true;

/** A policy of a resource is about that resource, whatever it says. */
function reachesAll(grant: Grant): boolean {
  if (grant.platform !== 'aws' || grant.layer === 'resource') return false;
  return everyResourceOf(grant.resources) !== undefined || grant.notResources !== undefined;
}

function on({ layer, resources }: Grant): string {
  const [only] = resources.items;
  if (layer === 'resource' || resources.items.length !== 1 || only?.kind !== 'known') return '';
  return everyResourceOf(resources) ? ', on every resource' : ` on ${only.value}`;
}

function checkVerbs(grant: Grant, { inventory, report }: RuleContext): void {
  const verb = everyVerb(grant);
  const resources = knownOf(grant.resources).map(({ value }) => value);
  if (!verb || resources.length === 0 || !isAboutObjects(grant)) return;
  const everything = resources.includes('*');
  const { title, related } = holderOf(grant, inventory);
  const builtin = reachesBuiltin(grant);
  const what = everything ? (builtin ? 'everything' : `everything in ${listed(groupsOf(grant))}`) : listed(resources);
  report(verb, `${title} may do anything with ${what}`, {
    level: builtin ? (everything ? 'error' : 'warning') : 'note',
    label: 'every verb, today’s and tomorrow’s',
    related,
  });
}

/** On what an application owns, everything is usual, though it is more than it uses; whoever may pass it on is no application. */
function checkPrivileges(grant: Grant, { inventory, report }: RuleContext): void {
  if (grant.layer !== 'identity') return;
  const action = knownOf(grant.actions).find(({ value }) => inventory.access.breadth('sql', value) === 'all');
  if (!action) return;
  const { title, related } = holderOf(grant, inventory);
  const passesOn = grant.conditions.items.some(({ operator }) => operator === 'grant-option');
  const things = knownOf(grant.resources).map(({ value }) => value);
  const where = things.length > 0 ? listed(things) : 'what it is granted';
  report(action, `${title} may do everything on ${where}${passesOn ? ', and let others do it' : ''}`, {
    level: passesOn ? 'warning' : 'note',
    ...(passesOn ? {} : { preset: 'strict' as const }),
    label: 'every privilege',
    related,
    remedy: 'Name the privileges that are used: SELECT, INSERT, UPDATE, DELETE.',
  });
}

const groupsOf = (grant: Grant): string[] => knownOf(grant.groups).map(({ value }) => value);
