import { itemsOf } from '@idlint/evaluate';
import { type Fact, known, type Name } from '@idlint/model';
import { binding, documentFacts, nameOfPolicy } from '../aws/attach.ts';
import { identityOf, itself } from '../given.ts';
import { argumentOf, baseOf, calledOf, type Mapper, nameOfResource, type TerraformResource } from '../resource.ts';

/** Roles of the secrets engines: whoever may read their path gets credentials of a cloud with these rights. */
export const engineMappers: Record<string, Mapper> = {
  vault_aws_secret_backend_role: awsRole,
};

/** The rights of the users and sessions that Vault makes: a policy of its own, and those of AWS by their ARNs. */
function awsRole(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'vault', { type: 'role', actor: 'machine' });
  const document = documentFacts(resource, argumentOf(resource, 'policy_document'), 'policy_document', 'identity', {
    name: calledOf(resource, 'name'),
  });
  const own: Name = `${nameOfResource(resource)}/policy_document`;
  const attached = itemsOf(argumentOf(resource, 'policy_arns')).items.flatMap((item, index) => {
    const policy = nameOfPolicy(item);
    if (policy.kind === 'absent') return [];
    return { ...binding(resource, '', policy, { items: [itself(resource)] }), key: baseOf(resource, 'aws', `policy_arns/${index}`).key };
  });
  const bound =
    document.length > 0 ? [binding(resource, 'policy_document/binding', known(own, resource.at), { items: [itself(resource)] })] : [];
  return [identity, ...document, ...bound, ...attached];
}
