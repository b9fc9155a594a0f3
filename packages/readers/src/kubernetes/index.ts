import type { Ask, FactKey, Gap, Part, Reader, Unit, Uri } from '@idlint/model';
import { edit } from './edit.ts';
import { factsOf } from './facts.ts';
import { type Kustomization, readKustomization } from './kustomize.ts';
import { Names } from './names.ts';
import { objectsOf } from './object.ts';
import { type KubernetesPart, type Parsers, readDocument } from './read.ts';

let parsers: Parsers | undefined;

/** Kubernetes manifests, those of a folder together: they are what is applied at once, so what they say of each other holds. */
export const kubernetes: Reader<KubernetesPart> = {
  name: 'kubernetes',
  title: 'Kubernetes',
  comment: { line: '#' },

  claims: ({ extension, contains }) =>
    (extension === 'yaml' || extension === 'yml' || extension === 'json') && contains('apiVersion') && contains('kind'),

  async load() {
    if (parsers) return;
    const [{ yamlDocuments }, { jsonData }, { templateDocuments }] = await Promise.all([
      import('@idlint/evaluate/yaml'),
      import('@idlint/evaluate/json'),
      import('./template/index.ts'),
    ]);
    parsers = { yaml: yamlDocuments, json: jsonData, template: templateDocuments };
  },

  read: document => (parsers ? readDocument(document, parsers) : { segments: { '': 0 }, faults: [], documents: [] }),

  units(claimed): Unit[] {
    return [...new Set(claimed.map(folderOf))].map(at => ({ reader: 'kubernetes', at }));
  },

  evaluate({ at: folder }, ask) {
    const chart = chartOf(folder, ask);
    const scope = chart ?? folder;
    const names = new Names(scope, chart === undefined ? folderOf(folder) || undefined : undefined);
    const context = { scope, names, namespace: kustomizationOf(folder, ask)?.namespace, taken: new Set<FactKey>() };
    const gaps: Gap[] = [];
    const objects = manifestsOf(folder, ask).flatMap(uri =>
      (ask.part(uri)?.documents ?? []).flatMap(document => {
        if (document.unread) gaps.push(unread(uri, document.segment, document.unread));
        return objectsOf(uri, document, context);
      }),
    );
    return [...factsOf(objects), ...gaps];
  },

  edit,
};

const folderOf = (uri: Uri): Uri => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
const inFolder = (folder: Uri, name: string): string => (folder === '' ? name : `${folder}/${name}`);
/** A path that a glob takes as it is written. */
const literally = (path: string): string => path.replace(/[\\*?[\]{}()!|+@]/g, '\\$&');

/** Patches of Kustomize are left out: the overlay's folder, or the one above it, names them. */
function manifestsOf(folder: Uri, ask: Ask<Part>): Uri[] {
  const patches = new Set(
    [folder, folderOf(folder)].flatMap(at => kustomizationOf(at, ask)?.patches.map(file => inFolder(at, file)) ?? []),
  );
  return ask.list(inFolder(literally(folder), '*.{yaml,yml,json}')).filter(uri => !patches.has(uri));
}

function kustomizationOf(folder: Uri, ask: Ask<Part>): Kustomization | undefined {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    const text = ask.text(inFolder(folder, name));
    if (text !== undefined) return readKustomization(inFolder(folder, name), text);
  }
  return undefined;
}

/** The chart whose template folder this is, or is in. */
function chartOf(folder: Uri, ask: Ask<Part>): Uri | undefined {
  const at = `${folder}/`.indexOf('templates/');
  if (at < 0 || (at > 0 && folder[at - 1] !== '/')) return undefined;
  const chart = folder.slice(0, Math.max(0, at - 1));
  return ask.list(inFolder(literally(chart), 'Chart.yaml')).length > 0 ? chart : undefined;
}

function unread(uri: Uri, segment: string, { start, end }: { start: number; end: number }): Gap {
  const at = { uri, segment, start, end };
  return {
    kind: 'gap',
    key: `${uri}#${segment}/template`,
    platform: 'kubernetes',
    at,
    exists: true,
    names: [],
    severity: 'limit',
    why: { code: 'template', what: 'a template', at },
    message: 'not all of this template can be read before it is rendered',
  };
}
