import { type Data, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import { whole } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { generated, made } from './made.ts';

const source = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/*';

/** An API: the policy that it is given, and the permissions of API Gateway to call its authorisers. */
export function apiResources(resource: CfnResource, working: Working): CfnResource[] {
  const { id, properties, type } = resource;
  const rest = type === 'AWS::Serverless::Api';
  const auth = member(properties, 'Auth');
  const statements = member(auth, 'ResourcePolicy', 'CustomStatements');
  const policy = statements.kind === 'absent' ? {} : { Policy: { Version: '2012-10-17', Statement: statements } };
  const body = member(properties, 'DefinitionBody');
  const definition = body.kind === 'absent' ? {} : { Body: body };
  const api = generated(resource, id, rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api', { ...policy, ...definition }, working);
  const authorisers = mapOf(member(auth, 'Authorizers'));
  const permissions = [...(authorisers?.entries ?? [])].flatMap(([name, { key: at, value }]) => {
    const called = calledFunction(value);
    if (!called || isSwitchedOff(value, rest)) return [];
    return generated(
      resource,
      `${id}${name}AuthorizerPermission`,
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: called,
        Principal: 'apigateway.amazonaws.com',
        SourceArn: made(source, at, working, { Api: working.named(id, at) }),
      },
      working,
      at,
    );
  });
  return [{ ...api, called: resource.called }, ...permissions];
}

/** A WebSocket API: the permissions of API Gateway to call the function of each route. */
export function webSocketResources(resource: CfnResource, working: Working): CfnResource[] {
  const { id, properties } = resource;
  const stage = member(properties, 'StageName');
  const routes = mapOf(member(properties, 'Routes'));
  const permissions = [...(routes?.entries ?? [])].flatMap(([name, { key: at, value }]) => {
    const called = calledFunction(value);
    if (!called) return [];
    const values = {
      Api: working.attribute(id, 'ApiId', at),
      Stage: stage.kind === 'absent' ? whole('default', at) : stage,
      Route: whole(name, at),
    };
    const from = made('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/${Stage}/${Route}', at, working, values);
    const route = name.replace(/\W/g, '');
    const permission = { Action: 'lambda:InvokeFunction', FunctionName: called, Principal: 'apigateway.amazonaws.com', SourceArn: from };
    return generated(
      resource,
      `${id}${route[0]?.toUpperCase() ?? ''}${route.slice(1)}Permission`,
      'AWS::Lambda::Permission',
      permission,
      working,
      at,
    );
  });
  return [{ ...resource, type: 'AWS::ApiGatewayV2::Api' }, ...permissions];
}

function calledFunction(authoriser: Data): Data | undefined {
  const called = member(authoriser, 'FunctionArn');
  return called.kind === 'absent' ? undefined : called;
}

/** API Gateway may call an authoriser's function unless that is declined; of an HTTP API only where it is wanted. */
function isSwitchedOff(authoriser: Data, rest: boolean): boolean {
  const says = (property: string) => knownValue(stringValue(member(authoriser, property)));
  return rest ? says('DisableFunctionDefaultPermissions') === 'true' : says('EnableFunctionDefaultPermissions') !== 'true';
}
