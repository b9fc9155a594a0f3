/**
 * Actions of IAM with which whoever may use them on any role, user, group or policy gives himself what he wants, without anything else.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const actions: Record<string, string> = {
  'iam:addusertogroup': 'put itself into any group',
  'iam:attachgrouppolicy': 'attach AdministratorAccess to its own group',
  'iam:attachrolepolicy': 'attach AdministratorAccess to its own role',
  'iam:attachuserpolicy': 'attach AdministratorAccess to its own user',
  'iam:createpolicyversion': 'rewrite the policies that it has',
  'iam:putgrouppolicy': 'write any policy into its own group',
  'iam:putrolepolicy': 'write any policy into its own role',
  'iam:putuserpolicy': 'write any policy into its own user',
  'iam:setdefaultpolicyversion': 'bring back any former version of the policies that it has',
  'iam:updateassumerolepolicy': 'let itself become any role',
};

/** What whoever may use the action everywhere can do for himself; undefined where it takes more than that. */
export const raisesOwnRights = (action: string): string | undefined => actions[action.toLowerCase()];
