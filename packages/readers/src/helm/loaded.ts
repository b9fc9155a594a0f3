/** All that reading, rendering and mending charts needs, in one import. */
import * as template from '@idlint/evaluate/go-template';
import * as yaml from '@idlint/evaluate/yaml';
import type { Ask, Fact, Intent, SourceDocument, TextEdit, Unit, Uri } from '@idlint/model';
import * as syntax from '@idlint/syntax/yaml';
import { edit as editManifest } from '../kubernetes/edit.ts';
import { worth } from '../kubernetes/read.ts';
import * as masked from '../kubernetes/template/index.ts';
import { factsOfChart } from './evaluate.ts';
import type { HelmPart, Language } from './part.ts';
import { roots } from './roots.ts';

const language: Language = { template, yaml, syntax, masked };

export const read = ({ text }: SourceDocument): HelmPart => ({ segments: { '': 0 }, faults: [], template: template.parseTemplate(text) });

export const unitsAmong = (claimed: Uri[], ask: Ask<HelmPart>): Unit[] => roots(claimed, ask, language).map(at => ({ reader: 'helm', at }));

export const factsAt = (at: Uri, ask: Ask<HelmPart>): Fact[] => factsOfChart(at, ask, language);

export function edit(intent: Intent, document: SourceDocument, part: HelmPart): TextEdit[] | undefined {
  // What an action writes is not the template's to change.
  if (intent.do !== 'setLabel' && document.text.slice(intent.at.start, intent.at.end).includes('{{')) return undefined;
  const documents = masked
    .templateDocuments(document.uri, document.text, worth, { whole: true })
    .map(({ data, conditional }) => ({ segment: '', data, template: true, conditional }));
  return editManifest(intent, document, { ...part, documents });
}
