import { concise } from './concise.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { Masks } from './masks.ts';
import { pretty } from './pretty.ts';
import { plainTerminal, type Report, type Terminal } from './report.ts';
import { sarif } from './sarif.ts';

const renderers = { pretty, concise, json, sarif, github, markdown } satisfies Record<
  string,
  (report: Report, masks: Masks, terminal: Terminal) => string
>;

export type Format = keyof typeof renderers;
export const formats = Object.keys(renderers) as Format[];

/** A report in one of its forms. Every secret in it is masked. */
export const render = (format: Format, report: Report, terminal: Terminal = plainTerminal): string =>
  renderers[format](report, new Masks(report.secrets, report.document), terminal);
