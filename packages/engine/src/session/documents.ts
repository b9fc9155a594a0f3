import { SourceDocument, type Uri } from '@idlint/model';
import type { Files } from '../api.ts';
import type { Database, Input } from '../query/database.ts';
import { sameItems } from '../query/equal.ts';
import { isInside, Tree } from './tree.ts';

/** How much of the documents is kept at hand, in bytes; the rest is read again when it is needed. */
const keptSize = 4 * 1024 * 1024;

/** Where the lines of a document start, and its length: what is remembered of a document in which something stands. */
export interface Lines {
  starts: Uint32Array;
  length: number;
}

/** Those of a document. */
export const linesOf = (document: SourceDocument): Lines => ({ starts: document.lineStarts, length: document.text.length });

/**
 * The documents of the workspace: which there are, in which version, and the content of the few that are at work. Only versions are
 * remembered, so that a large tree costs no memory; that a new version says the same as the last is found out by whoever reads it.
 */
export class Documents {
  readonly #db: Database;
  readonly #files: Files;
  readonly #tree: Input<Tree>;
  #now: Tree;
  /** 0 where there is no such document. */
  #versions = new Map<Uri, Input<number>>();
  #lastVersion = 0;
  /** Grows with every change of a document. */
  readonly #changes: Input<number>;
  #changed = new Set<Uri>();
  #overlays = new Map<Uri, string>();
  #kept = new Map<Uri, { document: SourceDocument; size: number }>();
  #size = 0;
  readonly #lines = new Map<Uri, Lines>();

  constructor(db: Database, files: Files) {
    this.#db = db;
    this.#files = files;
    this.#now = this.#look();
    this.#tree = db.input(this.#now, (old, next) => sameItems(old.uris, next.uris));
    this.#changes = db.input(0);
  }

  /** The names of all documents. Recorded. */
  get tree(): Tree {
    return this.#tree.get();
  }

  /** The document, or undefined where there is none, or it can't be read. Recorded: in a new version, whoever asked asks again. */
  get(uri: Uri): SourceDocument | undefined {
    return this.has(uri) ? this.peek(uri) : undefined;
  }

  /** Whether there is such a document. Recorded, with its version. */
  has(uri: Uri): boolean {
    let version = this.#versions.get(uri);
    if (!version) {
      version = this.#db.input(this.#now.has(uri) ? ++this.#lastVersion : 0);
      this.#versions.set(uri, version);
    }
    return version.get() > 0;
  }

  /** The documents that changed since the last time; only for one to ask. Recorded. */
  changed(): ReadonlySet<Uri> {
    this.#changes.get();
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** The document as it is now; not recorded. */
  peek(uri: Uri): SourceDocument | undefined {
    const kept = this.#kept.get(uri);
    if (kept) {
      this.#kept.delete(uri);
      this.#kept.set(uri, kept);
      return kept.document;
    }
    const content = this.#overlays.get(uri) ?? (this.#now.has(uri) ? this.#files.read(uri) : undefined);
    if (content === undefined) return undefined;
    const document = new SourceDocument(uri, content);
    this.#kept.set(uri, { document, size: content.length });
    this.#size += content.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= keptSize || oldest === uri) break;
      this.drop(oldest);
    }
    return document;
  }

  /** The same for a short look at one that is there: its bytes may stand in `room`, where the next one's will be. */
  glance(uri: Uri, room: Uint8Array | undefined): SourceDocument | undefined {
    if (!room || this.#kept.has(uri) || this.#overlays.has(uri)) return this.peek(uri);
    const bytes = this.#files.read(uri, room);
    return bytes && new SourceDocument(uri, bytes);
  }

  /** Where its lines start; undefined where there is no such document. Recorded, with its version. */
  lines(uri: Uri): Lines | undefined {
    if (!this.has(uri)) return undefined;
    const known = this.#lines.get(uri);
    if (known) return known;
    const document = this.peek(uri);
    return document && linesOf(document);
  }

  /** Remembers where the lines of a document start that was at hand for a short look. */
  keepLines(document: SourceDocument): void {
    this.#lines.set(document.uri, linesOf(document));
  }

  /** The same of one that was looked at elsewhere, unless it changed since. */
  takeLines(uri: Uri, lines: Lines): void {
    if (!this.#changed.has(uri)) this.#lines.set(uri, lines);
  }

  /** Its content is not needed soon. */
  drop(uri: Uri): void {
    this.#size -= this.#kept.get(uri)?.size ?? 0;
    this.#kept.delete(uri);
  }

  overlay(uri: Uri, text: string | undefined): void {
    if (!isInside(uri) || this.#overlays.get(uri) === text) return;
    if (text === undefined) this.#overlays.delete(uri);
    else this.#overlays.set(uri, text);
    this.#forget(uri);
    if (text === undefined || !this.#now.has(uri)) this.#lookAgain();
    this.#touch(uri);
  }

  refresh(uris: Iterable<Uri> | undefined): void {
    const changed = [...(uris ?? this.#now.uris)].filter(uri => !this.#overlays.has(uri));
    for (const uri of changed) this.#forget(uri);
    // Only the host knows whether a new name is ignored, and looking for that is slow: not for a file that was only saved.
    if (!uris || changed.some(uri => !this.peek(uri))) this.#lookAgain();
    for (const uri of changed) this.#touch(uri);
  }

  /** It says something else now. */
  #forget(uri: Uri): void {
    this.drop(uri);
    this.#lines.delete(uri);
  }

  #touch(uri: Uri): void {
    this.#versions.get(uri)?.set(this.#now.has(uri) ? ++this.#lastVersion : 0);
    this.#changed.add(uri);
    this.#changes.set(this.#changes.get() + 1);
  }

  #lookAgain(): void {
    const before = this.#now;
    this.#now = this.#look();
    this.#tree.set(this.#now);
    for (const uri of this.#versions.keys()) if (before.has(uri) !== this.#now.has(uri)) this.#touch(uri);
  }

  #look(): Tree {
    return new Tree([...new Set([...this.#files.list(), ...this.#overlays.keys()])].sort());
  }
}
