import { type Data, itemsOf, type MapData, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import { unknown } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import { awsPolicy, type Made, made } from './made.ts';
import { pathOfManaged } from './managed-policies.ts';
import { policyTemplates } from './policy-templates.ts';

/** What `Policies` of a function or state machine amounts to on the role that SAM makes. */
export interface SamPolicies {
  arns: Data[];
  inline: { name: string; document: Data }[];
}

/**
 * Each item is an ARN, the name of a policy of AWS's own, a document, or a policy template of SAM's; one alone needs no list.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function policiesIn(properties: MapData, role: string, working: Working): SamPolicies {
  const { items, open } = itemsOf(member(properties, 'Policies'));
  const policies: SamPolicies = { arns: [], inline: [] };
  items.forEach((item, index) => {
    const name = `${role}Policy${index}`;
    if (item.kind !== 'map') policies.arns.push(managed(item, working));
    else if (item.entries.has('Statement') || item.open) policies.inline.push({ name, document: item });
    else policies.inline.push({ name, document: fromTemplate(item, working) });
  });
  if (open) policies.inline.push({ name: `${role}Policies`, document: unknown(open, properties.at) });
  return policies;
}

function managed(item: Data, working: Working): Data {
  const text = knownValue(stringValue(item));
  if (text === undefined || text.startsWith('arn:') || item.kind !== 'string') return item;
  const arn = made(awsPolicy(pathOfManaged(text)), item.at, working);
  return item.via ? { ...arn, via: item.via } : arn;
}

/** `{ SQSPollerPolicy: { QueueName: … } }` */
function fromTemplate(item: MapData, working: Working): Data {
  const [entry] = item.entries;
  if (!entry) return unknown({ code: 'syntax', what: 'a policy template without a name' }, item.at);
  const [name, { key: at, value }] = entry;
  const statements = Object.hasOwn(policyTemplates, name) ? policyTemplates[name] : undefined;
  if (!statements) return unknown({ code: 'function', what: `the policy template ${name}` }, at);
  const values: Record<string, Data> = {};
  if (value.kind === 'map') for (const [parameter, { value: given }] of value.entries) values[parameter] = given;
  const document: Made = {
    Statement: statements.map(([actions, resources = '*', condition]) => ({
      Effect: 'Allow',
      Action: actions.split(' '),
      Resource: resources,
      ...(condition ? { Condition: condition } : {}),
    })),
  };
  return made(document, at, working, values);
}
