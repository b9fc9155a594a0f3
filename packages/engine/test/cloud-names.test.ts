import { known, placeOf } from '@idlint/model';
import { expect, it } from 'vitest';
import { kubernetes } from '../../readers/src/kubernetes/index.ts';
import { terraform } from '../../readers/src/terraform/index.ts';
import { told } from '../../readers/test/facts.ts';
import { workspace } from '../../readers/test/workspace.ts';
import { link } from '../src/attribute/links.ts';

const account = (annotation: string, value: string) => `apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop, annotations: {${annotation}: "${value}"}}
`;

/** What is used by an account of a cluster, and declared in Terraform. */
async function declared(manifest: string, main: string): Promise<string[]> {
  const manifests = await workspace(kubernetes, { 'k8s/web.yaml': manifest });
  const infra = await workspace(terraform, { 'infra/main.tf': main });
  const facts = [...manifests.facts, ...infra.facts];
  const { byName } = link(
    facts.map(fact => ({ fact, reader: undefined })),
    [],
  );
  return facts.flatMap(fact => (fact.kind === 'use' && fact.used.kind === 'known' ? (byName.get(fact.used.value) ?? []).map(told) : []));
}

const role = 'resource "aws_iam_role" "web" {\n  name = "shop-web"\n  assume_role_policy = "{}"\n}\n';

it('an account of a cluster and the role that Terraform makes for it are linked', async () => {
  const manifest = account('eks.amazonaws.com/role-arn', 'arn:aws:iam::111122223333:role/apps/shop-web');
  expect(await declared(manifest, role)).toEqual(['role shop-web (unknown)']);
  expect(await declared(manifest, role.replace('shop-web', 'other'))).toEqual([]);
  expect(await declared(manifest, role + role.replaceAll('"web"', '"again"'))).toEqual([]);
});

it('so are accounts of Google Cloud', async () => {
  const main = 'resource "google_service_account" "web" {\n  account_id = "web"\n  project = "acme"\n}\n';
  const manifest = account('iam.gke.io/gcp-service-account', 'web@acme.iam.gserviceaccount.com');
  expect(await declared(manifest, main)).toEqual(['service-account web (machine)']);
});

it('and objects of Crossplane', async () => {
  const { facts } = await workspace(kubernetes, {
    'k8s/role.yaml': 'apiVersion: iam.aws.upbound.io/v1beta1\nkind: Role\nmetadata: {name: shop-web}\nspec: {forProvider: {}}\n',
  });
  const at = placeOf('ci.yml', 0, 1);
  const arn = 'aws:arn:aws:iam::111122223333:role/shop-web';
  const use = {
    kind: 'use',
    key: 'u',
    platform: 'github',
    at,
    exists: true,
    names: [],
    how: 'runs-as',
    user: 'job',
    used: known(arn, at),
  } as const;
  const { usesOf } = link(
    [...facts, { ...use, names: [] }].map(fact => ({ fact, reader: undefined })),
    [],
  );
  expect(usesOf.get('aws:role/shop-web')).toHaveLength(1);
});
