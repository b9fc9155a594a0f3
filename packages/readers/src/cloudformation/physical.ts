import { type Data, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
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

/**
 * What is known of an attribute before anything is deployed: the name that somebody gave, and what is made of it alone. Undefined for
 * all that only the cloud knows.
 */
export function attributeOf(resource: Data, path: string | undefined, work: (data: Data) => Data, at: Place): Data | undefined {
  const type = knownValue(stringValue(member(resource, 'Type')));
  const property = type === undefined ? undefined : names[type];
  if (property === undefined || (path !== undefined && !(path === 'Arn' && type === 'AWS::S3::Bucket'))) return undefined;
  const written = member(member(resource, 'Properties'), property);
  // A name that another resource gives would lead in circles.
  if (written.kind !== 'string' && !isPlain(written)) return undefined;
  const name = work(written);
  const text = knownValue(stringValue(name)) === undefined ? undefined : textOf(name);
  if (!text) return undefined;
  const named = { ...text, via: [...(text.via ?? []), at] };
  return path === undefined ? named : put([whole('arn:aws:s3:::', at), named], at);
}

const isPlain = (data: Data | { kind: 'absent' }): data is Data =>
  data.kind === 'map' && [...data.entries.keys()].every(key => key === 'Ref' || key === 'Fn::Sub' || key === 'Fn::Join');
