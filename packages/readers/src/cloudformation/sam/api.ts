import { type Data, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { generated } from './made.ts';

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
    if (!called || isSwitchedOff(value)) return [];
    return generated(
      resource,
      `${id}${name}AuthorizerPermission`,
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: called,
        Principal: 'apigateway.amazonaws.com',
        SourceArn: working.attribute(id, 'Arn', at),
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

/** Only HTTP APIs have to be asked; where a role is named, that is what API Gateway calls with. */
function isSwitchedOff(authoriser: Data): boolean {
  if (member(authoriser, 'FunctionInvokeRole').kind !== 'absent') return true;
  const wanted = member(authoriser, 'EnableFunctionDefaultPermissions');
  return knownValue(stringValue(wanted)) === 'false';
}
