import { type Data, labelsOf, mapOf, member, stringValue } from '@idlint/evaluate';
import type { Fact } from '@idlint/model';
import { type KubernetesObject, textOf, unlisted } from '../object.ts';
import { argoFacts } from './argo.ts';
import { awsFacts, awsKind } from './aws.ts';
import { awsAuthFacts } from './aws-auth.ts';
import { groupOf, listOf } from './base.ts';
import { googleFacts } from './google.ts';
import { istioFacts } from './istio.ts';
import { operatorFacts } from './operator.ts';
import { spiffeFacts } from './spiffe.ts';

/** Who reads the objects of an API group; an object whose group nobody reads may still say whom it runs as. */
const readers: Record<string, (object: KubernetesObject) => Fact[]> = {
  'security.istio.io': istioFacts,
  'spire.spiffe.io': spiffeFacts,
};
const awsGroup = /^(?:iam|eks)\.(?:aws\.(?:m\.)?(?:upbound|crossplane)\.io|services\.k8s\.aws)$/;
const googleGroup = 'iam.cnrm.cloud.google.com';

/** Under which kind others speak of an object by name; undefined where nobody does. */
export function customName(object: KubernetesObject): string | undefined {
  const group = groupOf(object);
  if (awsGroup.test(group)) return awsKind(object.kind);
  return group === googleGroup && (object.kind === 'IAMServiceAccount' || object.kind === 'IAMCustomRole') ? object.kind : undefined;
}

/** Objects of kinds that are not the platform's own. */
export function customFacts(object: KubernetesObject, objects: readonly KubernetesObject[]): Fact[] {
  const group = groupOf(object);
  if (Object.hasOwn(readers, group)) return readers[group]!(object);
  if (awsGroup.test(group)) return awsFacts(object, objects);
  if (group === googleGroup) return googleFacts(object);
  if (group === 'argoproj.io' && object.kind === 'AppProject') return argoFacts(object);
  if (group === '' && object.kind === 'ConfigMap') return object.id.name === 'aws-auth' ? awsAuthFacts(object) : [];
  if (group === 'apiextensions.crossplane.io' && object.kind === 'Composition') return compositionFacts(object, objects);
  return operatorFacts(object);
}

/** What Crossplane makes for each claim: `spec.resources[].base`, or the same below the steps of a pipeline. */
function compositionFacts(object: KubernetesObject, objects: readonly KubernetesObject[]): Fact[] {
  const spec = member(object.root, 'spec');
  const resources = [...listOf(spec, 'resources'), ...listOf(spec, 'pipeline').flatMap(step => listOf(step, 'input', 'resources'))];
  return resources.flatMap((resource, index) => {
    const [root] = unlisted(member(resource, 'base') as Data);
    const kind = root && stringValue(member(root, 'kind'));
    if (!root || kind?.kind !== 'known' || kind.value === 'Composition') return [];
    const name = stringValue(member(resource, 'name'));
    const called = name.kind === 'absent' ? object.name : name;
    const text = textOf(called, object.scope);
    const made: KubernetesObject = {
      ...object,
      root,
      kind: kind.value,
      name: called,
      id: { name: text, namespace: '' },
      labels: labelsOf(mapOf(member(root, 'metadata', 'labels')) ?? { kind: 'absent', at: root.at }),
      base: { ...object.base, at: called.at, key: `${object.base.key}/${index}/${text}` },
    };
    return customFacts(made, objects);
  });
}
