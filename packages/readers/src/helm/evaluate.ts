import { type Ask, type Fact, type FactKey, type Gap, inFolder, placeOf, type Uri, type Why } from '@idlint/model';
import { factsOf } from '../kubernetes/facts.ts';
import { Names } from '../kubernetes/names.ts';
import { type KubernetesObject, objectsOf } from '../kubernetes/object.ts';
import { worth } from '../kubernetes/read.ts';
import type { Missing } from './chart.ts';
import { documentsOf } from './documents.ts';
import type { HelmPart, Language } from './part.ts';
import { type Rendered, renderChart } from './render.ts';

/** The facts of what a chart is rendered to, and what is missing for that. */
export function factsOfChart(folder: Uri, ask: Ask<HelmPart>, language: Language): Fact[] {
  const chart = renderChart(folder, ask, language);
  const context = { scope: folder, names: new Names(folder), namespace: undefined, taken: new Set<FactKey>() };
  const gaps: Gap[] = chart.missing.map(missing => missingGap(folder, missing));
  const lacksCharts = chart.missing.some(({ why }) => why.code !== 'syntax');
  const objects = [...chart.templates].reverse().flatMap((rendered): KubernetesObject[] => {
    const { uri, result } = rendered;
    // A chart that several share is judged in each of them.
    const key = uri.startsWith(inFolder(folder, '')) ? uri : `${uri}~${folder}`;
    if ('failed' in result) {
      const read = maskedObjects(rendered, key, ask, language, context);
      // Helpers of a chart that is not here are not there: that has been said.
      const isSaid = lacksCharts && result.failed.code === 'reference';
      if (!isSaid && (read.length > 0 || mayHold(ask.text(uri) ?? ''))) gaps.push(unrendered(rendered.name, uri, result.failed));
      return read;
    }
    return documentsOf(uri, result.text, worth, language).flatMap(({ data, faults }) => {
      if (faults[0]) gaps.push(unreadable(rendered.name, faults[0]));
      return objectsOf(key, { segment: '', data, template: false, conditional: [], complete: true }, context);
    });
  });
  return [...factsOf(objects), ...unique(gaps)];
}

/** Larger templates are made by no person; that they are not rendered is all that is said of them. */
const largestMasked = 1_000_000;

/** What can be read of a template that can't be rendered. */
function maskedObjects(
  { uri }: Rendered,
  key: string,
  ask: Ask<HelmPart>,
  { masked }: Language,
  context: Parameters<typeof objectsOf>[2],
): KubernetesObject[] {
  const text = ask.text(uri);
  if (text === undefined || text.length > largestMasked || !/\.ya?ml$/.test(uri)) return [];
  return masked
    .templateDocuments(uri, text, worth, { whole: true })
    .flatMap(({ data, conditional }) => objectsOf(key, { segment: '', data, template: true, conditional }, context));
}

/** Whether it is a loss that a template is not rendered: it may come to objects that identities are made of. */
const mayHold = (text: string): boolean => worth(text) || /\b(?:include|template|tpl)\b/.test(text);

const base = { kind: 'gap' as const, platform: 'kubernetes' as const, exists: true as const, names: [] };

const missingGap = (folder: Uri, { at, message, severity, why }: Missing): Gap => ({
  ...base,
  key: `${folder}#helm/${at.uri}/${why.what}`,
  at,
  severity,
  why,
  message,
});

function unrendered(name: string, uri: Uri, why: Why): Gap {
  const at = why.at?.uri === uri ? why.at : placeOf(uri, 0, 0);
  const known: Why = { ...why, at };
  return { ...base, key: `${uri}#helm/${name}`, at, severity: 'limit', why: known, message: `this template is not rendered: ${why.what}` };
}

function unreadable(name: string, { at, message }: { at: Gap['at']; message: string }): Gap {
  const why: Why = { code: 'template', what: 'a template', at };
  return {
    ...base,
    key: `${at.uri}#helm/${name}/yaml`,
    at,
    severity: 'limit',
    why,
    message: `what this template comes to can not be read: ${message}`,
  };
}

function unique(gaps: Gap[]): Gap[] {
  const known = new Map<FactKey, Gap>();
  for (const gap of gaps) if (!known.has(gap.key)) known.set(gap.key, gap);
  return [...known.values()];
}
