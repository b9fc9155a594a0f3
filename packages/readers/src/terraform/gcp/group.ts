import { itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Binding, Fact, Identity, Principal } from '@idlint/model';
import { argumentOf, baseOf, calledOf, type Mapper, nowhere, spokenOf, type TerraformResource } from '../resource.ts';

/** Cloud Identity: groups, and who is in them. */
export const groupMappers: Record<string, Mapper> = {
  google_cloud_identity_group: group,
  google_cloud_identity_group_membership: membership,
};

function group(resource: TerraformResource): Fact[] {
  const [key] = itemsOf(argumentOf(resource, 'group_key')).items;
  const email = key ? stringValue(member(key, 'id')) : nowhere(resource);
  const base = baseOf(resource, 'gcp');
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, ...(email.kind === 'known' ? [`gcp:group/${email.value}`] : [])],
    type: 'group',
    actor: 'unknown',
    name: email.kind === 'known' ? email : calledOf(resource, 'display_name'),
    labels: { entries: {} },
  };
  return [identity];
}

function membership(resource: TerraformResource): Fact[] {
  const [key] = itemsOf(argumentOf(resource, 'preferred_member_key')).items;
  if (!key) return [];
  const id = member(key, 'id');
  const name = spokenOf(id, email => `gcp:${email.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user'}/${email}`);
  const subject: Principal = { who: 'identity', written: stringValue(id), ...(name.kind === 'known' ? { name: name.value } : {}) };
  const policy = spokenOf(argumentOf(resource, 'group'), text => `gcp:group/${text}`);
  if (policy.kind === 'absent') return [];
  const fact: Binding = {
    kind: 'binding',
    ...baseOf(resource, 'gcp'),
    at: id.at,
    policy,
    subjects: { items: [subject] },
    scope: { level: 'organisation', name: nowhere(resource) },
    conditions: { items: [] },
    layer: 'identity',
    membership: true,
  };
  return [fact];
}
