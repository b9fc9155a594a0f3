import type { Files } from '@idlint/engine';
import type { Finding, Location, Uri } from '@idlint/model';
import { worthReading } from './disk.ts';
import type { Changed, Git, Lines } from './git.ts';
import { binaryByName } from './kinds.ts';
import type { PassedOver } from './passed-over.ts';

interface Change {
  /** The files as they stand, every identity document among them. */
  now: Files;
  passed: PassedOver;
  git: Git;
  changes: Changed[];
  lines: Map<Uri, Lines[]>;
  /** New files that git does not know yet. */
  untracked: Uri[];
  /** For `--staged`: files whose content in the index is not that of the disk, with the index's blob. */
  differing: Map<Uri, string>;
}

/**
 * The workspace in two states, one at a time: with the change, and before it. A finding belongs to the change when it stands on a
 * line that the change wrote, or when it was not there before: deleting a condition makes a fault in a line that nobody touched.
 */
export class ChangedFiles implements Files {
  readonly #now: Files;
  readonly #passed: PassedOver;
  readonly #staged = new Map<Uri, Uint8Array | undefined>();
  readonly #before = new Map<Uri, Uint8Array | undefined>();
  readonly #lines: Map<Uri, Lines[]>;
  readonly #added = new Set<Uri>();
  readonly #changed: Uri[] = [];
  #past = false;

  constructor({ now, passed, git, changes, lines, untracked, differing }: Change) {
    this.#now = now;
    this.#passed = passed;
    this.#lines = lines;
    const read = changes.filter(change => !binaryByName(change.uri));
    const blobs = git.blobs([...read.flatMap(change => change.oldBlob ?? []), ...differing.values()]);
    for (const [uri, blob] of differing) this.#staged.set(uri, this.#worth(uri, blobs.get(blob)));
    for (const { uri, oldBlob } of read) {
      this.#changed.push(uri);
      // A renamed file's old content stands under its new name, so that what was in it already is not taken for new.
      if (oldBlob) this.#before.set(uri, this.#worth(uri, blobs.get(oldBlob)));
      else this.#added.add(uri);
    }
    for (const uri of untracked) {
      this.#changed.push(uri);
      this.#added.add(uri);
    }
  }

  list(): Uri[] {
    const now = this.#now.list();
    if (!this.#past) return now;
    const present = new Set(now);
    const deleted = [...this.#before.keys()].filter(uri => !present.has(uri));
    return [...now.filter(uri => !this.#added.has(uri)), ...deleted].sort();
  }

  stands(uri: Uri): boolean {
    return this.#now.stands?.(uri) === true;
  }

  read(uri: Uri, room?: Uint8Array): Uint8Array | undefined {
    if (this.#past && this.#added.has(uri)) return undefined;
    if (this.#past && this.#before.has(uri)) return this.#before.get(uri);
    return this.#staged.has(uri) ? this.#staged.get(uri) : this.#now.read(uri, room);
  }

  /** Shows the workspace as it was before the change, or as it is. @returns the documents that are other ones now */
  show(when: 'before' | 'now'): Uri[] {
    this.#past = when === 'before';
    return this.#changed;
  }

  /** Whether a finding, or evidence of it, stands in a line that the change wrote. */
  wrote(finding: Finding): boolean {
    // A copy of a secret is a finding of its own, and makes none of the place that it was copied from.
    return [finding.location, ...finding.related.filter(({ same }) => !same)].some(location => this.#wroteAt(location));
  }

  #wroteAt({ uri, range }: Location): boolean {
    if (this.#added.has(uri)) return true;
    const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
    return (this.#lines.get(uri) ?? []).some(lines => lines.start <= last && range.start.line < lines.end);
  }

  #worth(uri: Uri, bytes: Uint8Array | undefined): Uint8Array | undefined {
    return bytes && worthReading(uri, bytes, this.#passed);
  }
}
