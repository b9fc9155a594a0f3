import type { Data, MapData } from '@idlint/evaluate';
import { folderOf, type Place, resolvePath, type Uri } from '@idlint/model';
import { unlisted } from '../kubernetes/object.ts';
import { plugins, replace } from './builtin.ts';
import { fieldOf, listAt, textAt, textsAt } from './fields.ts';
import { generated } from './generate.ts';
import { patch, patchExactly, patchStrategically } from './patch.ts';
import { isRemote } from './paths.ts';
import { builtinReferences, type Reference, referencesOf } from './references.ts';
import { newResource } from './resource.ts';
import { moved, renamed, scaled, withAnnotations, withImages, withLabels } from './transform.ts';
import { builtinVarReferences, type VarReference, varReferencesOf } from './vars.ts';
import { type Accumulated, type Kustomization, type Sources, Work } from './work.ts';

/** Components within components. */
const deepest = 40;

export function accumulate(kustomization: Kustomization, sources: Sources): Accumulated {
  return new Builder(sources).run(kustomization, 0);
}

class Builder {
  readonly #work: Work;
  /** The components that are being worked through, the nearest first. */
  #through: Place[] = [];
  #references = new Set<Reference>(builtinReferences);
  #varReferences = new Set<VarReference>(builtinVarReferences);
  readonly #vars: Data[] = [];

  constructor(sources: Sources) {
    this.#work = new Work(sources);
  }

  /** In Kustomize's order. A component works on what its user has taken in until then. */
  run({ uri, data }: Kustomization, depth: number): Accumulated {
    const folder = folderOf(uri);
    const work = this.#work;
    for (const field of ['resources', 'bases']) for (const { text, at } of textsAt(data, field)) this.#takeIn(folder, text, at);
    for (const { text } of textsAt(data, 'configurations')) this.#configure(folder, text);
    work.resources = generated(work.resources, data, path => work.file(folder, path));
    plugins(work, folder, data, 'generators');
    for (const { text, at } of textsAt(data, 'components')) this.#component(folder, text, at, depth);
    for (const field of ['helmCharts', 'helmChartInflationGenerator']) {
      const at = data.entries.get(field)?.key;
      if (listAt(data, field).length > 0 && at) work.miss(at, 'unsupported', field, 'charts of a kustomization are not analysed');
    }
    transform(work, folder, data);
    this.#vars.push(...listAt(data, 'vars'));
    return {
      resources: work.resources,
      references: [...this.#references],
      vars: this.#vars,
      varReferences: [...this.#varReferences],
      missed: work.missed,
    };
  }

  #takeIn(folder: Uri, path: string, at: Place): void {
    const work = this.#work;
    const uri = resolvePath(folder, path);
    const objects = uri === undefined ? undefined : work.sources.objects(uri);
    if (objects) {
      for (const object of objects.flatMap(data => unlisted(data))) work.add(newResource(object, this.#through));
      return;
    }
    const base = uri === undefined ? undefined : work.sources.kustomization(uri);
    if (!base) {
      if (isRemote(path)) work.miss(at, 'module', path, 'what this kustomization takes in from elsewhere is not here');
      else work.miss(at, 'reference', path, 'what this kustomization takes in is not in the workspace');
      return;
    }
    const accumulated = work.sources.base(base.uri);
    if (!accumulated) {
      work.miss(at, 'cycle', path, 'kustomizations that take in each other');
      return;
    }
    for (const resource of accumulated.resources) work.add({ ...resource, through: [...resource.through, at, ...this.#through] });
    work.missed.push(...accumulated.missed);
    for (const reference of accumulated.references) this.#references.add(reference);
    for (const reference of accumulated.varReferences) this.#varReferences.add(reference);
    this.#vars.push(...accumulated.vars);
  }

  #component(folder: Uri, path: string, at: Place, depth: number): void {
    const uri = resolvePath(folder, path);
    const component = uri === undefined ? undefined : this.#work.sources.kustomization(uri);
    if (!component) {
      const [code, message] = isRemote(path)
        ? (['module', 'a component from elsewhere is not here'] as const)
        : (['reference', 'a component is not in the workspace'] as const);
      this.#work.miss(at, code, path, message);
    } else if (depth >= deepest) this.#work.miss(at, 'cycle', path, 'components that take in each other');
    else {
      const outer = this.#through;
      this.#through = [at, ...outer];
      this.run(component, depth + 1);
      this.#through = outer;
    }
  }

  #configure(folder: Uri, path: string): void {
    const uri = resolvePath(folder, path);
    for (const configuration of (uri !== undefined && this.#work.sources.documents(uri)) || []) {
      for (const reference of referencesOf(configuration)) this.#references.add(reference);
      for (const reference of varReferencesOf(configuration)) this.#varReferences.add(reference);
    }
  }
}

function transform(work: Work, folder: Uri, data: MapData): void {
  for (const each of listAt(data, 'patchesStrategicMerge')) patchStrategically(work, folder, each);
  for (const each of listAt(data, 'patches')) patch(work, folder, each);
  const namespace = fieldOf(data, 'namespace');
  if (textAt(namespace)) work.each(resource => moved(resource, namespace!));
  work.each(resource => renamed(resource, fieldOf(data, 'namePrefix'), fieldOf(data, 'nameSuffix')));
  work.each(resource => withLabels(resource, data));
  work.each(resource => withAnnotations(resource, data));
  for (const each of listAt(data, 'patchesJson6902')) patchExactly(work, folder, each);
  const [replicas, images] = [listAt(data, 'replicas'), listAt(data, 'images')];
  if (replicas.length > 0) work.each(resource => scaled(resource, replicas));
  if (images.length > 0) work.each(resource => withImages(resource, images));
  replace(work, folder, data);
  plugins(work, folder, data, 'transformers');
}
