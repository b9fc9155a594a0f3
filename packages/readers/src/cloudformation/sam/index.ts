import type { Found } from '@idlint/evaluate';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { apiResources, webSocketResources } from './api.ts';
import { graphResources } from './app-sync.ts';
import { capacityResources } from './capacity.ts';
import { connectorResources, embeddedConnectors } from './connector.ts';
import { functionResources } from './function.ts';
import { stateMachineResources } from './state-machine.ts';

/** What `Globals` says of a property of all resources of one type. */
export type Globals = (type: 'Api' | 'HttpApi', property: string) => Found;

/** What SAM makes of one resource: the resources of CloudFormation that stand for it. */
type Expansion = (resource: CfnResource, working: Working, others: CfnResource[], globals: Globals) => CfnResource[];

const expansions: Record<string, Expansion> = {
  'AWS::Serverless::Function': functionResources,
  'AWS::Serverless::StateMachine': stateMachineResources,
  'AWS::Serverless::Connector': connectorResources,
  'AWS::Serverless::Api': apiResources,
  'AWS::Serverless::HttpApi': apiResources,
  'AWS::Serverless::WebSocketApi': webSocketResources,
  'AWS::Serverless::GraphQLApi': graphResources,
  'AWS::Serverless::CapacityProvider': capacityResources,
};

/**
 * The resources of a SAM template as CloudFormation has them, as far as somebody may do something by them.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function expanded(resources: CfnResource[], working: Working, globals: Globals): CfnResource[] {
  const all = resources.flatMap(resource => {
    const expand = Object.hasOwn(expansions, resource.type) ? expansions[resource.type] : undefined;
    const own = expand?.(resource, working, resources, globals) ?? [resource];
    return resource.connectors ? [...own, ...embeddedConnectors(resource, resource.connectors, working, resources)] : own;
  });
  // What several ask for (CodeDeploy's role) is made once.
  const ids = new Set<string>();
  return all.filter(({ id }) => !ids.has(id) && ids.add(id));
}

/** Types of SAM that bring roles and policies of which nothing is read here. */
export const isUnread = (type: string): boolean => /^AWS::Serverless::(?:NetworkConnector|MicroVMImage)$/.test(type);
