import { type Access, type Answer, type Platform, whyNot } from '@idlint/model';
import { AwsActions } from './aws-actions.ts';
import { breadth } from './breadth.ts';
import { builtin } from './builtin/index.ts';

let loading: Promise<Access> | undefined;

/** The catalogues, read once. */
export function loadAccess(): Promise<Access> {
  loading ??= import('./generated/aws-actions.json', { with: { type: 'json' } }).then(({ default: { services } }) => {
    const aws = new AwsActions(services);
    return { breadth, builtin, takesResource: (platform, action) => takesResource(aws, platform, action) };
  });
  return loading;
}

function takesResource(aws: AwsActions, platform: Platform, action: string): Answer {
  if (platform === 'aws') return aws.takesResource(action);
  // RBAC rules always name resources. Roles of Azure and GCP are limited by the scope of their assignment, not by their actions.
  if (platform === 'kubernetes') return { is: 'yes', places: [] };
  return { is: 'unknown', why: whyNot('unsupported', `whether ${platform} can limit ${action} to a resource`) };
}
