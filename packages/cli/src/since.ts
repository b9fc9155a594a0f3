import type { Commit, Finding } from '@idlint/model';
import { Git, gitTop } from '@idlint/workspace';
import type { Io } from './io.ts';
import type { Ground, Run } from './lint.ts';

/** Git is asked about so many findings, for so long in all; the rest go without. */
const most = 5;
const budget = 500;

const months = 'January February March April May June July August September October November December'.split(' ');

/** `3f2c1a9 (2 May 2025)` */
export function commitInWords({ id, date }: Commit): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? [];
  return year ? `${id.slice(0, 7)} (${Number(day)} ${months[Number(month) - 1]} ${year})` : id.slice(0, 7);
}

/** Says of secrets that are committed since when: deleting the line is not enough. Not where a hook or an editor waits. */
export function tellSince({ workspace }: Ground, { findings }: Run, io: Io): void {
  if (workspace.asked !== 'tree' || workspace.change || io.env.IDLINT_NO_TIME || !gitTop(workspace.root)) return;
  const git = new Git(workspace.root);
  const until = io.clock() + budget;
  const files = new Map<string, Finding[]>();
  for (const finding of findings.filter(isCommittable).slice(0, most)) {
    const { uri } = finding.location;
    files.set(uri, [...(files.get(uri) ?? []), finding]);
  }
  for (const [uri, those] of files) {
    const left = until - io.clock();
    if (left <= 0) return;
    const commits = git.wrote(uri, [...new Set(those.map(lineOf))], left);
    for (const finding of those) {
      const commit = commits.get(lineOf(finding));
      if (commit) finding.message += `; in git since ${commitInWords(commit)}, so deleting the line is not enough`;
    }
  }
}

const lineOf = ({ location }: Finding): number => location.range.start.line + 1;

const isCommittable = ({ family, level, suppressed }: Finding): boolean => family === 'secrets' && level !== 'note' && !suppressed;
