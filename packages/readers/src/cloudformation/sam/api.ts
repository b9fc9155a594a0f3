import { type Data, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
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
  const api = generated(resource, id, rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api', policy, working);
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

function calledFunction(authoriser: Data): Data | undefined {
  const called = member(authoriser, 'FunctionArn');
  return called.kind === 'absent' ? undefined : called;
}

/** API Gateway may call an authoriser's function unless that is declined; of an HTTP API only where it is wanted. */
function isSwitchedOff(authoriser: Data, rest: boolean): boolean {
  const says = (property: string) => knownValue(stringValue(member(authoriser, property)));
  return rest ? says('DisableFunctionDefaultPermissions') === 'true' : says('EnableFunctionDefaultPermissions') !== 'true';
}
