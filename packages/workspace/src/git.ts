import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Commit } from '@idlint/model';
import { builtin } from './builtin.ts';
import { unquoted } from './quoted.ts';

/** Something that git could not tell, as a sentence for the user. */
export class GitError extends Error {}

/** A file that differs between two states of the tree. Paths are relative to the folder that git was asked in. */
export interface Changed {
  uri: string;
  /** How it was called before, where git sees that it was renamed. */
  before: string | undefined;
  /** Its content before; undefined for a new one. */
  oldBlob: string | undefined;
  /** Its content in the index; undefined where it is the work tree's, and for a deleted one. */
  newBlob: string | undefined;
  deleted: boolean;
}

/** Where a repository keeps what. */
export interface Store {
  /** The folder that all its work trees share. */
  common: string;
  objects: string;
  /** Files that need not be there: commits whose parents are not here, and such that got others. */
  shallowFile: string;
  grafts: string;
  /** In bytes. */
  idLength: number;
  shallow: boolean;
  /** Asked for where something is missing. */
  isPartial(): boolean;
}

/** A name and the id of the object that it stands for. */
export interface Ref {
  id: string;
  name: string;
}

/** Half-open, zero-based. */
export interface Lines {
  start: number;
  end: number;
}

const nothing = /^0+$/;
const stash = 'refs/stash';
const regular = /^100/;
/** The tree without any file: what the first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Git's arguments. A repository may bring settings of its own: none of them may start a program. */
export const safely = (args: string[]): string[] => ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', ...args];

/** A plain git that locks nothing and, in a partial clone, fetches nothing: what is not here is said instead. */
export const gitEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
});

/** Questions to git about the work tree around `folder`. Each answer is asked for once, when it is needed. */
export class Git {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Files that are tracked although an ignore rule names them: a `.env` that somebody forced in. */
  trackedIgnored(): string[] {
    const done = this.#run(['ls-files', '-z', '--cached', '--ignored', '--exclude-standard']);
    return done.ok ? split(done.out) : [];
  }

  /** Files that git neither tracks nor ignores. */
  untracked(): string[] {
    return split(this.#ask(['ls-files', '-z', '--others', '--exclude-standard']));
  }

  /** Every file in the index, with its blob. */
  index(): Map<string, string> {
    const entries = new Map<string, string>();
    for (const line of split(this.#ask(['ls-files', '-z', '--stage']))) {
      const [, mode = '', blob = '', uri = ''] = /^(\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? [];
      if (regular.test(mode)) entries.set(uri, blob);
    }
    return entries;
  }

  /** Files of the index whose content in the work tree is another one. */
  unstaged(): string[] {
    return split(this.#ask(['diff-files', '-z', '--name-only', '--relative']));
  }

  /**
   * The commit to compare with for `--since reference`: where this branch left it. `note` says where that could not be told and the
   * reference itself is taken.
   * @throws {GitError} when there is no such commit here
   */
  base(reference: string): { commit: string; note?: string } {
    const found = this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]);
    if (!found.ok) {
      if (/not a git repository/.test(found.error)) throw new GitError('--since needs a git repository, and this folder is in none');
      const hint = this.#shallow() ? ' (a shallow clone: fetch it first, or check out with fetch-depth: 0)' : '';
      throw new GitError(`git knows no commit "${reference}" here${hint}`);
    }
    const commit = found.out.toString().trim();
    const merge = this.#run(['merge-base', commit, 'HEAD']);
    if (merge.ok) return { commit: merge.out.toString().trim() };
    const why = this.#shallow() ? 'the history is cut off (a shallow clone)' : 'they share no history';
    return { commit, note: `compared with ${reference} itself: ${why}, so where this branch left it can't be told` };
  }

  /** The commit that is checked out, or the empty tree before the first one. */
  head(): string {
    const head = this.#run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    return head.ok ? head.out.toString().trim() : emptyTree;
  }

  /**
   * What differs in the index or, from `commit`, in the work tree, and which lines of each file are new or different. Renames are followed.
   * @param commit to compare with; for the index, without one, the last commit, or nothing before the first
   */
  changed(commit: string | undefined, staged: boolean): { changes: Changed[]; lines: Map<string, Lines[]> } {
    const how = ['--find-renames', '--relative', '--no-ext-diff', '--no-textconv', '--no-color', '--no-abbrev', '--raw', '--patch'];
    const where = [...(staged ? ['--cached'] : []), ...(commit === undefined ? [] : [commit]), '--'];
    const text = this.#ask(['diff', ...how, '--unified=0', '--src-prefix=a/', '--dst-prefix=b/', ...where]).toString();
    const all = text.split('\n');
    const first = all.findIndex(line => !line.startsWith(':'));
    return { changes: all.slice(0, first).flatMap(line => changeOf(line) ?? []), lines: linesIn(all.slice(first)) };
  }

  /** The bytes of blobs, in one go. One that git does not have (a partial clone, offline) is left out. */
  blobs(ids: string[]): Map<string, Uint8Array> {
    const blobs = new Map<string, Uint8Array>();
    if (!ids.length) return blobs;
    const out = this.#ask(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    for (let at = 0; at < out.length; ) {
      const end = out.indexOf(10, at);
      if (end < 0) break;
      const [id = '', type, size] = out.subarray(at, end).toString().split(' ');
      at = end + 1;
      if (type !== 'blob') continue;
      blobs.set(id, Uint8Array.from(out.subarray(at, at + Number(size))));
      at += Number(size) + 1;
    }
    return blobs;
  }

  /**
   * Where the repository's objects are, and how they are named.
   * @throws {GitError} where there is no repository
   */
  store(): Store {
    const paths = ['objects', 'shallow', 'info/grafts'].flatMap(path => ['--git-path', path]);
    const ask = ['rev-parse', '--git-common-dir', ...paths, '--is-shallow-repository', '--show-object-format'];
    const [common = '', objects = '', shallowFile = '', grafts = '', shallow, format] = this.#ask(ask).toString().trim().split('\n');
    const resolved = (path: string) => resolve(this.#folder, path);
    return {
      common: resolved(common),
      objects: resolved(objects),
      shallowFile: resolved(shallowFile),
      grafts: resolved(grafts),
      idLength: format === 'sha256' ? 32 : 20,
      shallow: shallow === 'true',
      isPartial: () => this.#run(['config', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.partialclone)$']).ok,
    };
  }

  /** Everything that has a name: branches, tags, notes, the stashes, and what is checked out here and in other work trees. */
  refs(common: string): Ref[] {
    // `show-ref` fails where there is none yet.
    const refs = this.#run(['show-ref', '--head']).out.toString().split('\n').filter(Boolean);
    const named = refs.map(line => ({ id: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
    const others = existsSync(join(common, 'worktrees')) ? this.#ask(['worktree', 'list', '--porcelain']).toString() : '';
    const heads = [...others.matchAll(/^HEAD (.*)$/gm)].map(([, id]) => id!).filter(id => !nothing.test(id));
    return [
      ...named,
      ...(named.some(({ name }) => name === stash) ? this.stashes().map(id => ({ id, name: stash })) : []),
      ...heads.map(id => ({ id, name: 'HEAD of another work tree' })),
    ];
  }

  /** The commits of all stashes: only the last one has a name, the others stand in its log. */
  stashes(): string[] {
    const done = this.#run(['reflog', 'show', '--format=%H', stash, '--']);
    return done.ok ? done.out.toString().split('\n').filter(Boolean) : [];
  }

  /** The blobs of the commit that is checked out, each with one of its paths from the top. */
  headFiles(): Map<string, string> {
    const files = new Map<string, string>();
    const done = this.#run(['ls-tree', '-r', '-z', '--full-tree', 'HEAD']);
    for (const line of done.ok ? split(done.out) : []) {
      const [, mode = '', blob = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (regular.test(mode) && !files.has(blob)) files.set(blob, path);
    }
    return files;
  }

  /** The ids of all blobs that git knows of, in its packs and outside. */
  allBlobs(): string[] {
    const out = this.#ask(['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)', '--unordered']).toString();
    return out.split('\n').flatMap(line => (line.startsWith('blob ') ? line.slice(5) : []));
  }

  /** The sizes of those blobs that can be read, in bytes. */
  sizes(ids: string[]): Map<string, number> {
    if (!ids.length) return new Map();
    const { out } = this.#run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], `${ids.join('\n')}\n`);
    const lines = out.toString().split('\n');
    return new Map(
      lines.flatMap(line => (/^\S+ blob \d+$/.test(line) ? [[line.split(' ')[0]!, Number(line.split(' ')[2])] as const] : [])),
    );
  }

  /** The bytes of blobs by names such as `HEAD:path`, in their order. A name with a line feed in it can't be asked for. */
  contents(names: string[]): (Uint8Array | undefined)[] {
    const asked = names.map(name => (name.includes('\n') ? '' : name));
    // A damaged object ends git's answer: what follows is undefined as well.
    const out = names.length ? this.#run(['cat-file', '--batch'], `${asked.join('\n')}\n`).out : Buffer.alloc(0);
    let at = 0;
    return asked.map(() => {
      const end = out.indexOf(10, at);
      if (end < 0) return undefined;
      const size = / blob (\d+)$/.exec(out.subarray(at, end).toString())?.[1];
      at = end + 1;
      if (size === undefined) return undefined;
      const start = at;
      at += Number(size) + 1;
      return at > out.length ? undefined : Uint8Array.from(out.subarray(start, at - 1));
    });
  }

  /** The commits that wrote lines (from 1) of a file; without those that are not committed, and none where git takes longer than that. */
  wrote(uri: string, lines: readonly number[], milliseconds: number): Map<number, Commit> {
    const asked = lines.flatMap(line => ['-L', `${line},${line}`]);
    const { ok, out } = this.#run(['blame', '--porcelain', ...asked, '--', uri], undefined, milliseconds);
    const written = new Map<number, Commit>();
    const commits = new Map<string, Commit>();
    // Of each commit, author and date stand where it is named first; a line's own text stands behind a tab.
    for (const part of ok ? out.toString().split(/^\t.*\n/m) : []) {
      const [, id = '', line] = /^([0-9a-f]{40,64}) \d+ (\d+)/m.exec(part) ?? [];
      const [, author = '', seconds = '', zone = ''] =
        /^author (.*)$[\s\S]*?^author-time (\d+)$\n^author-tz ([+-]\d{4})$/m.exec(part) ?? [];
      if (zone) commits.set(id, { id, author, date: dateOf(seconds, zone) });
      const commit = nothing.test(id) ? undefined : commits.get(id);
      if (commit) written.set(Number(line), commit);
    }
    return written;
  }

  /** The ids of annotated tags. */
  tags(): string[] {
    const lines = this.#ask(['for-each-ref', '--format=%(objecttype) %(objectname)']).toString().split('\n');
    return lines.flatMap(line => (line.startsWith('tag ') ? line.slice(4) : []));
  }

  /** What commits and tags say, some thousands at a time. One that git can't read ends the answer for those with it. */
  *messages(ids: readonly string[]): Generator<{ id: string; message: Uint8Array }> {
    for (let from = 0; from < ids.length; from += 4096) {
      const { out } = this.#run(['cat-file', '--batch'], `${ids.slice(from, from + 4096).join('\n')}\n`);
      for (let at = 0; at < out.length; ) {
        const end = out.indexOf(10, at);
        const [, id = '', size] = /^([0-9a-f]+) (?:commit|tag) (\d+)$/.exec(out.toString('latin1', at, end)) ?? [];
        at = end + 1;
        if (end < 0) break;
        if (size === undefined) continue;
        const body = out.subarray(at, at + Number(size));
        at += Number(size) + 1;
        const blank = body.indexOf('\n\n');
        if (blank >= 0) yield { id, message: body.subarray(blank + 2) };
      }
    }
  }

  /** Author and author's date (ISO 8601) of commits, and of tags. */
  authors(ids: string[]): Map<string, Commit> {
    if (!ids.length) return new Map();
    const out = this.#ask(['log', '--no-walk=unsorted', '--stdin', '--format=%H%x00%an%x00%aI'], `${ids.join('\n')}\n`).toString();
    const lines = out.split('\n').filter(Boolean);
    const known = new Map(lines.map(line => line.split('\0')).map(([id = '', author = '', date = '']) => [id, { id, author, date }]));
    for (const id of ids) {
      if (known.has(id)) continue;
      const [, author = '', seconds = '', zone = ''] =
        /^tagger (.*) <[^>\n]*> (\d+) ([+-]\d{4})$/m.exec(this.#run(['cat-file', 'tag', id]).out.toString()) ?? [];
      if (zone) known.set(id, { id, author, date: dateOf(seconds, zone) });
    }
    return known;
  }

  #shallow(): boolean {
    return this.#run(['rev-parse', '--is-shallow-repository']).out.toString().trim() === 'true';
  }

  #ask(args: string[], input?: string): Buffer {
    const done = this.#run(args, input);
    if (!done.ok) throw new GitError(`git ${args[0]}: ${done.error.replace(/^(fatal|error): /, '')}`);
    return done.out;
  }

  #run(args: string[], input?: string, timeout?: number): { ok: boolean; out: Buffer; error: string } {
    const done = builtin.childProcess.spawnSync('git', safely(args), {
      cwd: this.#folder,
      input,
      // Whole milliseconds; 0 would mean no limit.
      ...(timeout !== undefined && { timeout: Math.max(1, Math.ceil(timeout)) }),
      maxBuffer: 2 ** 30,
      env: gitEnvironment(),
    });
    if (done.error) {
      const missing = (done.error as NodeJS.ErrnoException).code === 'ENOENT';
      return { ok: false, out: Buffer.alloc(0), error: missing ? 'git is not installed' : done.error.message };
    }
    const [first = '', second = ''] = done.stderr.toString().trim().split('\n');
    const error = first.endsWith(':') ? `${first} ${second.trim()}` : first;
    return { ok: done.status === 0, out: done.stdout, error };
  }
}

/** `:100644 100644 <blob> <blob> R087<tab>before<tab>now`; undefined for what is no file. */
function changeOf(line: string): Changed | undefined {
  const [form = '', first = '', second] = line.slice(1).split('\t');
  const [oldMode = '', newMode = '', oldBlob = '', newBlob = '', status = ''] = form.split(' ');
  const renamed = status[0] === 'R' || status[0] === 'C';
  const deleted = !regular.test(newMode);
  if (deleted && !regular.test(oldMode)) return undefined;
  return {
    uri: unquoted((renamed && second) || first),
    before: renamed ? unquoted(first) : undefined,
    oldBlob: regular.test(oldMode) && !nothing.test(oldBlob) ? oldBlob : undefined,
    newBlob: deleted || nothing.test(newBlob) ? undefined : newBlob,
    deleted,
  };
}

/** The lines that a patch without context writes, by file. */
function linesIn(patch: string[]): Map<string, Lines[]> {
  const lines = new Map<string, Lines[]>();
  let current: Lines[] | undefined;
  for (const line of patch) {
    if (line.startsWith('diff --git ')) current = undefined;
    else if (line.startsWith('+++ ') && !current) {
      current = [];
      lines.set(unquoted(line.slice(4).replace(/\t$/, '')).slice(2), current);
    } else if (line.startsWith('@@ ')) {
      const [, start = '0', count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
      if (Number(count)) current?.push({ start: Number(start) - 1, end: Number(start) - 1 + Number(count) });
    }
  }
  return lines;
}

const split = (out: Buffer): string[] => out.toString().split('\0').filter(Boolean);

/** A date as git keeps it (seconds, `+0200`), in ISO 8601. */
function dateOf(seconds: string, zone: string): string {
  const shift = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
  const local = new Date((Number(seconds) + shift * 60) * 1000).toISOString().slice(0, 19);
  return `${local}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
