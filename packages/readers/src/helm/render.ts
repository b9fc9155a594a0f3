import type { Dict, Str, Value } from '@idlint/evaluate/go-template';
import { type Ask, inFolder, placeOf, type Uri, type Why } from '@idlint/model';
import { type Chart, ChartLoader, type Missing, templateAt } from './chart.ts';
import { chartObject, type Dependency } from './metadata.ts';
import { type Cluster, capabilities, chartFile, filesObject, release } from './objects.ts';
import type { HelmPart, Language } from './part.ts';
import { coalesced, enableDependencies, importValues } from './values.ts';

/** What one template of a chart came to. */
export interface Rendered {
  /** As Helm names it: `shop/charts/db/templates/role.yaml`. */
  name: string;
  uri: Uri;
  result: { text: Str } | { failed: Why };
}

export interface RenderedChart {
  templates: Rendered[];
  missing: Missing[];
}

interface Template {
  uri: Uri;
  /** Library charts and partials give nothing by themselves. */
  shown: boolean;
  dot: Dict;
  folder: string;
}

/** Renders a chart with its own values, and those of files that are given, as `helm template` does. */
export function renderChart(folder: Uri, ask: Ask<HelmPart>, language: Language, cluster: Cluster = {}): RenderedChart {
  const loader = new ChartLoader(ask, language);
  const chart = loader.load(folder);
  if (!chart) return { templates: [], missing: loader.missing };
  const { template } = language;
  const given = loader.given(ask.settings?.(inFolder(folder, 'Chart.yaml')).valueFiles ?? [], folder);
  const off = enableDependencies(chart, given, language);
  importValues(chart, language);
  const templates = new Map<string, Template>();
  const top = template.dict([
    ['Capabilities', capabilities(cluster, template)],
    ['Release', release(chartFile(chart), template)],
    ['Values', coalesced(chart, given, language)],
  ]);
  collect(chart, chart.name, top, templates, ask, language);
  const missing = loader.missing.filter(({ at }) => ![...off].some(dependency => isOf(dependency, at)));
  return { templates: renderAll(templates, ask, language), missing };
}

const isOf = (dependency: Dependency, at: Missing['at']): boolean => dependency.at === at;

/** The templates of a chart and of those below it, each with what it sees. */
function collect(chart: Chart, path: string, parent: Dict, all: Map<string, Template>, ask: Ask<HelmPart>, language: Language): Dict {
  const { template } = language;
  const isRoot = !path.includes('/');
  const values = parent.entries.get('Values') ?? template.nil;
  const own: Value | undefined = isRoot ? values : values.kind === 'map' ? values.entries.get(chart.name) : undefined;
  const below = template.dict();
  // Helm copies a chart for its alias, but what is below the copy still calls the original its parent.
  const folder = chart.metadata.dependencies.length > 0 ? path : path.replace(/[^/]+$/, isRoot ? chart.name : chart.metadata.name);
  const dot = template.dict([
    ['Chart', chartObject(chart.name, chart.metadata, isRoot, template)],
    ['Files', filesObject(chart, ask, language)],
    ['Release', parent.entries.get('Release')!],
    ['Capabilities', parent.entries.get('Capabilities')!],
    ['Values', own?.kind === 'map' ? { ...own, type: 'chartutil.Values' } : { ...template.dict(), type: 'chartutil.Values' }],
    ['Subcharts', below],
  ]);
  for (const dependency of chart.dependencies)
    below.entries.set(dependency.name, collect(dependency, `${folder}/charts/${dependency.name}`, dot, all, ask, language));
  for (const { path: file, uri } of chart.templates) {
    const isPartial = file.slice(file.lastIndexOf('/') + 1).startsWith('_');
    if (chart.metadata.library && !isPartial) continue;
    all.set(`${path}/${file}`, { uri, shown: !isPartial && !file.endsWith('NOTES.txt'), dot, folder: `${path}/templates` });
  }
  return dot;
}

/** Helm's order: the deepest first, so that a parent's definitions take the place of its sub-charts'. */
function inOrder(names: Iterable<string>): string[] {
  const depth = (name: string): number => name.split('/').length;
  return [...names].sort((a, b) => depth(b) - depth(a) || (a < b ? 1 : -1));
}

function renderAll(templates: Map<string, Template>, ask: Ask<HelmPart>, language: Language): Rendered[] {
  const { Engine, helmFunctions, TemplateError, dict, str } = language.template;
  const engine = new Engine(helmFunctions);
  const faults = new Map<string, Why>();
  const order = inOrder(templates.keys());
  for (const name of order) {
    const { uri } = templates.get(name)!;
    const read = templateAt(uri, ask, language);
    if (!read) continue;
    const { source, parsed } = read;
    const place = ({ start, end }: { start: number; end: number }) => placeOf(uri, start, end);
    for (const { name, body } of parsed.defines) engine.define(name, { body, source, place });
    if (parsed.fault) {
      const { at, message } = parsed.fault;
      faults.set(name, { code: 'syntax', what: message, at: placeOf(uri, at, Math.min(at + 2, source.value.length)) });
    } else engine.define(name, { body: parsed.body, source, place });
  }
  const rendered: Rendered[] = [];
  for (const name of order) {
    const { uri, shown, dot, folder } = templates.get(name)!;
    if (!shown || (!engine.templates.has(name) && !faults.has(name))) continue;
    dot.entries.set('Template', {
      ...dict([
        ['Name', str(name)],
        ['BasePath', str(folder)],
      ]),
      type: 'chartutil.Values',
    });
    rendered.push({ name, uri, result: faults.has(name) ? { failed: faults.get(name)! } : attempt(() => engine.render(name, dot)) });
  }
  return rendered;

  function attempt(run: () => Str): Rendered['result'] {
    try {
      return { text: run() };
    } catch (error) {
      if (error instanceof TemplateError) return { failed: error.why };
      throw error;
    }
  }
}
