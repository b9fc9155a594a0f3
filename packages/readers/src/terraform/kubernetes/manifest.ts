import { type Data, type Found, isWhole } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import type { Fact } from '@idlint/model';
import { factsOf } from '../../kubernetes/facts.ts';
import { Names } from '../../kubernetes/names.ts';
import { objectsOf } from '../../kubernetes/object.ts';
import { argumentOf, keyOf, type Mapper, nameOfResource, type TerraformResource } from '../resource.ts';

/** Manifests that Terraform applies, written as an object or as YAML: the same facts as those of a file. */
export const manifestMappers: Record<string, Mapper> = {
  kubernetes_manifest: resource => manifestFacts(resource, argumentOf(resource, 'manifest')),
  kubectl_manifest: resource => manifestFacts(resource, argumentOf(resource, 'yaml_body')),
};

function manifestFacts(resource: TerraformResource, manifest: Found): Fact[] {
  const scope = resource.root;
  const context = { scope, names: new Names(scope), namespace: undefined, taken: new Set<string>() };
  const objects = objectsIn(manifest).flatMap(data =>
    objectsOf(keyOf(resource), { segment: '', data, template: false, conditional: [], complete: true }, context, resource.through),
  );
  const { exists } = resource;
  const own = nameOfResource(resource);
  return factsOf(objects).map(fact => ({
    ...fact,
    ...(exists === true ? {} : { exists }),
    // What refers to the resource means the object.
    ...(fact.names.length > 0 ? { names: [...fact.names, own] } : {}),
  }));
}

function objectsIn(manifest: Found): Data[] {
  if (manifest.kind === 'map') return [manifest];
  if (manifest.kind !== 'string') return [];
  if (manifest.encoded) return [manifest.encoded.of];
  // What is not known may be any part of the text, the line that says what it is as well.
  return isWhole(manifest) ? yamlInString(manifest).map(({ data }) => data) : [];
}
