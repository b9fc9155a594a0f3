import { type Ask, type FactKey, folderOf, type Gap, globIn, inFolder, type Part, type Reader, type Unit, type Uri } from '@idlint/model';
import { isKustomizationName } from '../kustomize/paths.ts';
import { edit } from './edit.ts';
import { factsOf } from './facts.ts';
import { Names } from './names.ts';
import { objectsOf } from './object.ts';
import { type KubernetesPart, type Parsers, readDocument } from './read.ts';

let parsers: Parsers | undefined;
/** What makes objects of kustomizations. */
let kustomize: typeof import('../kustomize/index.ts').kustomize | undefined;

/**
 * Kubernetes manifests: what a kustomization comes to, and what none takes in, those of a folder together. Both are applied at once, so what
 * they say of each other holds.
 */
export const kubernetes: Reader<KubernetesPart> = {
  name: 'kubernetes',
  title: 'Kubernetes',
  comment: { line: '#' },

  claims: ({ uri, extension, contains }) =>
    isKustomizationName(uri) ||
    ((extension === 'yaml' || extension === 'yml' || extension === 'json') && contains('apiVersion') && contains('kind')),

  async load() {
    if (parsers) return;
    const [{ splitDocuments }, { yamlDocuments }, { jsonData }, { templateDocuments }, loaded] = await Promise.all([
      import('@idlint/syntax/yaml'),
      import('@idlint/evaluate/yaml'),
      import('@idlint/evaluate/json'),
      import('./template/index.ts'),
      import('../kustomize/index.ts'),
    ]);
    kustomize = loaded.kustomize;
    parsers = { split: splitDocuments, yaml: yamlDocuments, json: jsonData, template: templateDocuments };
  },

  read: document => (parsers ? readDocument(document, parsers) : { segments: { '': 0 }, faults: [], documents: [] }),

  units(claimed, ask): Unit[] {
    const folders = [...new Set(claimed.map(folderOf))].map(at => ({ reader: 'kubernetes', at }));
    return [...folders, ...(kustomize?.roots(claimed, ask) ?? [])];
  },

  call: (call, ask) => kustomize?.answer(call, ask),

  evaluate({ at }, ask) {
    if (kustomize?.isKustomization(at, ask)) return kustomize.kustomizationFacts(at, ask);
    const folder = at;
    if (isOfChart(folder, ask)) return [];
    const names = new Names(folder, folderOf(folder) || undefined);
    const context = { scope: folder, names, namespace: kustomize?.namespaceOf(folder, ask), taken: new Set<FactKey>() };
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

/** What no kustomization takes in. The values of a chart are no manifests, even if they hold some. */
function manifestsOf(folder: Uri, ask: Ask<KubernetesPart>): Uri[] {
  const all = ask.list(globIn(folder, '*.{yaml,yml,json}'));
  const isChart = all.includes(inFolder(folder, 'Chart.yaml'));
  const uris = isChart ? all.filter(uri => !/(?:^|\/)(?:Chart|values[^/]*)\.ya?ml$/.test(uri)) : all;
  const taken = kustomize?.belongsToOne(ask);
  return uris.filter(uri => !taken?.has(uri) && !kustomize?.isKustomization(uri, ask));
}

/** Whether this is the template folder of a chart, or in one: such a chart is rendered as a whole. */
function isOfChart(folder: Uri, ask: Ask<Part>): boolean {
  const charts = [...`${folder}/`.matchAll(/(?<=^|\/)templates\//g)].map(({ index }) => folder.slice(0, Math.max(0, index - 1)));
  return charts.some(chart => ask.list(globIn(chart, 'Chart.yaml')).length > 0);
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
