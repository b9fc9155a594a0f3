import type { Commit, Secret } from '@idlint/model';
import type { Git } from '../git.ts';
import type { FoundSecret } from './found.ts';
import { messageName } from './messages.ts';

/** What is known of the commits and of what they hold. */
export interface Log {
  /** How many blobs that commits name are not here; undefined where that is told by which ones were seen. */
  readonly missing: number | undefined;
  /** How many numbers of blobs there may be, how many blobs and how many commits there are. */
  readonly size: number;
  readonly count: number;
  readonly commits: number;
  /** The number of a blob that commits name, or -1. */
  numberOf(id: Uint8Array): number;
  /** Whether it is asked about. */
  isWanted(number: number): boolean;
  pathOf(number: number): string;
  isInHead(commit: string): boolean;
  /** @param head the blobs of the commit that is checked out, each with one of its paths; asked for where they are needed */
  stories(found: readonly FoundSecret[], head: () => ReadonlyMap<string, string>): Story[];
}

/** Since when a secret stands where, by ids of commits. */
export interface Story {
  found: FoundSecret;
  since: string;
  gone: string | undefined;
  inHead: boolean;
  path: string;
  /** The number of the blob that is shown, and its name for git. */
  blob: number;
  name: string;
}

/** A secret with its story. */
export interface HistoricSecret {
  secret: Secret;
  /** The oldest commit in which it stands; the tag, where only that has it in its message. */
  since: Commit;
  /** Whether the commit that is checked out has it, or goes back to the one in whose message it stands. */
  inHead: boolean;
  /** The newest commit of HEAD's history that took it away. */
  gone?: Commit;
  /** From the top of the repository: in HEAD where it is there, else as the oldest commit has it. */
  path: string;
  /** The file's bytes there, and where in them. */
  bytes: Uint8Array;
  start: number;
  end: number;
  /** The commits and tags in whose messages it stands, the oldest first: there it stands even where no file has it. */
  messages: Commit[];
  /** Whether it stands only there. `path` and `bytes` are those of the message. */
  inMessage: boolean;
}

/** Since when each secret stands, in which path, and whether it is gone. */
export function tell(found: readonly FoundSecret[], log: Log, git: Git): { secrets: HistoricSecret[]; adrift: number } {
  const stories = log.stories(
    found.filter(({ places }) => places.length > 0),
    () => git.headFiles(),
  );
  const told = new Set(stories.map(({ found }) => found));
  const said = found.filter(({ messages }) => messages.length > 0);
  const adrift = found.filter(each => !told.has(each) && each.messages.length === 0 && (each.adrift > 0 || each.places.length > 0));
  const ids = [
    ...stories.flatMap(({ since, gone }) => (gone ? [since, gone] : [since])),
    ...said.flatMap(each => each.messages.map(({ id }) => id)),
  ];
  const known = git.authors([...new Set(ids)]);
  const commit = (id: string): Commit => known.get(id) ?? { id, author: '', date: '' };
  const messagesOf = ({ messages }: FoundSecret) => oldestFirst([...new Set(messages.map(({ id }) => id))].map(commit));
  const contents = git.contents(stories.map(({ name }) => name));
  const inFiles = stories.map((story, index): HistoricSecret => {
    const { found, since, gone, inHead, path } = story;
    const bytes = contents[index];
    const at = found.places.findIndex((each, place) => place % 3 === 0 && each === story.blob);
    return {
      secret: found.secret,
      since: commit(since),
      inHead,
      ...(gone === undefined ? {} : { gone: commit(gone) }),
      path,
      // What can't be shown any more is told all the same.
      bytes: bytes ?? new Uint8Array(),
      start: bytes ? found.places[at + 1]! : 0,
      end: bytes ? found.places[at + 2]! : 0,
      messages: messagesOf(found),
      inMessage: false,
    };
  });
  const inMessages = said.flatMap((each): HistoricSecret[] => {
    if (told.has(each)) return [];
    const messages = messagesOf(each);
    const { bytes, start, end } = each.messages.find(({ id }) => id === messages[0]!.id)!;
    const inHead = messages.some(({ id }) => log.isInHead(id));
    return [{ secret: each.secret, since: messages[0]!, inHead, path: messageName, bytes, start, end, messages, inMessage: true }];
  });
  return { secrets: [...inFiles, ...inMessages], adrift: adrift.length };
}

const oldestFirst = (commits: Commit[]): Commit[] => commits.sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
