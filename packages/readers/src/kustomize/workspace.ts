import { type Data, stringValue } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import { type Ask, type Call, folderOf, inFolder, resolvePath, type Unit, type Uri, type Value } from '@idlint/model';
import type { KubernetesPart } from '../kubernetes/read.ts';
import { accumulate } from './accumulate.ts';
import { fieldOf, listAt, mapAt, textAt, textsAt } from './fields.ts';
import { isKustomizationName, kustomizationNames } from './paths.ts';
import type { Accumulated, Kustomization, Sources } from './work.ts';

/** Kustomizations as they stand in a workspace: who takes in whom, and what that comes to. */

type AskKubernetes = Ask<KubernetesPart>;

/** What is asked of the reader's `call`, so that it is worked out once for all who need it. */
type Question =
  | { ask: 'base'; whole: boolean }
  /** All documents of a file. */
  | { ask: 'documents' }
  /** Every file that some kustomization takes in. */
  | { ask: 'taken' };

const call = <T>(ask: AskKubernetes, at: Uri, inputs: Question): T | undefined =>
  ask.call({ unit: { reader: 'kubernetes', at }, inputs }) as T | undefined;

export function answer({ unit, inputs }: Call, ask: AskKubernetes): unknown {
  const question = inputs as Question;
  switch (question.ask) {
    case 'documents':
      return documentsOf(unit.at, ask);
    case 'taken':
      return takenFiles(ask);
    case 'base': {
      const kustomization = kustomizationAt(unit.at, ask);
      return kustomization && accumulate(kustomization, sources(ask, question.whole));
    }
  }
}

/** What a kustomization comes to; undefined where it is none, or takes itself in. */
export function accumulated(uri: Uri, ask: AskKubernetes): Accumulated | undefined {
  const built = call<Accumulated>(ask, uri, { ask: 'base', whole: needsAll(uri, ask) });
  // What a component changes is there only where it is used.
  const alone = built && textAt(kustomizationAt(uri, ask)?.data, 'kind') === 'Component';
  return alone ? { ...built, missed: built.missed.filter(({ misfit }) => !misfit) } : built;
}

/** A document that is one: also without the header, which may be left out. Flux has objects of the same kind. */
function kustomizationAt(uri: Uri, ask: AskKubernetes): Kustomization | undefined {
  const [document] = ask.part(uri)?.documents ?? [];
  if (document?.data.kind !== 'map') return undefined;
  const version = textAt(document.data, 'apiVersion');
  return version === undefined || version.startsWith('kustomize.config.k8s.io/') ? { uri, data: document.data } : undefined;
}

/** Whether a document is a kustomization, and so no manifest. */
export const isKustomization = (uri: Uri, ask: AskKubernetes): boolean =>
  isKustomizationName(uri) && kustomizationAt(uri, ask) !== undefined;

function kustomizationIn(folder: Uri, ask: AskKubernetes): Kustomization | undefined {
  for (const name of kustomizationNames) {
    const found = kustomizationAt(inFolder(folder, name), ask);
    if (found) return found;
  }
  return undefined;
}

/** Where the kustomization of a folder puts what it takes in: what stands beside it, forgotten or not yet named, belongs there too. */
export function namespaceOf(folder: Uri, ask: AskKubernetes): Value<string> | undefined {
  const namespace = fieldOf(kustomizationIn(folder, ask)?.data, 'namespace');
  return namespace && stringValue(namespace);
}

function sources(ask: AskKubernetes, whole: boolean): Sources {
  return {
    kustomization: folder => kustomizationIn(folder, ask),
    objects: uri => {
      if (isKustomizationName(uri)) return undefined;
      return whole ? call<Data[]>(ask, uri, { ask: 'documents' }) : ask.part(uri)?.documents.map(({ data }) => data);
    },
    documents: uri => call<Data[]>(ask, uri, { ask: 'documents' }),
    text: uri => ask.text(uri),
    base: (uri, all = whole) => call(ask, uri, { ask: 'base', whole: all }),
  };
}

function documentsOf(uri: Uri, ask: AskKubernetes): Data[] | undefined {
  const text = ask.text(uri);
  if (text === undefined) return undefined;
  // What a template makes is read as far as it can be.
  if (text.includes('{{')) return ask.part(uri)?.documents.map(({ data }) => data) ?? [];
  if (uri.endsWith('.json')) return [jsonData(uri, text).data];
  return yamlDocuments(uri, text).map(({ data }) => data);
}

/** The folders and files that a kustomization names, from nearest to farthest: bases and components first. */
function namedBy({ uri, data }: Kustomization): { folders: Uri[]; files: Uri[] } {
  const folder = folderOf(uri);
  const at = (paths: (string | undefined)[]) => paths.flatMap(path => (path === undefined ? [] : (resolvePath(folder, path) ?? [])));
  const texts = (field: string) => textsAt(data, field).map(({ text }) => text);
  const either = at(['resources', 'bases', 'components', 'transformers', 'generators'].flatMap(texts));
  const paths = (field: string) => listAt(data, field).map(each => textAt(each, 'path'));
  const only = at([
    ...['patchesStrategicMerge', 'crds', 'configurations', 'validators'].flatMap(texts),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap(paths),
    ...['configMapGenerator', 'secretGenerator'].flatMap(field =>
      listAt(data, field).flatMap(each => textsAt(each, 'files').map(({ text }) => text.slice(text.indexOf('=') + 1))),
    ),
    textAt(fieldOf(data, 'openapi') ?? mapAt(data.at), 'path'),
  ]);
  return { folders: either, files: [...either, ...only] };
}

function takenFiles(ask: AskKubernetes): Uri[] {
  const taken = new Set<Uri>();
  for (const uri of ask.list(`**/{${kustomizationNames.join(',')}}`)) {
    const kustomization = kustomizationAt(uri, ask);
    for (const file of kustomization ? namedBy(kustomization).files : []) taken.add(file);
  }
  return [...taken].sort();
}

/** Files that belong to kustomizations, and so mean nothing by themselves. */
export const belongsToOne = (ask: AskKubernetes): ReadonlySet<Uri> => new Set(call<Uri[]>(ask, '', { ask: 'taken' }));

/** Kustomizations that nobody takes in; of those that take in each other, one. */
export function roots(claimed: readonly Uri[], ask: AskKubernetes): Unit[] {
  const all = new Map(
    claimed
      .filter(isKustomizationName)
      .flatMap(uri => kustomizationAt(uri, ask) ?? [])
      .map(one => [one.uri, one]),
  );
  const uses = new Map([...all.values()].map(one => [one.uri, usedBy(one, ask)]));
  const used = new Set([...uses.values()].flat());
  const found = [...all.keys()].filter(uri => !used.has(uri));
  const reached = new Set<Uri>();
  const reach = (from: Uri) => {
    const waiting = [from];
    for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
      if (reached.has(uri)) continue;
      reached.add(uri);
      waiting.push(...(uses.get(uri) ?? []));
    }
  };
  for (const uri of found) reach(uri);
  for (const uri of all.keys())
    if (!reached.has(uri)) {
      found.push(uri);
      reach(uri);
    }
  return found.map(at => ({ reader: 'kubernetes', at }));
}

const usedBy = (one: Kustomization, ask: AskKubernetes): Uri[] =>
  namedBy(one).folders.flatMap(folder => kustomizationIn(folder, ask)?.uri ?? []);

/** Whether something in it speaks of objects that hold no identity: then all of them are read. */
function needsAll(uri: Uri, ask: AskKubernetes): boolean {
  const seen = new Set<Uri>();
  const waiting = [uri];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const one = seen.has(at) ? undefined : kustomizationAt(at, ask);
    seen.add(at);
    if (!one) continue;
    if (['replacements', 'vars', 'transformers'].some(field => listAt(one.data, field).length > 0)) return true;
    waiting.push(...usedBy(one, ask));
  }
  return false;
}
