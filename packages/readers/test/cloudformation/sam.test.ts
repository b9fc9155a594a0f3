import type { Fact } from '@idlint/model';
import { expect, test } from 'vitest';
import { told } from '../facts.ts';
import answers from './sam/answers.json' with { type: 'json' };
import { cases } from './sam/cases.ts';
import { factsOfTemplates, linesOf } from './templates.ts';

/** What the policies of identities and resources say; the functions themselves are no part of the answers. */
const aboutIdentities = (fact: Fact): boolean =>
  fact.kind === 'binding' || fact.kind === 'grant' || fact.kind === 'trust' || (fact.kind === 'identity' && fact.type === 'role');

async function identities(text: string): Promise<string[]> {
  const facts = await factsOfTemplates({ 'app.yaml': text });
  return facts.filter(aboutIdentities).map(told).sort();
}

test.each(Object.entries(cases))('means what the translator of SAM makes of it: %s', async (name, text) => {
  const resources = (answers as Record<string, unknown>)[name];
  const theirs = await identities(JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources }));
  expect(await identities(text)).toEqual(theirs);
  expect(theirs.length).toBeGreaterThan(2);
});

test('an address that asks nobody who they are lets everybody in, where that is said', async () => {
  const text = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { FunctionUrlConfig: { AuthType: NONE } }
`;
  const grant = (await factsOfTemplates({ 'app.yaml': text })).find(fact => fact.kind === 'grant' && fact.layer === 'resource');
  expect(grant && told(grant)).toBe('allow lambda:InvokeFunctionUrl on … to everyone:* if StringEquals lambda:FunctionUrlAuthType NONE');
  const everyone = grant?.kind === 'grant' ? grant.principals?.items[0]?.written : undefined;
  expect(everyone && text.slice(everyone.at.start, everyone.at.end)).toBe('NONE');
});

test('what SAM makes of other types is said not to be read', async () => {
  expect(await linesOf({ 'app.yaml': 'Resources: { Api: { Type: AWS::Serverless::MicroVMImage, Properties: {} } }' })).toEqual([
    'gap unsupported AWS::Serverless::MicroVMImage',
  ]);
});

test('a path of an API asks whom its event says, or its API, or the globals', async () => {
  const text = `
Globals: { HttpApi: { Auth: { DefaultAuthorizer: Jwt } } }
Resources:
  Own: { Type: AWS::Serverless::Api, Properties: { StageName: prod, Auth: { DefaultAuthorizer: AWS_IAM } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Open: { Type: Api, Properties: { Path: /, Method: get } }
        Signed: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Own } }
        Public: { Type: Api, Properties: { Path: /b, Method: get, RestApiId: !Ref Own, Auth: { Authorizer: NONE } } }
        Token: { Type: HttpApi, Properties: { Path: /c, Method: get } }
        Elsewhere: { Type: HttpApi, Properties: { Path: /d, Method: get, ApiId: abc123 } }
`;
  expect((await linesOf({ 'app.yaml': text })).filter(line => line.startsWith('endpoint'))).toEqual([
    'endpoint FnOpenMethod authentication=NONE',
    'endpoint FnSignedMethod authentication=AWS_IAM',
    'endpoint FnPublicMethod authentication=NONE',
    'endpoint FnTokenRoute authentication=CUSTOM',
    'endpoint FnElsewhereRoute authentication=?',
  ]);
});
