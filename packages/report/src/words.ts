import type { Coverage, Gapped } from '@idlint/engine';
import { type Finding, gravity, type Level } from '@idlint/model';
import { folded } from './fold.ts';
import type { Report } from './report.ts';

/** `1 error`, `2 errors`; proper names (`Terraform`) and words that end in s stay as they are. */
export const count = (many: number, word: string): string =>
  `${many} ${many === 1 || /^[A-Z]|s$/.test(word) ? word : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`}`;

/** A message begins as a sentence does, unless its first word is a name. */
export const sentenceOf = ({ message }: Finding): string =>
  /^[a-z]+[ ,]/.test(message) ? message[0]!.toUpperCase() + message.slice(1) : message;

/** A rule's remedy is a sentence of its own; after `fix:` it goes on. */
export const remedyOf = ({ remedy }: Finding): string =>
  (/^[A-Z][a-z' ]/.test(remedy) ? remedy[0]!.toLowerCase() + remedy.slice(1) : remedy).replace(/(?<=[^.]{2})\.$/, '');

const levels: readonly Level[] = ['error', 'warning', 'note'];

const open = (findings: Finding[]): Finding[] => findings.filter(finding => !finding.suppressed);

/** What a person is told: what is not suppressed and, when they asked for quiet, fails the run. */
export function told({ findings, quiet, failOn }: Report): Finding[] {
  const all = open(findings);
  return quiet ? all.filter(finding => failOn !== 'never' && gravity[finding.level] >= gravity[failOn]) : all;
}

/** `3 errors, 1 note in 2 of 212 files, 0.4 s`; `1 error at 4 places in …` where one secret stands at all of them. */
export function headline(report: Report): string {
  const findings = open(report.findings);
  const files = new Set(findings.map(finding => finding.location.uri)).size;
  const shown = folded(findings);
  const parts = levels.flatMap(level => {
    const many = shown.filter(({ finding }) => finding.level === level).length;
    return many ? [count(many, level)] : [];
  });
  const places = shown.length < findings.length ? ` at ${findings.length} places` : '';
  const all = count(report.asked ?? report.coverage.files, 'file');
  const where = report.among === undefined ? `${files} of ${all}` : `${count(files, 'file')} of ${report.among}`;
  const found = parts.length ? `${parts.join(', ')}${places} in ${where}` : `nothing found in ${report.among ?? all}`;
  const time = report.milliseconds === undefined ? '' : `, ${(report.milliseconds / 1000).toFixed(1)} s`;
  return found + time + silenced(report.findings);
}

function silenced(findings: Finding[]): string {
  const by = (kind: string) => findings.filter(finding => finding.suppressed?.by === kind).length;
  const baseline = by('baseline');
  const others = by('comment') + by('configuration');
  const parts = [...(others ? [`${others} suppressed`] : []), ...(baseline ? [`${baseline} known from the baseline`] : [])];
  return parts.length ? ` (${parts.join(', ')})` : '';
}

/** `9 Terraform, 3 workflows, 186 others for secrets: 11 identities, 24 grants`. */
export function lookedAt({ read, files, identities, grants }: Coverage): string {
  const entries = Object.entries(read).sort(([, a], [, b]) => b - a);
  const rest = files - entries.reduce((sum, [, many]) => sum + many, 0);
  const parts = entries.map(([title, many]) => count(many, title === 'source' ? 'source file' : title));
  if (rest > 0) parts.push(entries.length ? `${count(rest, 'other')} for secrets` : `${count(rest, 'file')} for secrets`);
  const facts = identities || grants ? `: ${count(identities, 'identity')}, ${count(grants, 'grant')}` : '';
  return (parts.join(', ') || 'nothing') + facts;
}

const reasons: Record<string, string> = {
  variable: 'given from outside',
  module: 'in modules that are not here',
  reference: 'known only once deployed',
  function: "worked out by a function that idlint can't run",
  template: "in templates that can't be rendered here",
  syntax: "in text that can't be read",
  dynamic: 'worked out while the program runs',
  cycle: 'that depend on themselves',
  limit: 'too large to work out',
  unsupported: 'in forms that idlint does not read yet',
};

/** What was not analysed, a line for each kind, gravest first. */
export function notSeen(report: Report): string[] {
  const { gaps, unknown } = report.coverage;
  const lines = [
    ...grouped(firstFaults(gaps.filter(gap => gap.severity === 'broken')), report),
    ...grouped(
      gaps.filter(gap => gap.severity === 'limit'),
      report,
    ),
  ];
  const values = Object.entries(unknown).sort(([, a], [, b]) => b - a);
  if (values.length) {
    const total = values.reduce((sum, [, many]) => sum + many, 0);
    const why = values.map(([code, many]) => (values.length > 1 ? `${many} ` : '') + (reasons[code] ?? code));
    lines.push(`${count(total, 'value')}${values.length > 1 ? ':' : ''} ${why.join(', ')}`);
  }
  return [...lines, ...report.passedOver];
}

/** Of what is wrong with a file, what comes first: the rest mostly follows from it. */
function firstFaults(gaps: Gapped[]): Gapped[] {
  const first = new Map<string, string>();
  for (const { uri, message } of gaps) if (!first.has(uri)) first.set(uri, message);
  return gaps.filter(({ uri, message }) => first.get(uri) === message);
}

/** Modules and charts that are not here are one kind, however many they are: `the module acme/vpc is not in the workspace`. */
const missing = /^the (module|chart) (.+?)(?:, which this one depends on,)? is not (in the workspace|here)$/;

/** Equal messages share a line, with the first places of each; so do the things of one kind that are missing. */
function grouped(gaps: Gapped[], report: Report): string[] {
  const groups = new Map<string, Gapped[]>();
  const kinds = new Map<string, Map<string, Gapped>>();
  for (const gap of gaps) {
    groups.set(gap.message, [...(groups.get(gap.message) ?? []), gap]);
    const [, thing, called = '', where] = missing.exec(gap.message) ?? [];
    if (!thing) continue;
    const kind = `${thing}s are not ${where}`;
    const things = kinds.get(kind) ?? kinds.set(kind, new Map()).get(kind)!;
    if (!things.has(called)) things.set(called, gap);
  }
  const said = new Set<string>();
  return [...groups].flatMap(([message, members]) => {
    const [, thing, , where] = missing.exec(message) ?? [];
    const kind = `${thing}s are not ${where}`;
    const things = kinds.get(kind);
    if (things && things.size > 1) {
      if (said.has(kind)) return [];
      said.add(kind);
      const shown = [...things].slice(0, 3).map(([called, { uri, line }]) => {
        return `${called} (${report.path(uri)}${line === undefined ? '' : `:${line + 1}`})`;
      });
      const rest = things.size - shown.length;
      return [`${things.size} ${kind}: ${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`];
    }
    const places = members.slice(0, 3).map((gap, index) => {
      const line = gap.line === undefined ? '' : `:${gap.line + 1}`;
      return line && members[index - 1]?.uri === gap.uri ? line : report.path(gap.uri) + line;
    });
    const more = members.length > places.length ? `, and ${members.length - places.length} more` : '';
    return [`${message} (${places.join(', ')}${more})`];
  });
}
