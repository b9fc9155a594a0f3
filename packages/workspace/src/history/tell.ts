import type { Commit, Secret } from '@idlint/model';
import type { Git } from '../git.ts';
import type { FoundSecret } from './found.ts';
import type { BlobLog } from './log.ts';

/** A secret with its story. */
export interface HistoricSecret {
  secret: Secret;
  /** The oldest commit in which it stands. */
  since: Commit;
  /** Whether the commit that is checked out has it. */
  inHead: boolean;
  /** The newest commit of HEAD's history that took it away. */
  gone?: Commit;
  /** From the top of the repository: in HEAD where it is there, else as the oldest commit has it. */
  path: string;
  /** The file's bytes there, and where in them. */
  bytes: Uint8Array;
  start: number;
  end: number;
}

interface Story {
  found: FoundSecret;
  blob: number;
  since: number;
  gone: number;
  headPath: string | undefined;
}

/** Since when each secret stands, in which path, and whether it is gone. Of a range: of those that its commits brought. */
export function tell({ found, log, git, range }: { found: FoundSecret[]; log: BlobLog; git: Git; range: boolean }): HistoricSecret[] {
  if (found.length === 0) return [];
  const head = new Map<number, { path: string; id: string }>();
  for (const [id, path] of git.headFiles()) {
    const number = log.numberOf(Buffer.from(id, 'hex'));
    if (number >= 0) head.set(number, { path, id });
  }
  const brought = range ? broughtByRange(log) : undefined;
  const stories = found.flatMap(each => storyOf(each, log, head, brought));
  const commits = git.authors([...new Set(stories.flatMap(({ since, gone }) => [since, gone]))].flatMap(at => log.commits[at] ?? []));
  const commit = (at: number): Commit => commits.get(log.commits[at]!) ?? { id: log.commits[at]!, author: '', date: '' };
  const pathOf = ({ blob, headPath }: Story): string => headPath ?? log.paths[log.pathOf[blob]!]!;
  const names = stories.map(story => `${story.headPath === undefined ? log.commits[log.broughtBy[story.blob]!] : 'HEAD'}:${pathOf(story)}`);
  const contents = git.contents(names);
  return stories.map((story, index) => {
    const { found, blob, since, gone, headPath } = story;
    const bytes = contents[index];
    const at = found.places.findIndex((each, place) => place % 3 === 0 && each === blob);
    return {
      secret: found.secret,
      since: commit(since),
      inHead: headPath !== undefined,
      ...(gone >= 0 && headPath === undefined ? { gone: commit(gone) } : {}),
      path: pathOf(story),
      // What can't be shown any more is told all the same.
      bytes: bytes ?? new Uint8Array(),
      start: bytes ? found.places[at + 1]! : 0,
      end: bytes ? found.places[at + 2]! : 0,
    };
  });
}

/** Steps of the range by the blob that they brought. */
function broughtByRange(log: BlobLog): Map<number, { before: number; commit: number }[]> {
  const steps = new Map<number, { before: number; commit: number }[]>();
  for (const { blob, before, commit } of log.steps) {
    const others = steps.get(blob);
    if (others) others.push({ before, commit });
    else steps.set(blob, [{ before, commit }]);
  }
  return steps;
}

function storyOf(
  found: FoundSecret,
  log: BlobLog,
  head: Map<number, { path: string }>,
  brought: ReturnType<typeof broughtByRange> | undefined,
): Story[] {
  const blobs = new Set<number>();
  for (let i = 0; i < found.places.length; i += 3) blobs.add(found.places[i]!);
  let first = -1;
  let since = -1;
  let standing: number | undefined;
  let gone = -1;
  for (const blob of blobs) {
    const commit = brought ? oldestStep(brought.get(blob) ?? [], blobs) : log.broughtBy[blob]!;
    if (commit > since) [since, first] = [commit, blob];
    if (head.has(blob)) standing ??= blob;
    // Replaced by a version that still has it is not gone.
    const taken = log.takenBy[blob]!;
    if (taken >= 0 && !blobs.has(log.replacedBy[blob]!) && (gone < 0 || taken < gone)) gone = taken;
  }
  if (since < 0) return [];
  const headPath = standing === undefined ? undefined : head.get(standing)!.path;
  return [{ found, blob: standing ?? first, since, gone, headPath }];
}

/** The oldest commit that brought the secret to a file that did not have it before; -1 where none did. */
function oldestStep(steps: { before: number; commit: number }[], blobs: Set<number>): number {
  let oldest = -1;
  for (const { before, commit } of steps) if (!blobs.has(before) && commit > oldest) oldest = commit;
  return oldest;
}
