import { type Found, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { eventsOf, type SamEvent } from './events.ts';
import type { Globals } from './index.ts';
import { generated, type Made } from './made.ts';

/** The paths of APIs that call a function, and whom each asks who they are: an event's own word, or else that of its API. */
export function routesOf(resource: CfnResource, working: Working, others: CfnResource[], globals: Globals): CfnResource[] {
  return eventsOf(resource.properties, resource.id).flatMap(event => {
    if (event.type !== 'Api' && event.type !== 'HttpApi') return [];
    const rest = event.type === 'Api';
    const type = rest ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route';
    const properties = { AuthorizationType: authorisation(event, others, globals) };
    return generated(resource, `${event.id}${rest ? 'Method' : 'Route'}`, type, properties, working, event.at);
  });
}

function authorisation(event: SamEvent, others: CfnResource[], globals: Globals): Made {
  const own = member(event.properties, 'Auth', 'Authorizer');
  const written = own.kind === 'absent' ? byDefault(event, others, globals) : own;
  if (written.kind === 'unknown') return written;
  const name = knownValue(stringValue(written)) ?? 'NONE';
  return name === 'NONE' || name === 'AWS_IAM' ? name : 'CUSTOM';
}

function byDefault({ type, properties }: SamEvent, others: CfnResource[], globals: Globals): Found {
  const named = member(properties, type === 'Api' ? 'RestApiId' : 'ApiId');
  // The API that SAM makes for the whole template has what the globals say.
  if (named.kind === 'absent') return member(globals(type === 'Api' ? 'Api' : 'HttpApi', 'Auth'), 'DefaultAuthorizer');
  const reference = named.kind === 'unknown' ? named.why.what : '';
  const api = others.find(({ id }) => reference.endsWith(`#${id}`));
  if (api) return member(api.properties, 'Auth', 'DefaultAuthorizer');
  return named.kind === 'unknown' ? named : { kind: 'unknown', why: { code: 'reference', what: 'the API', at: named.at }, at: named.at };
}
