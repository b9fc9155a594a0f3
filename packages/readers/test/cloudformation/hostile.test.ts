import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read } from '../../src/cloudformation/part.ts';
import { linesOf } from './templates.ts';

/** Whatever the text, evaluation ends soon and the rest is judged. */
async function bounded(files: string | Record<string, string>, milliseconds = 5_000): Promise<string[]> {
  const begin = performance.now();
  const lines = await linesOf(typeof files === 'string' ? { 'a.yaml': files } : files);
  expect(performance.now() - begin).toBeLessThan(milliseconds);
  return lines;
}

const policy = (action: string) =>
  `{ Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: ${action}, Resource: x } } } }`;

test('a last comma, which CloudFormation takes', () => {
  const text = '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": {"Type": "AWS::IAM::User"},},}';
  expect(read(new SourceDocument('a.template', text)).faults).toEqual([]);
});

test('a loop over a hundred thousand items', async () => {
  const items = Array.from({ length: 100_000 }, (_, index) => `n${index}`).join(', ');
  const lines = await bounded(
    `
Transform: AWS::LanguageExtensions
Resources:
  Own: ${policy('"own:*"')}
  Fn::ForEach::Many: [Name, [${items}], { "P\${Name}": ${policy('"s3:*"')} }]
`,
    15_000,
  );
  expect(lines).toContain('allow own:* on x');
  expect(lines.some(line => line.startsWith('gap limit'))).toBe(true);
});

test('loops in loops that multiply', async () => {
  const list = `[${Array.from({ length: 100 }, (_, index) => `n${index}`).join(', ')}]`;
  const loops = ['A', 'B', 'C', 'D'].reduceRight(
    (inner, name) => `{ "Fn::ForEach::${name}": [${name}, ${list}, ${inner}] }`,
    '{ "P${A}${B}${C}${D}": { Type: AWS::IAM::User } }',
  );
  const lines = await bounded(`Resources: ${loops}`, 15_000);
  expect(lines.some(line => line.startsWith('gap limit'))).toBe(true);
});

test('stacks that nest twice as many at each step', async () => {
  const files: Record<string, string> = {};
  const nested = (uri: string) => `{ Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${uri} } }`;
  for (let depth = 0; depth < 40; depth++)
    files[`s${depth}.yaml`] =
      `Resources: { A: ${nested(`s${depth + 1}.yaml`)}, B: ${nested(`s${depth + 1}.yaml`)}, P: ${policy('"s3:*"')} }`;
  const lines = await bounded(files, 15_000);
  expect(lines).toContain('allow s3:* on x');
  expect(lines.some(line => line.startsWith('gap'))).toBe(true);
});

test('parameters and names that double', async () => {
  const buckets = Array.from(
    { length: 60 },
    (_, index) => `  B${index}: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "\${B${index + 1}}\${B${index + 1}}" } }`,
  ).join('\n');
  await bounded(`Resources:\n${buckets}\n  P: ${policy('!Sub "${B0}"')}`, 15_000);
  const conditions = Array.from(
    { length: 60 },
    (_, index) => `  C${index}: !And [!Condition C${index + 1}, !Condition C${index + 1}]`,
  ).join('\n');
  await bounded(`Conditions:\n${conditions}\nResources:\n  P: { Condition: C0, Type: AWS::IAM::User }`);
});

test('a join of joins, as deep as it gets', async () => {
  const deep = `${'{"Fn::Join": ["", ['.repeat(3_000)}"x"${']]}'.repeat(3_000)}`;
  await bounded({ 'a.json': `{"Resources": {"P": {"Type": "AWS::IAM::User", "Properties": {"UserName": ${deep}}}}}` });
});

test('ten megabytes of resources', async () => {
  const roles = Array.from(
    { length: 60_000 },
    (_, index) => `"R${index}": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/${'x'.repeat(100)}/"}}`,
  );
  const lines = await bounded({ 'a.json': `{"Resources": {${roles.join(',')}}}` }, 20_000);
  expect(lines.length).toBeGreaterThan(5_000);
  expect(lines.at(-1)).toBe('gap limit a template this large');
});

test('aliases that explode', async () => {
  const levels = Array.from({ length: 12 }, (_, index) => `  a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`);
  await bounded(`Metadata:\n  a0: &a0 x\n${levels.join('\n')}\nResources:\n  P: ${policy('*a12')}`);
});

test('nothing throws, whatever stands where', async () => {
  const words = fc.constantFrom(
    'Ref',
    'Fn::Sub',
    'Fn::If',
    'Fn::GetAtt',
    'Fn::Join',
    'Fn::ForEach::X',
    'Fn::FindInMap',
    'Fn::Transform',
    'Fn::Cidr',
    'Fn::Select',
    'Fn::Split',
    'Fn::Length',
    'Fn::ToJsonString',
    'Condition',
    'Properties',
    'Type',
    'Policies',
    'Events',
    'Statement',
    'Auth',
    'A',
    'B',
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>('A', '${A}', '${A.B}', 'AWS::NoValue', '{{resolve:x:y}}', 1, true, null, '', [], {}),
    fc.string(),
  );
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(words, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const types = fc.constantFrom(
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::IAM::User',
    'AWS::Serverless::Function',
    'AWS::Serverless::StateMachine',
    'AWS::Serverless::Api',
    'AWS::Serverless::Connector',
    'AWS::Lambda::Permission',
    'AWS::S3::Bucket',
    'AWS::CloudFormation::Stack',
    'AWS::EKS::AccessEntry',
    'AWS::SSO::PermissionSet',
  );
  const properties = fc.dictionary(
    fc.constantFrom(
      'Policies',
      'Events',
      'Role',
      'ManagedPolicyArns',
      'AssumeRolePolicyDocument',
      'PolicyDocument',
      'Source',
      'Destination',
      'FunctionUrlConfig',
      'TemplateURL',
      'BucketName',
      'Auth',
      'Users',
    ),
    value,
    { maxKeys: 5 },
  );
  const resource = fc.record({ Type: types, Properties: fc.oneof(properties, value), Condition: leaf, Connectors: value });
  const template = fc.record({
    Resources: fc.dictionary(words, resource, { maxKeys: 4 }),
    Globals: value,
    Conditions: value,
    Mappings: value,
    Parameters: value,
    Outputs: value,
  });
  await fc.assert(
    fc.asyncProperty(template, async made => {
      await linesOf({ 'a.json': JSON.stringify(made) });
    }),
    { numRuns: 300, seed: 5 },
  );
}, 60_000);
