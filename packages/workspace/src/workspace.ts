import { existsSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Files } from '@idlint/engine';
import type { Uri } from '@idlint/model';
import { ArchiveFiles } from './archive/files.ts';
import { isArchive, isOtherArchive } from './archive/open.ts';
import { ChangedFiles } from './change.ts';
import { DiskFiles } from './disk.ts';
import { Git, GitError } from './git.ts';
import { binaryByName, identityDocument, passedFolders } from './kinds.ts';
import { PassedOver } from './passed-over.ts';
import { gitTop, isWorkspace, workspaceRoot } from './root.ts';
import { fileTarget, startOf, type Target, targetOf, within } from './target.ts';
import { walk } from './walk.ts';

export interface Request {
  /** Absolute. */
  cwd: string;
  /** Files and folders, as the user wrote them; none: the folder that one stands in. */
  paths: string[];
  /** A file that is asked about and need not exist: its text comes from elsewhere. */
  virtual?: string;
  /** The index's content, and what differs from the last commit in it. */
  staged?: boolean;
  /** What differs from where this branch left that commit. */
  since?: string;
  /**
   * Whether a file that is asked about may bear on others, or they on it. Where none does, nothing else is looked at; without it, every
   * one may.
   */
  bears?: (uri: Uri, bytes: Uint8Array) => boolean;
  /** Whether archives among what is asked about are looked into; not where a change is asked about. */
  archives?: boolean;
}

export interface Workspace {
  /** Absolute; uris count from here. */
  root: string;
  /**
   * Everything that is asked about, and every identity document of the workspace besides (`identityDocument`): who owns what and who
   * may become whom is told by the whole, secrets are looked for only in what is asked about.
   */
  files: Files;
  /** What findings are wanted of; undefined: of everything in `files`. */
  only: Uri[] | undefined;
  /** `tree`: folders, where finding nothing to read is a mistake. `files`: a hook's list or a change, which may well hold nothing. */
  asked: 'tree' | 'files';
  /** How many files are asked about, where it is not the whole. */
  count: number | undefined;
  /** Set for `staged` and `since`. */
  change: ChangedFiles | undefined;
  passed: PassedOver;
  /** What the user should know of how the workspace was opened. */
  notes: string[];
}

/** @throws {PathError} @throws {GitError} */
export function openWorkspace(request: Request): Workspace {
  const cwd = realpathSync(request.cwd);
  const targets = targetsOf(cwd, request);
  const start = startOf(cwd, targets);
  const root = workspaceRoot(start);
  const passed = new PassedOver();
  if (request.staged || request.since !== undefined) return openChange(root, targets, request, passed);

  const asked: Workspace['asked'] = targets.some(target => target.folder) ? 'tree' : 'files';
  const common = { root, asked, change: undefined, passed, notes: [] } satisfies Partial<Workspace>;
  const asks = new Set<Uri>();
  const others: Uri[] = [];
  const whole = targets.length === 1 && targets[0]!.path === root;
  const named = targets.map(target => uriOf(root, target.path));
  const onDisk = new DiskFiles(root, [], new PassedOver());
  // Files in a folder that is no workspace say nothing about what else stands there.
  const alone = asked === 'files' && (!isWorkspace(root) || standAlone(named, uri => onDisk.read(uri), request));
  if (alone) others.push(...configurationsAbove(root, named));
  if (!alone) {
    for (const uri of listed(root, root, passed)) {
      if (whole || targets.some(target => within(target, join(root, uri)))) asks.add(uri);
      else if (identityDocument(basename(uri))) others.push(uri);
    }
  }
  // What is named is looked at although an ignore file names it as well.
  for (const target of targets) {
    if (!target.folder) asks.add(uriOf(root, target.path));
    else if (target.path !== root) for (const uri of listed(target.path, root, passed)) asks.add(uri);
  }
  const archives = request.archives ? [...asks].filter(uri => isArchive(uri) || isOtherArchive(uri)).sort() : [];
  for (const uri of archives) asks.delete(uri);
  const worth = worthOpening(asks, passed);
  const disk = new DiskFiles(root, whole ? worth : [...worth, ...others.filter(uri => !asks.has(uri))].sort(), passed);
  const files = archives.length ? new ArchiveFiles(root, disk, archives, passed) : disk;
  if (whole) return { ...common, files, only: undefined, count: undefined };
  const outside = new Set(disk.list());
  const only = archives.length ? [...worth, ...files.list().filter(uri => !outside.has(uri))].sort() : worth;
  return { ...common, count: only.length, files, only };
}

/** The workspace that one stands in, for whoever knows which of its files to read: to list them all may take long. */
export function openUnlisted(cwd: string): Pick<Workspace, 'root' | 'files'> {
  const root = workspaceRoot(realpathSync(cwd));
  return { root, files: new DiskFiles(root, [], new PassedOver()) };
}

function targetsOf(cwd: string, { paths, virtual }: Request): Target[] {
  if (virtual !== undefined) return [fileTarget(cwd, virtual)];
  return (paths.length ? paths : ['.']).map(path => targetOf(cwd, path));
}

function openChange(root: string, targets: Target[], request: Request, passed: PassedOver): Workspace {
  if (!gitTop(root)) throw new GitError(`${request.staged ? '--staged' : '--since'} needs a git repository, and this folder is in none`);
  const wanted = (uri: Uri) => targets.some(target => within(target, join(root, uri)));
  const git = new Git(root);
  const staged = request.staged === true;
  const base = request.since === undefined ? undefined : git.base(request.since);
  let known: Map<Uri, string> | undefined;
  const index = () => {
    known ??= git.index();
    return known;
  };
  const { changes: all, lines } = git.changed(base?.commit, staged);
  const changes = all.filter(change => wanted(change.uri));
  const untracked = staged ? [] : git.untracked().filter(wanted);
  const present = [...changes.filter(change => !change.deleted).map(change => change.uri), ...untracked];
  const touched = worthOpening(new Set(present), passed);
  const unstaged = staged ? git.unstaged() : [];
  const changeAmong = (uris: ReadonlySet<Uri>): ChangedFiles => {
    const differing = new Map<Uri, string>();
    for (const uri of unstaged) if (uris.has(uri)) differing.set(uri, index().get(uri)!);
    const files = new DiskFiles(root, [...uris].sort(), passed);
    return new ChangedFiles({ now: files, passed, git, changes, lines, untracked, differing });
  };
  // What is gone, or was called otherwise, may have borne on anything.
  const settled = request.bears && changes.length <= fewFiles && changes.every(({ deleted, before }) => !deleted && !before);
  const small = settled ? changeAmong(new Set([...touched, ...configurationsAbove(root, touched)])) : undefined;
  const inventory = () => [...(staged ? index().keys() : listed(root, root, passed))].filter(uri => identityDocument(basename(uri)));
  const change = small && standAlone(touched, uri => small.read(uri), request) ? small : changeAmong(new Set([...touched, ...inventory()]));
  return {
    root,
    files: change,
    only: undefined,
    asked: 'files',
    count: touched.length,
    change,
    passed,
    notes: base?.note ? [base.note] : [],
  };
}

/** Of more files than these, one will bear on others. */
const fewFiles = 32;

/** Whether files can be looked at without the rest of the workspace. */
const standAlone = (uris: readonly Uri[], read: (uri: Uri) => Uint8Array | undefined, { bears, archives }: Request): boolean =>
  bears !== undefined &&
  !archives &&
  uris.length <= fewFiles &&
  uris.every(uri => {
    const bytes = binaryByName(uri) ? undefined : read(uri);
    return !bears(uri, bytes ?? new Uint8Array());
  });

/** The configuration files that may apply to these: in their folders, and in those above them. */
function configurationsAbove(root: string, uris: readonly Uri[]): Uri[] {
  const folders = new Set<string>();
  for (const uri of uris)
    for (let folder = uri; folder !== ''; ) {
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
      folders.add(folder);
    }
  const names = [...folders].flatMap(folder => configurationNames.map(name => (folder ? `${folder}/${name}` : name)));
  return names.filter(uri => existsSync(join(root, uri)));
}

const configurationNames = ['idlint.yaml', 'idlint.yml'];

const uriOf = (root: string, path: string): Uri => relative(root, path).split(sep).join('/');

/** Sorted, without those that their name already says to be binary. */
function worthOpening(uris: Set<Uri>, passed: PassedOver): Uri[] {
  const worth: Uri[] = [];
  for (const uri of uris) {
    if (binaryByName(uri)) passed.binary.add(uri);
    else worth.push(uri);
  }
  return worth.sort();
}

/** The uris, from `root`, of the files under `folder`. */
function listed(folder: string, root: string, passed: PassedOver): Set<Uri> {
  const uris = new Set<Uri>();
  const not = { unreadable: [] as string[], nested: [] as string[] };
  // Paths that the walk tells stand under the root: working out how the one is reached from the other takes longer than finding them.
  const start = root.endsWith(sep) ? root.length : root.length + 1;
  walk(folder, path => uris.add(sep === '/' ? path.slice(start) : path.slice(start).split(sep).join('/')), not);
  if (gitTop(folder)) {
    const prefix = folder === root ? '' : `${uriOf(root, folder)}/`;
    const outside = (uri: Uri) => uri.split('/').some(part => passedFolders.has(part));
    for (const uri of new Git(folder).trackedIgnored()) if (!outside(uri)) uris.add(prefix + uri);
  }
  for (const path of not.unreadable) passed.unreadable.add(`${uriOf(root, path)}/`);
  for (const path of not.nested) passed.nested.add(`${uriOf(root, path)}/`);
  return uris;
}
