import { labelsOf, member } from '@idlint/evaluate';
import { type Fact, type Identity, keyName, type Use } from '@idlint/model';
import { nameInAccount, nameOfIdentity, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { baseOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** What runs as a role: how it is called, and where it says as whom; several where it has several roles. */
const workloads: Record<string, [nameProperty: string, ...as: string[]]> = {
  'AWS::Lambda::Function': ['FunctionName', 'Role'],
  'AWS::ECS::TaskDefinition': ['Family', 'TaskRoleArn', 'ExecutionRoleArn'],
  'AWS::EC2::Instance': ['Name', 'IamInstanceProfile'],
  'AWS::EC2::LaunchTemplate': [
    'LaunchTemplateName',
    'LaunchTemplateData.IamInstanceProfile.Name',
    'LaunchTemplateData.IamInstanceProfile.Arn',
  ],
  'AWS::AutoScaling::LaunchConfiguration': ['LaunchConfigurationName', 'IamInstanceProfile'],
  'AWS::CodeBuild::Project': ['Name', 'ServiceRole'],
  'AWS::CodePipeline::Pipeline': ['Name', 'RoleArn'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'RoleArn'],
  'AWS::Glue::Job': ['Name', 'Role'],
  'AWS::Glue::Crawler': ['Name', 'Role'],
  'AWS::EKS::Cluster': ['Name', 'RoleArn'],
  'AWS::EKS::Nodegroup': ['NodegroupName', 'NodeRole'],
  'AWS::EKS::FargateProfile': ['FargateProfileName', 'PodExecutionRoleArn'],
  'AWS::Batch::JobDefinition': ['JobDefinitionName', 'ContainerProperties.JobRoleArn', 'ContainerProperties.ExecutionRoleArn'],
  'AWS::AppRunner::Service': ['ServiceName', 'InstanceConfiguration.InstanceRoleArn'],
  'AWS::SageMaker::NotebookInstance': ['NotebookInstanceName', 'RoleArn'],
  'AWS::AppSync::DataSource': ['Name', 'ServiceRoleArn'],
  'AWS::Scheduler::Schedule': ['Name', 'Target.RoleArn'],
  'AWS::Pipes::Pipe': ['Name', 'RoleArn'],
  // Whoever signs in through the pool, and whoever does not.
  'AWS::Cognito::IdentityPoolRoleAttachment': ['IdentityPoolId', 'Roles.authenticated', 'Roles.unauthenticated'],
};

export const workloadMappers: Record<string, Mapper> = Object.fromEntries(
  Object.entries(workloads).map(([type, [nameProperty, ...as]]): [string, Mapper] => [
    type,
    (resource, template) => factsOf(resource, template, nameProperty, as),
  ]),
);

function factsOf(resource: CfnResource, template: Template, nameProperty: string, as: string[]): Fact[] {
  const base = baseOf(resource, template);
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name: nameInAccount(resource, member(resource.properties, nameProperty)),
    labels: labelsOf(member(resource.properties, 'Tags')),
  };
  const uses = as.flatMap((path): Use[] => {
    const used = spokenOf(member(resource.properties, ...path.split('.')), nameOfIdentity('role'));
    if (used.kind === 'absent') return [];
    return [{ kind: 'use', ...baseOf(resource, template, `runs-as/${path}`), at: used.at, how: 'runs-as', user: base.key, used }];
  });
  return [identity, ...uses];
}
