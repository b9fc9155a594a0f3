import type { Data, ListData, MapData, StringData } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import type { Place, Uri, WhyCode } from '@idlint/model';
import { unlisted } from '../kubernetes/object.ts';
import { fieldOf, listAt, mapAt, stringOf, textAt, textsAt, withEntry } from './fields.ts';
import { generated } from './generate.ts';
import { areOperations, patchObject } from './json-patch.ts';
import { folderOf, isRemote, resolved } from './paths.ts';
import { builtinReferences, type Reference, referencesOf } from './references.ts';
import { replaced } from './replacements.ts';
import { fits, idOf, newResource, patternOf, type Resource, remembering, resourceNamed } from './resource.ts';
import { selectorOf } from './select.ts';
import { mergeObjects } from './strategic-merge.ts';
import { moved, renamed, scaled, withAnnotations, withImages, withLabels, withPairs } from './transform.ts';
import { builtinVarReferences, type VarReference, varReferencesOf } from './vars.ts';

/** What a kustomization is to the workspace. */
export interface Kustomization {
  uri: Uri;
  data: MapData;
}

/** How kustomizations see the workspace. */
export interface Sources {
  /** Of a folder. */
  kustomization(folder: Uri): Kustomization | undefined;
  /** The objects of a file that matter; undefined where there is no such file. */
  objects(uri: Uri): Data[] | undefined;
  /** All documents of a file, whatever they hold. */
  documents(uri: Uri): Data[] | undefined;
  text(uri: Uri): string | undefined;
  /** What a base comes to, worked out once for all who use it; undefined where it depends on itself. `all`: also what holds no identity. */
  base(uri: Uri, all?: boolean): Accumulated | undefined;
}

/** What could not be followed. Plain data. */
export interface Missed {
  at: Place;
  code: WhyCode;
  what: string;
  message: string;
}

/** Objects as far as a kustomization and what it takes in make them. Names are linked, and variables put in, only at the root. */
export interface Accumulated {
  resources: Resource[];
  references: Reference[];
  vars: Data[];
  varReferences: VarReference[];
  missed: Missed[];
}

/** More objects than these are no application. */
const mostResources = 20_000;
/** Changes times objects: what is made by people needs a thousandth. */
const mostChanges = 400_000;
/** More of these tell nobody anything. */
const mostMissed = 200;
/** Components within components. */
const deepest = 40;

export function accumulate(kustomization: Kustomization, sources: Sources): Accumulated {
  return new Builder(sources).run(kustomization, 0);
}

class Builder {
  readonly #sources: Sources;
  readonly #missed: Missed[] = [];
  readonly #taken = new Set<string>();
  #resources: Resource[] = [];
  #left = mostChanges;
  /** The components that are being worked through, the nearest first. */
  #through: Place[] = [];
  #references: Reference[] = [...builtinReferences];
  #vars: Data[] = [];
  #varReferences: VarReference[] = [...builtinVarReferences];

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** In Kustomize's order. A component works on what its user has taken in until then. */
  run({ uri, data }: Kustomization, depth: number): Accumulated {
    const folder = folderOf(uri);
    for (const field of ['resources', 'bases']) for (const { text, at } of textsAt(data, field)) this.#takeIn(folder, text, at);
    for (const { text } of textsAt(data, 'configurations')) this.#configure(folder, text);
    this.#resources = generated(this.#resources, data, path => this.#file(folder, path));
    for (const each of listAt(data, 'generators'))
      for (const config of this.#configIn(folder, each)) if (!this.#generate(folder, config)) this.#sayPlugin(each, 'a generator');
    for (const { text, at } of textsAt(data, 'components')) this.#component(folder, text, at, depth);
    this.#sayOthers(data);
    this.#transform(folder, data);
    this.#vars.push(...listAt(data, 'vars'));
    return {
      resources: this.#resources,
      references: this.#references,
      vars: this.#vars,
      varReferences: this.#varReferences,
      missed: this.#missed,
    };
  }

  #transform(folder: Uri, data: MapData): void {
    for (const each of listAt(data, 'patchesStrategicMerge')) this.#mergeEach(this.#patchIn(folder, each));
    for (const each of listAt(data, 'patches')) this.#patch(folder, each);
    const namespace = fieldOf(data, 'namespace');
    if (textAt(namespace)) this.#each(resource => moved(resource, namespace!));
    this.#each(resource => renamed(resource, fieldOf(data, 'namePrefix'), fieldOf(data, 'nameSuffix')));
    this.#each(resource => withLabels(resource, data));
    this.#each(resource => withAnnotations(resource, data));
    for (const each of listAt(data, 'patchesJson6902')) this.#patchExactly(folder, each);
    const [replicas, images] = [listAt(data, 'replicas'), listAt(data, 'images')];
    if (replicas.length > 0) this.#each(resource => scaled(resource, replicas));
    if (images.length > 0) this.#each(resource => withImages(resource, images));
    const replacements = listAt(data, 'replacements').flatMap(each => this.#replacementsIn(folder, each));
    this.#replace(replacements);
    for (const each of listAt(data, 'transformers'))
      for (const config of this.#configIn(folder, each)) if (!this.#builtin(folder, config)) this.#sayPlugin(each, 'a transformer');
  }

  #replace(replacements: readonly Data[]): void {
    const targets = replacements.reduce((sum, each) => sum + 1 + listAt(each, 'targets').length, 0);
    const [first] = replacements;
    if (!first || !this.#spend(first.at, targets * (this.#resources.length + 1))) return;
    this.#resources = replaced(this.#resources, replacements, at => this.#misfit(at, 'a replacement finds nothing to take or to put in'));
  }

  /** What a transformer or a generator of Kustomize's own is told: on the spot, or in a file. Other programs are not run. */
  #configIn(folder: Uri, each: Data): MapData[] {
    const path = textAt(each) ?? '';
    const uri = path.includes('\n') ? undefined : resolved(folder, path);
    const many = uri === undefined ? undefined : this.#sources.kustomization(uri);
    if (many) return this.#sources.base(many.uri, true)?.resources.map(({ data }) => data) ?? [];
    return this.#patchIn(folder, each, 'what is configured').flatMap(data => unlisted(data));
  }

  #generate(folder: Uri, config: MapData): boolean {
    const field = { ConfigMapGenerator: 'configMapGenerator', SecretGenerator: 'secretGenerator' }[textAt(config, 'kind') ?? ''];
    if (textAt(config, 'apiVersion') !== 'builtin' || field === undefined) return false;
    const named = ['name', 'namespace'].reduce((next, key) => withEntry(next, key, fieldOf(config, 'metadata', key)), config);
    const list: Data = { kind: 'list', items: [named], at: config.at };
    this.#resources = generated(this.#resources, mapAt(config.at, [[field, list]]), path => this.#file(folder, path));
    return true;
  }

  #builtin(folder: Uri, config: MapData): boolean {
    if (textAt(config, 'apiVersion') !== 'builtin') return false;
    if (!this.#spend(config.at)) return true;
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
        if (namespace) this.#each(resource => moved(resource, namespace, how));
        return true;
      }
      case 'PrefixTransformer':
        this.#each(resource => (meant(resource) ? renamed(resource, fieldOf(config, 'prefix'), undefined) : resource));
        return true;
      case 'SuffixTransformer':
        this.#each(resource => (meant(resource) ? renamed(resource, undefined, fieldOf(config, 'suffix')) : resource));
        return true;
      case 'LabelTransformer':
        this.#each(resource => withPairs(resource, fieldOf(config, 'labels'), fieldSpecs));
        return true;
      case 'AnnotationsTransformer':
        this.#each(resource => withPairs(resource, fieldOf(config, 'annotations'), fieldSpecs));
        return true;
      case 'PatchTransformer':
        this.#patch(folder, config);
        return true;
      case 'ReplacementTransformer':
        this.#replace(listAt(config, 'replacements').flatMap(each => this.#replacementsIn(folder, each)));
        return true;
      // What they change makes no facts.
      case 'ImageTagTransformer':
      case 'ReplicaCountTransformer':
        return true;
      default:
        return false;
    }
  }

  #sayPlugin(each: Data, what: string): void {
    this.#miss(each.at, 'unsupported', what, `${what} that is another program’s is not run`);
  }

  #each(change: (resource: Resource) => Resource): void {
    this.#resources = this.#resources.map(change);
  }

  /** Whether there is work left to spend on a change of so many steps for each object. */
  #spend(at: Place, steps = 1): boolean {
    const before = this.#left;
    this.#left -= steps * (this.#resources.length + 1);
    if (this.#left >= 0) return true;
    if (before >= 0)
      this.#miss(at, 'limit', 'a kustomization that changes too much', 'not all that this kustomization changes is followed');
    return false;
  }

  #add(resource: Resource): void {
    const id = idOf(resource.data);
    const key = `${id.group}/${id.kind}/${id.namespace}/${id.name}`;
    if (this.#resources.length >= mostResources || (id.name !== '' && this.#taken.has(key))) return;
    this.#taken.add(key);
    this.#resources.push(resource);
  }

  #takeIn(folder: Uri, path: string, at: Place): void {
    const uri = resolved(folder, path);
    const objects = uri === undefined ? undefined : this.#sources.objects(uri);
    if (objects) {
      for (const object of objects.flatMap(data => unlisted(data))) this.#add(newResource(object, this.#through));
      return;
    }
    const base = uri === undefined ? undefined : this.#sources.kustomization(uri);
    if (!base) {
      if (isRemote(path)) this.#miss(at, 'module', path, 'what this kustomization takes in from elsewhere is not here');
      else this.#miss(at, 'reference', path, 'what this kustomization takes in is not in the workspace');
      return;
    }
    const accumulated = this.#sources.base(base.uri);
    if (!accumulated) {
      this.#miss(at, 'cycle', path, 'kustomizations that take in each other');
      return;
    }
    for (const resource of accumulated.resources) this.#add({ ...resource, through: [...resource.through, at, ...this.#through] });
    this.#missed.push(...accumulated.missed);
    this.#references = distinct([...this.#references, ...accumulated.references]);
    this.#varReferences = distinct([...this.#varReferences, ...accumulated.varReferences]);
    this.#vars.push(...accumulated.vars);
  }

  #component(folder: Uri, path: string, at: Place, depth: number): void {
    const uri = resolved(folder, path);
    const component = uri === undefined ? undefined : this.#sources.kustomization(uri);
    if (!component) {
      const [code, message] = isRemote(path)
        ? (['module', 'a component from elsewhere is not here'] as const)
        : (['reference', 'a component is not in the workspace'] as const);
      this.#miss(at, code, path, message);
    } else if (depth >= deepest) this.#miss(at, 'cycle', path, 'components that take in each other');
    else {
      const outer = this.#through;
      this.#through = [at, ...outer];
      this.run(component, depth + 1);
      this.#through = outer;
    }
  }

  #configure(folder: Uri, path: string): void {
    const uri = resolved(folder, path);
    for (const configuration of (uri !== undefined && this.#sources.documents(uri)) || []) {
      this.#references.push(...referencesOf(configuration));
      this.#varReferences.push(...varReferencesOf(configuration));
    }
  }

  #file(folder: Uri, path: string): { uri: Uri; text: string } | undefined {
    const uri = resolved(folder, path);
    const text = uri === undefined ? undefined : this.#sources.text(uri);
    return uri === undefined || text === undefined ? undefined : { uri, text };
  }

  /** The documents of a patch: written on the spot, or in a file. */
  #patchIn(folder: Uri, written: Data | undefined, what = 'a patch'): Data[] {
    const text = stringOf(written);
    if (!text) return [];
    if (text.value.includes('\n') || /^\s*[{[]/.test(text.value)) return inlined(text);
    const uri = resolved(folder, text.value);
    const documents = uri === undefined ? undefined : this.#sources.documents(uri);
    if (!documents) {
      // What is no file may be the patch itself.
      const inline = inlined(text);
      if (inline.some(({ kind }) => kind === 'map')) return inline;
      this.#miss(text.at, 'reference', text.value, `${what} is not in the workspace`);
    }
    return documents ?? [];
  }

  #patch(folder: Uri, each: Data): void {
    const target = fieldOf(each, 'target');
    const inline = stringOf(fieldOf(each, 'patch'));
    const documents = inline ? inlined(inline) : this.#patchIn(folder, fieldOf(each, 'path'));
    const operations = documents.find(areOperations);
    if (!target) {
      if (operations) this.#misfit(each.at, 'a JSON patch without a target');
      else this.#mergeEach(documents, each);
      return;
    }
    const selects = selectorOf(target);
    if (!selects) {
      this.#misfit(target.at, 'a target that can’t be read');
      return;
    }
    if (!this.#spend(each.at)) return;
    if (operations?.kind === 'list') {
      this.#each(resource => (selects(resource) ? this.#operate(resource, operations) : resource));
      return;
    }
    for (const patch of documents) if (patch.kind === 'map') this.#merge(selects, patch, each);
  }

  #operate(resource: Resource, { items, at }: ListData): Resource {
    if (!this.#spend(at, items.length)) return resource;
    return { ...remembering(resource), data: patchObject(resource.data, items, at => this.#misfit(at, unfit)) };
  }

  /** Patches that say themselves what they are for. */
  #mergeEach(patches: readonly Data[], each?: Data): void {
    for (const patch of patches.flatMap(data => unlisted(data))) {
      if (!this.#spend(patch.at)) return;
      const target = resourceNamed(this.#resources, idOf(patch));
      if (target) this.#merge(resource => resource === target, patch, each);
    }
  }

  #merge(selects: (resource: Resource) => boolean, patch: MapData, each?: Data): void {
    const [names, kinds] = ['allowNameChange', 'allowKindChange'].map(option => textAt(each, 'options', option) === 'true');
    this.#resources = this.#resources.flatMap(resource => {
      if (!selects(resource)) return [resource];
      const merged = mergeObjects(resource.data, patch);
      if (!merged) return [];
      const kept = keeping(resource.data, merged, names!, kinds!);
      return [{ ...(names || kinds ? remembering(resource) : resource), data: kept }];
    });
  }

  #patchExactly(folder: Uri, each: Data): void {
    const inline = stringOf(fieldOf(each, 'patch'));
    const documents = inline ? inlined(inline) : this.#patchIn(folder, fieldOf(each, 'path'));
    const text = (key: string) => textAt(each, 'target', key) ?? '';
    const id = { group: text('group'), version: text('version'), kind: text('kind'), name: text('name'), namespace: text('namespace') };
    const operations = documents.flatMap(document => (document.kind === 'list' ? document.items : []));
    const target = this.#spend(each.at) ? resourceNamed(this.#resources, id) : undefined;
    if (!target) return;
    const data = patchObject(target.data, operations, at => this.#misfit(at, unfit));
    this.#resources = this.#resources.map(resource => (resource === target ? { ...remembering(resource), data } : resource));
  }

  /** On the spot, or those of a file. */
  #replacementsIn(folder: Uri, each: Data): Data[] {
    const path = textAt(each, 'path');
    const uri = path === undefined ? undefined : resolved(folder, path);
    if (path === undefined) return [each];
    const documents = uri === undefined ? undefined : this.#sources.documents(uri);
    if (!documents) this.#miss(each.at, 'reference', path, 'replacements are not in the workspace');
    return (documents ?? []).flatMap(document => (document.kind === 'list' ? document.items : [document]));
  }

  /** What takes another program to know. */
  #sayOthers(data: MapData): void {
    for (const field of ['helmCharts', 'helmChartInflationGenerator']) {
      const at = data.entries.get(field)?.key;
      if (listAt(data, field).length > 0 && at) this.#miss(at, 'unsupported', field, 'charts of a kustomization are not analysed');
    }
  }

  #miss(at: Place, code: WhyCode, what: string, message: string): void {
    if (this.#missed.length >= mostMissed && code !== 'limit') return;
    this.#missed.push({ at, code, what: what.length > 100 ? `${what.slice(0, 99)}…` : what, message });
  }

  #misfit(at: Place, message: string): void {
    this.#miss(at, 'reference', 'what is changed', message);
  }
}

const unfit = 'a patch does not fit what it is for';

const inlined = (text: StringData): Data[] => yamlInString(text).map(({ data }) => data);

/** A patch for what has another name or kind changes neither, unless it is allowed to; nor does any change the namespace. */
function keeping(before: MapData, after: MapData, names: boolean, kinds: boolean): MapData {
  const entries = new Map(after.entries);
  const kept = (key: string) => {
    const entry = before.entries.get(key);
    if (entry) entries.set(key, entry);
  };
  if (!kinds) for (const key of ['apiVersion', 'kind']) kept(key);
  const [old, metadata] = [before.entries.get('metadata')?.value, entries.get('metadata')];
  if (old?.kind === 'map' && metadata?.value.kind === 'map') {
    const inner = new Map(metadata.value.entries);
    for (const key of names ? ['namespace'] : ['name', 'namespace']) {
      const entry = old.entries.get(key);
      if (entry) inner.set(key, entry);
      else inner.delete(key);
    }
    entries.set('metadata', { ...metadata, value: { ...metadata.value, entries: inner } });
  }
  return { ...after, entries };
}

function distinct<T>(items: T[]): T[] {
  const byText = new Map(items.map(item => [JSON.stringify(item), item]));
  return [...byText.values()];
}
