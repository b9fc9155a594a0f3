import { defineRule, type Grant, knownOf, type RuleContext } from '@idlint/model';
import { allows, everyResourceOf, serviceOf } from '../../aws.ts';
import { handsOutCredentials } from '../../credential-actions.ts';
import { raisesOwnRights } from '../../escalation-actions.ts';
import { everyResource, reachesBuiltin, reachesSecrets } from '../../kubernetes.ts';
import { holderOf } from '../../who.ts';
import { listed } from '../../words.ts';

export default defineRule({
  id: 'wildcard-resource',
  family: 'permissions',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'Actions that could be limited to certain resources are allowed on every one, so that what leaks or errs reaches all of them.',
  remedy: 'Name the resources that are used; keep actions that only take * in a statement of their own.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 732 },

  looksAt: 'grant',
  check(grant, context) {
    if (!allows(grant)) return;
    if (grant.platform === 'aws') checkStatement(grant, context);
    else if (grant.platform === 'kubernetes') checkRule(grant, context);
  },
});

function checkStatement(grant: Grant, { inventory, report }: RuleContext): void {
  const resource = grant.layer === 'identity' ? everyResourceOf(grant.resources) : undefined;
  if (!resource || grant.conditions.open || grant.conditions.items.some(({ key }) => limitsResources(key))) return;
  const limitable = knownOf(grant.actions)
    .map(({ value }) => value)
    .filter(action => inventory.access.breadth('aws', action) === 'some' && !isHarmlessEverywhere(action))
    .filter(action => inventory.access.takesResource('aws', action).is === 'yes');
  if (limitable.length === 0) return;
  const { title, related } = holderOf(grant, inventory);
  report(resource, `${title} may use ${listed(limitable)} on every resource`, {
    level: limitable.every(readsSettings) ? 'note' : 'warning',
    label: 'every resource',
    related,
  });
}

/** Conditions about the caller and the request; any other key says something about the resource or about what is done with it. */
const contextKey =
  /^aws:(?:currenttime|epochtime|multifactorauth\w*|principal\w*(?:\/.*)?|referer|requestedregion|securetransport|source(?:ip|vpc|vpce|identity)|tokenissuetime|useragent|userid|username|viaawsservice|vpcsourceip)$/i;

const limitsResources = (key: string): boolean => !contextKey.test(key);

/** Services whose reads give data, not settings. */
const holdData = new Set(
  'athena codecommit cognito-idp dynamodb ecr es glacier kinesis lambda logs rds-data redshift-data s3 secretsmanager sqs ssm timestream'.split(
    ' ',
  ),
);

const readsSettings = (action: string): boolean =>
  !holdData.has(serviceOf(action)) && /^(?:batchget|check|get|list|search|view)/i.test(action.slice(action.indexOf(':') + 1));

/** Actions that AWS's own policies for functions, tasks, instances and their agents allow on `*`. */
const usual = new Set([
  'ec2:assignprivateipaddresses',
  'ec2:createnetworkinterface',
  'ec2:deletenetworkinterface',
  'ec2:unassignprivateipaddresses',
  'ecr:batchchecklayeravailability',
  'ecr:batchgetimage',
  'ecr:getdownloadurlforlayer',
  'ecs:poll',
  'ecs:registercontainerinstance',
  'ecs:starttelemetrysession',
  'ecs:submit*',
  'ssm:updateinstanceinformation',
]);

/**
 * What experts let pass on `*`: listing, writing logs, and what agents do for their machine. Passing roles, handing out credentials
 * and raising one's own rights is graver, as is everything of a service: rules of their own speak of it.
 */
function isHarmlessEverywhere(action: string): boolean {
  const name = action.slice(action.indexOf(':') + 1).toLowerCase();
  const service = serviceOf(action);
  if (/^(?:describe|list)/.test(name) && service !== 's3') return true;
  if (service === 'logs' && /^(?:create\w*|put\w*|describe\w*)\*?$/.test(name) && !/policy|destination/.test(name)) return true;
  if (usual.has(action.toLowerCase()) || (service === 'iam' && name === 'passrole')) return true;
  return handsOutCredentials(action) !== undefined || raisesOwnRights(action) !== undefined;
}

/** Every verb on every resource is for wildcard-action to speak of. */
function checkRule(grant: Grant, { inventory, report }: RuleContext): void {
  const resource = everyResource(grant);
  const verbs = knownOf(grant.actions).map(({ value }) => value);
  if (!resource || verbs.length === 0 || verbs.includes('*') || !reachesBuiltin(grant)) return;
  const { title, related } = holderOf(grant, inventory);
  const which = reachesSecrets(grant) ? 'every resource, secrets included' : 'every resource of its groups';
  report(resource, `${title} may ${listed(verbs)} ${which}`, { label: 'every resource, today’s and tomorrow’s', related });
}
