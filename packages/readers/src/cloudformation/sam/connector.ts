import { type Data, itemsOf, mapOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { knownOf, knownValue, type Place } from '@idlint/model';
import { unknown, whole } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { type ConnectorStatement, calledBy, grants, type Kind, receivedFrom } from './connector-profiles.ts';
import { generated, type Made, made } from './made.ts';

/** One end of a connector. */
interface End {
  kind: Kind | undefined;
  arn: Data;
  name: Data;
  role: Data | undefined;
  /** Of an API: its id, and the stage, method and path. */
  id: Data;
  qualifier: Data | undefined;
}

const kinds: Record<string, Kind> = {
  'AWS::Serverless::Function': 'function',
  'AWS::Lambda::Function': 'function',
  'AWS::Serverless::StateMachine': 'state-machine',
  'AWS::StepFunctions::StateMachine': 'state-machine',
  'AWS::Serverless::SimpleTable': 'table',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Serverless::Api': 'api',
  'AWS::ApiGateway::RestApi': 'api',
  'AWS::Serverless::HttpApi': 'api',
  'AWS::ApiGatewayV2::Api': 'api',
  'AWS::S3::Bucket': 'bucket',
  'AWS::SQS::Queue': 'queue',
  'AWS::SNS::Topic': 'topic',
  'AWS::Events::EventBus': 'bus',
  'AWS::Events::Rule': 'rule',
  'AWS::Location::PlaceIndex': 'place-index',
  'AWS::AppSync::DataSource': 'data-source',
  'AWS::AppSync::GraphQLApi': 'graph',
};

/**
 * AWS::Serverless::Connector: what one resource may do with another, as policies of the role or of the resource.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export function connectorResources(resource: CfnResource, working: Working, others: CfnResource[]): CfnResource[] {
  const source = endOf(member(resource.properties, 'Source'), resource, working, others);
  return connected(resource, source, resource.properties, working, others);
}

/** Connectors that stand inside of their source. */
export function embeddedConnectors(source: CfnResource, connectors: Data, working: Working, others: CfnResource[]): CfnResource[] {
  const declared = mapOf(connectors);
  return [...(declared?.entries ?? [])].flatMap(([name, { key: at, value }]) => {
    const properties = mapOf(member(value, 'Properties'));
    if (!properties) return [];
    const connector: CfnResource = {
      id: `${source.id}${name}`,
      called: `${source.called}${name}`,
      type: '',
      properties,
      at,
      exists: source.exists,
    };
    const own = { ...endOfResource(source, working, at), qualifier: qualifierIn(member(value, 'Properties', 'SourceReference')) };
    return connected(connector, own, properties, working, others);
  });
}

function connected(
  connector: CfnResource,
  source: End,
  properties: CfnResource['properties'],
  working: Working,
  others: CfnResource[],
): CfnResource[] {
  const written = member(properties, 'Destination');
  const several = written.kind === 'list';
  const permissions = knownOf(stringValues(member(properties, 'Permissions'))).map(({ value }) => value);
  return itemsOf(written).items.flatMap((item, index) => {
    const destination = endOf(item, connector, working, others);
    const suffix = several ? `Destination${index}` : '';
    return between(connector, source, destination, permissions, suffix, working);
  });
}

function between(
  connector: CfnResource,
  source: End,
  destination: End,
  permissions: string[],
  suffix: string,
  working: Working,
): CfnResource[] {
  const { id } = connector;
  const profile = `${source.kind} ${destination.kind}`;
  const service = Object.hasOwn(calledBy, profile) ? calledBy[profile] : undefined;
  if (service)
    return [
      generated(
        connector,
        `${id}WriteLambdaPermission${suffix}`,
        'AWS::Lambda::Permission',
        {
          Action: 'lambda:InvokeFunction',
          FunctionName: destination.arn,
          Principal: service,
          SourceArn: sourceOf(source, connector, working),
          ...(source.kind === 'bucket' ? { SourceAccount: '${AWS::AccountId}' } : {}),
        },
        working,
      ),
    ];
  const received = Object.hasOwn(receivedFrom, profile) ? receivedFrom[profile] : undefined;
  if (received) {
    const [sender, action] = received;
    const condition = { ArnEquals: { 'aws:SourceArn': source.arn } };
    const statement = { Effect: 'Allow', Principal: { Service: sender }, Resource: destination.arn, Action: action, Condition: condition };
    const [kind, type] = destination.kind === 'queue' ? ['QueuePolicy', 'AWS::SQS::QueuePolicy'] : ['TopicPolicy', 'AWS::SNS::TopicPolicy'];
    return [
      generated(connector, `${id}${kind}${suffix}`, type!, { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }, working),
    ];
  }
  const granted = Object.hasOwn(grants, profile) ? grants[profile]! : undefined;
  const document: Made = granted
    ? {
        Version: '2012-10-17',
        Statement: permissions.flatMap(permission => statements(granted[permission] ?? [], source, destination, connector.at, working)),
      }
    : unknown({ code: 'unsupported', what: 'a connector between these' }, connector.at);
  // Streams and queues are fetched from by the function that they are for.
  const holder = profile === 'table function' || profile === 'queue function' ? destination : source;
  return [
    generated(
      connector,
      `${id}Policy${suffix}`,
      'AWS::IAM::ManagedPolicy',
      { PolicyDocument: document, Roles: holder.role ? [holder.role] : [] },
      working,
    ),
  ];
}

const here = (service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

/** From where a function is called: an API is spoken of by its id. */
function sourceOf({ kind, arn, id, qualifier }: End, { at }: CfnResource, working: Working): Made {
  if (kind === 'api')
    return made(here('execute-api', '${Id}/${Qualifier}'), at, working, { Id: id, Qualifier: qualifier ?? whole('*', at) });
  return kind === 'graph' ? made(here('appsync', 'apis/${Id}'), at, working, { Id: id }) : arn;
}

function statements(written: readonly ConnectorStatement[], source: End, destination: End, at: Place, working: Working): Made[] {
  return written.map(([actions, ...resources]) => ({
    Effect: 'Allow',
    Action: actions.split(' '),
    Resource: resources.map(resource => filled(resource, source, destination, at, working)),
  }));
}

/** What a source of data may do with what it reads from. */
export function statementsFor(profile: string, permissions: string[], arn: Data, at: Place, working: Working): Made[] {
  const end: End = { kind: undefined, arn, name: arn, role: undefined, id: arn, qualifier: undefined };
  return permissions.flatMap(permission => statements(grants[profile]?.[permission] ?? [], end, end, at, working));
}

/** `@source` and `@destination` are ARNs, `@name` the destination's name. */
function filled(resource: string, source: End, destination: End, at: Place, working: Working): Made {
  const [, which, rest = ''] = /^(.*?)@(?:source|destination|name)(.*)$/.exec(resource) ?? [];
  if (which === undefined) return resource;
  const value = resource.includes('@source') ? source.arn : resource.includes('@name') ? destination.name : destination.arn;
  return rest === '' && which === '' ? value : made(`${which}\${Of}${rest}`, at, working, { Of: value });
}

function endOf(written: Data | { kind: 'absent'; at: Place }, connector: CfnResource, working: Working, others: CfnResource[]): End {
  const id = knownValue(stringValue(member(written, 'Id')));
  const resource = id === undefined ? undefined : others.find(other => other.id === id);
  if (resource) return { ...endOfResource(resource, working, written.at), qualifier: qualifierIn(written) };
  const type = knownValue(stringValue(member(written, 'Type'))) ?? '';
  const given = (name: string): Data => {
    const found = member(written, name);
    return found.kind === 'absent' ? unknown({ code: 'reference', what: `what ${connector.id} connects` }, written.at) : found;
  };
  return {
    kind: kinds[type],
    arn: given('Arn'),
    name: given('Name'),
    role: given('RoleName'),
    id: given('ResourceId'),
    qualifier: qualifierIn(written),
  };
}

function endOfResource({ id, type, properties }: CfnResource, working: Working, at: Place): End {
  const kind = kinds[type];
  const byRef = kind === 'state-machine' || kind === 'topic' || kind === 'data-source' || kind === 'graph';
  return {
    kind,
    arn: byRef ? working.named(id, at) : working.attribute(id, 'Arn', at),
    name: working.attribute(id, 'Name', at),
    role: roleOf(id, type, properties, working, at),
    id: kind === 'graph' ? working.attribute(id, 'ApiId', at) : working.named(id, at),
    qualifier: undefined,
  };
}

function qualifierIn(written: Data | { kind: 'absent'; at: Place }): Data | undefined {
  const found = member(written, 'Qualifier');
  return found.kind === 'absent' ? undefined : found;
}

function roleOf(id: string, type: string, properties: CfnResource['properties'], working: Working, at: Place): Data | undefined {
  const property = { 'AWS::StepFunctions::StateMachine': 'RoleArn', 'AWS::AppSync::DataSource': 'ServiceRoleArn' }[type] ?? 'Role';
  const written = type === 'AWS::Events::Rule' ? roleOfTarget(properties) : member(properties, property);
  if (written.kind !== 'absent') return written;
  return type.startsWith('AWS::Serverless::') ? working.attribute(`${id}Role`, 'Arn', at) : undefined;
}

function roleOfTarget(properties: CfnResource['properties']) {
  const [first] = itemsOf(member(properties, 'Targets')).items;
  return first ? member(first, 'RoleArn') : ({ kind: 'absent', at: properties.at } as const);
}
