import { type Credential, defineRule, type Inventory, type Platform } from '@idlint/model';
import { lastPart, titleOf } from '../../who.ts';

/** How the same is done without a key, by platform. */
const keyless: Partial<Record<Platform, string>> = {
  aws: 'Let workloads assume a role: an instance profile, IRSA, OIDC from CI, or Roles Anywhere from outside.',
  gcp: 'Use workload identity federation, or attach the service account to what runs as it.',
  azure: 'Use a managed identity, or a federated credential from outside.',
};

const titles: Partial<Record<Credential['type'], string>> = {
  'access-key': 'an access key',
  'service-account-key': 'a key',
  password: 'a client secret',
  'shared-access-signature': 'a signature without an end',
};

export default defineRule({
  id: 'static-access-key',
  family: 'lifecycle',
  level: 'warning',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A key is made that works from anywhere until somebody deletes it, and that also stands in the state of the tool that makes it.',
  remedy: 'Use credentials that the platform hands out for a while.',
  standards: { owaspNhi: 'NHI7:2025', cwe: 798 },

  looksAt: 'credential',
  check(credential, { inventory, report }) {
    const what = titles[credential.type];
    // A person's password for the console is no key; a client secret of Azure is.
    if (!what || !(credential.platform in keyless) || (credential.type === 'password' && credential.platform !== 'azure')) return;
    if (credential.type === 'shared-access-signature' && credential.expires.kind !== 'absent') return;
    const forever = credential.expires.kind === 'absent' ? ' that never expires' : '';
    report(credential.at, `${ownerOf(credential, inventory)} gets ${what}${forever}`, { remedy: keyless[credential.platform]! });
  },
});

function ownerOf({ identity }: Credential, inventory: Inventory): string {
  if (identity.kind !== 'known') return 'an identity';
  const found = inventory.named(identity.value).find(fact => fact.kind === 'identity');
  if (found?.kind === 'identity') return titleOf(found);
  return `"${lastPart(identity.value)}"`;
}
