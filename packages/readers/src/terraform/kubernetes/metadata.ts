import { type Found, labelsOf, member, stringValue } from '@idlint/evaluate';
import { absent, known, type Labels, type Name, type Value } from '@idlint/model';
import { argumentOf, type TerraformResource } from '../resource.ts';

/** `metadata { … }`, as every resource of the Kubernetes provider has it. */

export const first = (found: Found): Found => (found.kind === 'list' ? (found.items[0] ?? absent(found.at)) : found);

export const metadata = (resource: TerraformResource, name: string): Found => member(first(argumentOf(resource, 'metadata')), name);

/** Terraform puts what names no namespace into `default`. */
export const namespaceOf = (resource: TerraformResource): string => {
  const value = stringValue(metadata(resource, 'namespace'));
  return value.kind === 'known' ? value.value : value.kind === 'absent' ? 'default' : '';
};

export const nameIn = (resource: TerraformResource): Value<string> => {
  const name = stringValue(metadata(resource, 'name'));
  return name.kind === 'known' ? name : known(resource.name, resource.at);
};

export function labels(resource: TerraformResource): Labels {
  const [own, notes] = [labelsOf(metadata(resource, 'labels')), labelsOf(metadata(resource, 'annotations'))];
  const open = own.open ?? notes.open;
  return { entries: { ...own.entries, ...notes.entries }, ...(open ? { open } : {}) };
}

/** The annotations by which a cloud lets the account act as one of its own identities. */
export const cloudAnnotations: Record<string, (value: string) => Name> = {
  'eks.amazonaws.com/role-arn': arn => `aws:${arn}`,
  'iam.gke.io/gcp-service-account': email => `gcp:serviceAccount/${email}`,
  'azure.workload.identity/client-id': id => `azure:clientId/${id}`,
};
