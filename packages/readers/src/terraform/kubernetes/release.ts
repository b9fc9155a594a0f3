import { type Data, type Found, isWhole, itemsOf, mapOf, member, stringValue } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import { type Fact, type Identity, keyName, type Use } from '@idlint/model';
import { allLabels, argumentOf, baseOf, calledOf, keyOf, type Mapper, spokenOf, type TerraformResource } from '../resource.ts';
import { cloudAnnotations } from './metadata.ts';

/** A release of a chart: which identities of a cloud its values give to its accounts. What the chart itself makes is not seen from here. */
export const releaseMappers: Record<string, Mapper> = { helm_release: release };

interface Given {
  /** `serviceAccount.annotations.eks\.amazonaws\.com/role-arn`, or the last key of it. */
  annotation: string;
  value: Found;
}

function release(resource: TerraformResource): Fact[] {
  const uses = [...bySet(resource), ...byValues(resource)].flatMap(({ annotation, value }, index): Use[] => {
    const used = spokenOf(value, cloudAnnotations[annotation]!);
    if (used.kind === 'absent') return [];
    const base = baseOf(resource, 'kubernetes', `cloud-identity/${annotation}${index > 0 ? `/${index}` : ''}`);
    return [{ kind: 'use', ...base, at: used.at, how: 'runs-as', user: keyOf(resource), used }];
  });
  if (uses.length === 0) return [];
  const base = baseOf(resource, 'kubernetes');
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'labels'),
  };
  return [identity, ...uses];
}

const annotationOf = (path: string): string | undefined => {
  const plain = path.replaceAll('\\', '');
  return Object.keys(cloudAnnotations).find(annotation => plain === annotation || plain.endsWith(`.${annotation}`));
};

/** `set { name = …, value = … }`, and the list that newer versions of the provider have. */
function bySet(resource: TerraformResource): Given[] {
  return itemsOf(argumentOf(resource, 'set')).items.flatMap(one => {
    const name = stringValue(member(one, 'name'));
    const annotation = name.kind === 'known' ? annotationOf(name.value) : undefined;
    return annotation ? [{ annotation, value: member(one, 'value') }] : [];
  });
}

/** Documents of YAML, written out, read from files or made by `yamlencode`. */
function byValues(resource: TerraformResource): Given[] {
  return itemsOf(argumentOf(resource, 'values')).items.flatMap(document => {
    if (document.kind !== 'string') return [];
    if (document.encoded) return annotationsIn(document.encoded.of, 0);
    return isWhole(document) ? yamlInString(document).flatMap(({ data }) => annotationsIn(data, 0)) : [];
  });
}

function annotationsIn(data: Data, depth: number): Given[] {
  if (depth > 20) return [];
  if (data.kind === 'list') return data.items.flatMap(item => annotationsIn(item, depth + 1));
  return [...(mapOf(data)?.entries ?? [])].flatMap(([key, { value }]) =>
    Object.hasOwn(cloudAnnotations, key) ? [{ annotation: key, value }] : annotationsIn(value, depth + 1),
  );
}
