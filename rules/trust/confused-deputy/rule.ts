import { type Condition, defineRule, type Grant, knownOf, type List, type Principal, type RuleContext, type Trust } from '@idlint/model';
import { allows } from '../../aws.ts';
import { becomes } from '../../becomes.ts';
import { narrowing, pins } from '../../conditions.ts';
import { listed } from '../../words.ts';

/**
 * Services that act on resources in the name of customers and send along for whom (aws:SourceArn, aws:SourceAccount).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html and the services' own pages
 */
const inResources = new Set(
  'apigateway bedrock budgets cloudtrail cloudwatch codestar-notifications cognito-idp config costalerts delivery.logs elasticache events guardduty iot lex lexv2 logs rds redshift s3 scheduler securityhub ses sms-voice sns sqs ssm-incidents storage-lens transfer vpc-flow-logs waf'.split(
    ' ',
  ),
);

/** Those whose pages ask for it in the role that they become. The others have no need, or do not say for whom they act. */
const inTrust = new Set('bedrock bedrock-agentcore config pipes scheduler transfer'.split(' '));

export default defineRule({
  id: 'confused-deputy',
  family: 'trust',
  level: 'warning',
  confidence: 'medium',
  preset: 'recommended',
  summary: 'An AWS service is let in for whoever it acts for, so another customer can have it act on this resource.',
  remedy: 'Add a condition on aws:SourceArn or aws:SourceAccount.',
  standards: { owaspNhi: 'NHI4:2025', cwe: 441 },

  looksAt: ['grant', 'trust'],
  check(fact, context) {
    if (fact.platform !== 'aws' || fact.conditions.open || saysForWhom(fact.conditions)) return;
    if (fact.kind === 'trust') checkTrust(fact, context);
    else if (fact.layer === 'resource' && allows(fact)) checkPolicy(fact, context);
  },
});

const saysForWhom = (conditions: List<Condition>): boolean =>
  narrowing(conditions) === 'identity' ||
  conditions.items.some(
    condition => /^kms:encryptioncontext:|:endpointarn$|^lambda:eventsourcetoken$/i.test(condition.key) && pins(condition),
  );

/** Once for a statement, at the first of the services. */
function checkPolicy(grant: Grant, { report }: RuleContext): void {
  const named = services(grant.principals?.items ?? []).filter(
    ({ service }) => inResources.has(service) && !isWithoutContext(service, grant),
  );
  const [first] = named;
  if (!first) return;
  const titles = listed(named.map(({ service }) => service));
  report(
    first.principal.written,
    `${titles} can use this for any ${named.length > 1 ? 'customer of theirs' : 'of its customers'}, not only for you`,
    {
      label: 'for whichever account asks it',
    },
  );
}

/** EventBridge publishes to topics and log groups without saying for which rule. */
const isWithoutContext = (service: string, { actions, principals }: Grant): boolean => {
  const writes = knownOf(actions).some(({ value }) => /^(?:sns|logs):/i.test(value));
  const beside = services(principals?.items ?? []).some(other => other.service === 'events');
  return writes && (service === 'events' || (service === 'delivery.logs' && beside));
};

function checkTrust(trust: Trust, { inventory, report }: RuleContext): void {
  if (trust.effect !== 'allow') return;
  for (const { service, principal } of services(trust.principals.items)) {
    if (!inTrust.has(service)) continue;
    const { title } = becomes(trust, inventory);
    report(principal.written, `${service} can become ${title} for any of its customers, as far as this policy asks`, { level: 'note' });
  }
}

/** `logs.eu-central-1.amazonaws.com` is logs in one region. */
function services(principals: readonly Principal[]): { service: string; principal: Principal }[] {
  return principals.flatMap(principal => {
    if (principal.who !== 'service' || principal.written.kind !== 'known') return [];
    const name = /^([\w.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal.written.value.toLowerCase())?.[1];
    return name ? [{ service: name, principal }] : [];
  });
}
