import { type Data, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import { put, textOf, whole } from './intrinsics/strings.ts';

/** Resources whose `Ref` is the name that they are given. */
const names: Record<string, string> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Serverless::SimpleTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::EKS::Cluster': 'Name',
};

/** Longer than any name that AWS takes. */
const longest = 2048;

/**
 * What is known of an attribute before anything is deployed: the name that somebody gave, and what is made of it alone. Undefined for
 * all that only the cloud knows.
 */
export function attributeOf(resource: Data, path: string | undefined, work: (data: Data) => Data): Data | undefined {
  const type = knownValue(stringValue(member(resource, 'Type')));
  const property = type !== undefined && Object.hasOwn(names, type) ? names[type] : undefined;
  if (property === undefined || (path !== undefined && !(path === 'Arn' && type === 'AWS::S3::Bucket'))) return undefined;
  const written = member(member(resource, 'Properties'), property);
  // A name that is worked out from lists and conditions is seldom one, and would have to be worked out again and again.
  if (written.kind !== 'string' && !isPlain(written)) return undefined;
  const name = work(written);
  const text = knownValue(stringValue(name)) === undefined ? undefined : textOf(name);
  if (!text || text.value.length > longest) return undefined;
  return path === undefined ? text : put([whole('arn:aws:s3:::', text.at), text], text.at);
}

const isPlain = (data: Data | { kind: 'absent' }): data is Data =>
  data.kind === 'map' && [...data.entries.keys()].every(key => key === 'Ref' || key === 'Fn::Sub' || key === 'Fn::Join');
