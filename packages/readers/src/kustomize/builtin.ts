import type { Data, MapData } from '@idlint/evaluate';
import { resolvePath, type Uri } from '@idlint/model';
import { unlisted } from '../kubernetes/object.ts';
import { fieldOf, listAt, mapAt, textAt, withEntry } from './fields.ts';
import { generated } from './generate.ts';
import { patch } from './patch.ts';
import { replaced } from './replacements.ts';
import { fits, idOf, patternOf, type Resource } from './resource.ts';
import { moved, renamed, withPairs } from './transform.ts';
import type { Work } from './work.ts';

/**
 * `transformers` and `generators`: plugins with their configurations. Those that Kustomize brings itself are followed; other programs are not
 * run, and said. https://kubectl.docs.kubernetes.io/references/kustomize/builtins/
 */
export function plugins(work: Work, folder: Uri, data: MapData, field: 'transformers' | 'generators'): void {
  const run = field === 'transformers' ? transform : generate;
  const what = field === 'transformers' ? 'a transformer' : 'a generator';
  for (const each of listAt(data, field))
    for (const config of configurations(work, folder, each)) {
      if (textAt(config, 'apiVersion') === 'builtin' && run(work, folder, config)) continue;
      work.miss(each.at, 'unsupported', what, `${what} that is another program’s is not run`);
    }
}

/** On the spot, in a file, or made by a kustomization of their own. */
function configurations(work: Work, folder: Uri, each: Data): MapData[] {
  const path = textAt(each) ?? '';
  const uri = path.includes('\n') ? undefined : resolvePath(folder, path);
  const many = uri === undefined ? undefined : work.sources.kustomization(uri);
  if (many) return work.sources.base(many.uri, true)?.resources.map(({ data }) => data) ?? [];
  return work.documentsIn(folder, each, 'what is configured').flatMap(data => unlisted(data));
}

function generate(work: Work, folder: Uri, config: MapData): boolean {
  if (textAt(config, 'kind') === 'HelmChartInflationGenerator') {
    work.miss(config.at, 'unsupported', 'a chart', 'charts of a kustomization are not analysed');
    return true;
  }
  const field = { ConfigMapGenerator: 'configMapGenerator', SecretGenerator: 'secretGenerator' }[textAt(config, 'kind') ?? ''];
  if (field === undefined) return false;
  const named = ['name', 'namespace'].reduce((next, key) => withEntry(next, key, fieldOf(config, 'metadata', key)), config);
  const list: Data = { kind: 'list', items: [named], at: config.at };
  work.resources = generated(work.resources, mapAt(config.at, [[field, list]]), path => work.file(folder, path));
  return true;
}

function transform(work: Work, folder: Uri, config: MapData): boolean {
  if (!work.spend(config.at)) return true;
  const fieldSpecs = listAt(config, 'fieldSpecs');
  const meant = (resource: Resource) =>
    fieldSpecs.length === 0 || fieldSpecs.some(spec => fits(patternOf(spec), resource.previous[0] ?? idOf(resource.data)));
  switch (textAt(config, 'kind')) {
    case 'NamespaceTransformer': {
      const namespace = fieldOf(config, 'metadata', 'namespace');
      const how = {
        subjects: textAt(config, 'setRoleBindingSubjects') ?? 'defaultOnly',
        unsetOnly: textAt(config, 'unsetOnly') === 'true',
      };
      if (namespace) work.each(resource => moved(resource, namespace, how));
      return true;
    }
    case 'PrefixTransformer':
      work.each(resource => (meant(resource) ? renamed(resource, fieldOf(config, 'prefix'), undefined) : resource));
      return true;
    case 'SuffixTransformer':
      work.each(resource => (meant(resource) ? renamed(resource, undefined, fieldOf(config, 'suffix')) : resource));
      return true;
    case 'LabelTransformer':
      work.each(resource => withPairs(resource, fieldOf(config, 'labels'), fieldSpecs));
      return true;
    case 'AnnotationsTransformer':
      work.each(resource => withPairs(resource, fieldOf(config, 'annotations'), fieldSpecs));
      return true;
    case 'PatchTransformer':
      patch(work, folder, config);
      return true;
    case 'ReplacementTransformer':
      replace(work, folder, config);
      return true;
    // What they change makes no facts.
    case 'ImageTagTransformer':
    case 'ReplicaCountTransformer':
      return true;
    default:
      return false;
  }
}

/** `replacements`, on the spot or in files. */
export function replace(work: Work, folder: Uri, data: MapData): void {
  const replacements = listAt(data, 'replacements').flatMap(each => {
    const path = fieldOf(each, 'path');
    const documents = path ? work.documentsIn(folder, path, 'a replacement') : [each];
    return documents.flatMap(document => (document.kind === 'list' ? document.items : [document]));
  });
  const targets = replacements.reduce((sum, each) => sum + 1 + listAt(each, 'targets').length, 0);
  if (targets === 0 || !work.spend(data.at, targets * (work.resources.length + 1))) return;
  work.resources = replaced(work.resources, replacements, at => work.misfit(at, 'a replacement finds nothing to take or to put in'));
}
