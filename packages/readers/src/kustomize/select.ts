import type { Data } from '@idlint/evaluate';
import { compile } from '@idlint/evaluate/regex';
import { fieldOf, textAt } from './fields.ts';
import { effectiveNamespace, idOf, type Resource } from './resource.ts';

/** Which objects a `target` means, or a `select`: undefined where it can't be read. */
export function selectorOf(target: Data): ((resource: Resource) => boolean) | undefined {
  const patterns = ['group', 'version', 'kind', 'name', 'namespace'].map(key => anchored(textAt(target, key) ?? ''));
  const labels = labelSelector(textAt(target, 'labelSelector') ?? '');
  const annotations = labelSelector(textAt(target, 'annotationSelector') ?? '');
  if (patterns.includes(undefined) || !labels || !annotations) return undefined;
  const [group, version, kind, name, namespace] = patterns as ((text: string) => boolean)[];
  return resource => {
    const current = idOf(resource.data);
    const first = resource.previous[0] ?? current;
    return (
      group!(current.group) &&
      version!(current.version) &&
      kind!(current.kind) &&
      (name!(first.name) || name!(current.name)) &&
      (namespace!(effectiveNamespace(first)) || namespace!(effectiveNamespace(current))) &&
      labels(textsOf(fieldOf(resource.data, 'metadata', 'labels'))) &&
      annotations(textsOf(fieldOf(resource.data, 'metadata', 'annotations')))
    );
  };
}

/** A pattern must fit all of the text; none fits everything. */
function anchored(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern === '') return () => true;
  if (/^[\w-]+$/.test(pattern)) return text => text === pattern;
  const regex = compile(`^(?:${pattern})$`);
  return regex && (text => regex.exec(text) !== undefined);
}

const textsOf = (data: Data | undefined): Map<string, string> =>
  new Map(data?.kind === 'map' ? [...data.entries].map(([key, { value }]) => [key, textAt(value) ?? '']) : []);

type Texts = ReadonlyMap<string, string>;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
function labelSelector(text: string): ((labels: Texts) => boolean) | undefined {
  const requirements = text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(requirement);
  if (requirements.includes(undefined)) return undefined;
  return labels => requirements.every(holds => holds!(labels));
}

function requirement(text: string): ((labels: Texts) => boolean) | undefined {
  const [, key, set, items] = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text) ?? [];
  if (key !== undefined) {
    const values = items!.split(',').map(item => item.trim());
    return labels => (set === 'in') === (labels.has(key) && values.includes(labels.get(key)!));
  }
  const [, name, operator, value] = /^([^\s!=]+)\s*(==?|!=)\s*(\S*)$/.exec(text) ?? [];
  if (name !== undefined) return labels => (operator !== '!=') === (labels.get(name) === value);
  const [, not, exists] = /^(!?)\s*([^\s!=()]+)$/.exec(text) ?? [];
  return exists === undefined ? undefined : labels => (not === '') === labels.has(exists);
}
