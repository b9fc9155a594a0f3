import { type Found, itemsOf, member } from '@idlint/evaluate';
import { type Fact, type Identity, keyName, type Name, type Platform, type Resource, type Use } from '@idlint/model';
import { nameOfIdentity } from './aws/attach.ts';
import { allLabels, argumentOf, baseOf, calledOf, type Mapper, spokenOf, type TerraformResource } from './resource.ts';

/** What runs as an identity of a cloud: functions, tasks, machines, builds. */
interface Workload {
  platform: Platform;
  /** Where it says as whom; several where it has several identities. */
  as: string[][];
  labels: string;
  ofText(text: string): Name;
  /** What the platform puts in where nothing is written. */
  fallback?: Name;
}

const azure = (as = 'identity.identity_ids'): Workload => ({
  platform: 'azure',
  as: [as.split('.')],
  labels: 'tags',
  ofText: id => `azure:principal/${id.toLowerCase()}`,
});
const role = (text: string): Name => (text.startsWith('arn:') ? `aws:${text}` : `aws:role/${text}`);
const aws = (...as: string[]): Workload => ({ platform: 'aws', as: as.map(path => path.split('.')), labels: 'tags', ofText: role });
const account = (text: string): Name => `gcp:serviceAccount/${text.replace(/^.*\//, '')}`;
const gcp = (as: string, fallback?: Name): Workload => ({
  platform: 'gcp',
  as: [as.split('.')],
  labels: 'labels',
  ofText: account,
  ...(fallback ? { fallback } : {}),
});
/** The account that Compute Engine makes for every project, and that what names no other one runs as. */
const computeDefault = 'gcp:serviceAccount/compute-default';

const workloads: Record<string, Workload> = {
  aws_lambda_function: aws('role'),
  aws_ecs_task_definition: aws('task_role_arn', 'execution_role_arn'),
  aws_instance: aws('iam_instance_profile'),
  aws_launch_template: aws('iam_instance_profile.name', 'iam_instance_profile.arn'),
  aws_launch_configuration: aws('iam_instance_profile'),
  aws_codebuild_project: aws('service_role'),
  aws_codepipeline: aws('role_arn'),
  aws_sfn_state_machine: aws('role_arn'),
  aws_glue_job: aws('role_arn'),
  aws_eks_cluster: aws('role_arn'),
  aws_eks_node_group: aws('node_role_arn'),
  aws_eks_fargate_profile: aws('pod_execution_role_arn'),
  aws_batch_job_definition: aws('job_role_arn'),
  aws_apprunner_service: aws('instance_configuration.instance_role_arn'),
  aws_sagemaker_notebook_instance: aws('role_arn'),
  azurerm_api_management: azure(),
  azurerm_automation_account: azure(),
  azurerm_batch_account: azure(),
  azurerm_container_app: azure(),
  azurerm_container_group: azure(),
  azurerm_data_factory: azure(),
  azurerm_kubernetes_cluster: azure(),
  azurerm_linux_function_app: azure(),
  azurerm_linux_virtual_machine: azure(),
  azurerm_linux_virtual_machine_scale_set: azure(),
  azurerm_linux_web_app: azure(),
  azurerm_logic_app_standard: azure(),
  azurerm_logic_app_workflow: azure(),
  azurerm_machine_learning_workspace: azure(),
  azurerm_synapse_workspace: azure(),
  azurerm_virtual_machine: azure(),
  azurerm_windows_function_app: azure(),
  azurerm_windows_virtual_machine: azure(),
  azurerm_windows_virtual_machine_scale_set: azure(),
  azurerm_windows_web_app: azure(),
  google_compute_instance: gcp('service_account.email'),
  google_compute_instance_template: gcp('service_account.email'),
  google_container_node_pool: gcp('node_config.service_account', computeDefault),
  google_cloud_run_service: gcp('template.spec.service_account_name', computeDefault),
  google_cloud_run_v2_service: gcp('template.service_account', computeDefault),
  google_cloud_run_v2_job: gcp('template.template.service_account', computeDefault),
  google_cloudfunctions_function: gcp('service_account_email'),
  google_cloudfunctions2_function: gcp('service_config.service_account_email', computeDefault),
};

export const workloadMappers: Record<string, Mapper> = {
  ...Object.fromEntries(
    Object.entries(workloads).map(([type, workload]): [string, Mapper] => [type, resource => factsOf(resource, workload)]),
  ),
  aws_iam_instance_profile: instanceProfile,
};

function factsOf(resource: TerraformResource, { platform, as, labels, ofText, fallback }: Workload): Fact[] {
  const base = baseOf(resource, platform);
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name: calledOf(
      resource,
      resource.type === 'aws_lambda_function' ? 'function_name' : resource.type === 'aws_ecs_task_definition' ? 'family' : 'name',
    ),
    labels: allLabels(resource, labels),
  };
  const uses = as.flatMap((path): Use[] => {
    const found = within(argumentOf(resource, path[0]!), path.slice(1));
    return (found.kind === 'list' ? found.items : [found]).flatMap((one, index) => {
      const used = spokenOf(one, ofText);
      if (used.kind === 'absent' && !fallback) return [];
      return {
        kind: 'use' as const,
        ...baseOf(resource, platform, `runs-as/${path.join('.')}${index > 0 ? `/${index}` : ''}`),
        at: used.kind === 'absent' ? resource.at : used.at,
        how: 'runs-as' as const,
        user: base.key,
        used,
        ...(fallback ? { fallback } : {}),
      };
    });
  });
  return [identity, ...uses];
}

/** Through nested blocks, of which there is one each. */
function within(found: Found, path: string[]): Found {
  const [first, ...rest] = path;
  if (first === undefined || found.kind === 'absent' || found.kind === 'unknown') return found;
  const { items, open } = itemsOf(found);
  const [block] = items;
  if (!block) return open ? { kind: 'unknown', why: open, at: found.at } : { kind: 'absent', at: found.at };
  return within(member(block, first), rest);
}

/** An instance has its role through a profile: `linked` puts the one in the place of the other. */
function instanceProfile(resource: TerraformResource): Fact[] {
  const profile: Resource = {
    kind: 'resource',
    ...baseOf(resource, 'aws'),
    type: 'instance-profile',
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'tags'),
    settings: { role: nameOfIdentity(argumentOf(resource, 'role'), 'role') },
  };
  return [profile];
}
