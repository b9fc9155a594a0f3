import { type Ask, type Fact, type FactKey, folderOf, type Gap, globIn, inFolder, type Part, type Unit, type Uri } from '@idlint/model';
import { kustomize } from '../kustomize/index.ts';
import { factsOf } from './facts.ts';
import { Names } from './names.ts';
import { objectsOf } from './object.ts';
import type { KubernetesPart } from './read.ts';

/** Each folder, and each kustomization that no other takes in. */
export function unitsAmong(claimed: Uri[], ask: Ask<KubernetesPart>): Unit[] {
  const folders = [...new Set(claimed.map(folderOf))].map(at => ({ reader: 'kubernetes', at }));
  return [...folders, ...kustomize.roots(claimed, ask)];
}

export function factsAt(at: Uri, ask: Ask<KubernetesPart>): Fact[] {
  if (kustomize.isKustomization(at, ask)) return kustomize.kustomizationFacts(at, ask);
  if (isOfChart(at, ask)) return [];
  const names = new Names(at, folderOf(at) || undefined);
  const context = { scope: at, names, namespace: kustomize.namespaceOf(at, ask), taken: new Set<FactKey>() };
  const gaps: Gap[] = [];
  const objects = manifestsOf(at, ask).flatMap(uri =>
    (ask.part(uri)?.documents ?? []).flatMap(document => {
      if (document.unread) gaps.push(unread(uri, document.segment, document.unread));
      return objectsOf(uri, document, context);
    }),
  );
  return [...factsOf(objects), ...gaps];
}

/** What no kustomization takes in. The values of a chart are no manifests, even if they hold some. */
function manifestsOf(folder: Uri, ask: Ask<KubernetesPart>): Uri[] {
  const all = ask.list(globIn(folder, '*.{yaml,yml,json}'));
  const isChart = all.includes(inFolder(folder, 'Chart.yaml'));
  const uris = isChart ? all.filter(uri => !/(?:^|\/)(?:Chart|values[^/]*)\.ya?ml$/.test(uri)) : all;
  const taken = kustomize.belongsToOne(ask);
  return uris.filter(uri => !taken.has(uri) && !kustomize.isKustomization(uri, ask));
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
