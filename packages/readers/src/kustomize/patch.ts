import type { Data, ListData, MapData } from '@idlint/evaluate';
import type { Uri } from '@idlint/model';
import { unlisted } from '../kubernetes/object.ts';
import { fieldOf, stringOf, textAt } from './fields.ts';
import { areOperations, patchObject } from './json-patch.ts';
import { idOf, type Resource, remembering, resourceNamed } from './resource.ts';
import { selectorOf } from './select.ts';
import { mergeObjects } from './strategic-merge.ts';
import { inlined, type Work } from './work.ts';

/** An entry of `patches`: `{path | patch, target, options}`. */
export function patch(work: Work, folder: Uri, each: Data): void {
  const target = fieldOf(each, 'target');
  const documents = documentsOf(work, folder, each);
  const operations = documents.find(areOperations);
  if (!target) {
    if (operations) work.misfit(each.at, 'a JSON patch without a target');
    else mergeEach(work, documents, each);
    return;
  }
  const selects = selectorOf(target);
  if (!selects) work.misfit(target.at, 'a target that can’t be read');
  else if (!work.spend(each.at)) return;
  else if (operations?.kind === 'list') work.each(resource => (selects(resource) ? operated(work, resource, operations) : resource));
  else for (const document of documents) if (document.kind === 'map') merge(work, selects, document, each);
}

/** An entry of `patchesStrategicMerge`. */
export const patchStrategically = (work: Work, folder: Uri, each: Data): void => mergeEach(work, work.documentsIn(folder, each, 'a patch'));

/** An entry of `patchesJson6902`, whose target is one object. */
export function patchExactly(work: Work, folder: Uri, each: Data): void {
  const operations = documentsOf(work, folder, each).find(areOperations);
  const text = (key: string) => textAt(each, 'target', key) ?? '';
  const id = { group: text('group'), version: text('version'), kind: text('kind'), name: text('name'), namespace: text('namespace') };
  const target = work.spend(each.at) ? resourceNamed(work.resources, id) : undefined;
  if (target && operations?.kind === 'list') work.each(resource => (resource === target ? operated(work, resource, operations) : resource));
}

function documentsOf(work: Work, folder: Uri, each: Data): Data[] {
  const inline = stringOf(fieldOf(each, 'patch'));
  return inline ? inlined(inline) : work.documentsIn(folder, fieldOf(each, 'path'), 'a patch');
}

function operated(work: Work, resource: Resource, { items, at }: ListData): Resource {
  if (!work.spend(at, items.length)) return resource;
  const data = patchObject(resource.data, items, at => work.misfit(at, 'a patch does not fit what it is for'));
  return { ...remembering(resource), data };
}

/** Patches that say themselves what they are for. */
function mergeEach(work: Work, patches: readonly Data[], each?: Data): void {
  for (const one of patches.flatMap(data => unlisted(data))) {
    if (!work.spend(one.at)) return;
    const target = resourceNamed(work.resources, idOf(one));
    if (target) merge(work, resource => resource === target, one, each);
  }
}

function merge(work: Work, selects: (resource: Resource) => boolean, document: MapData, each?: Data): void {
  const [names, kinds] = ['allowNameChange', 'allowKindChange'].map(option => textAt(each, 'options', option) === 'true');
  work.resources = work.resources.flatMap(resource => {
    if (!selects(resource)) return [resource];
    const merged = mergeObjects(resource.data, document);
    if (!merged) return [];
    const kept = keeping(resource.data, merged, names!, kinds!);
    return [{ ...(names || kinds ? remembering(resource) : resource), data: kept }];
  });
}

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
