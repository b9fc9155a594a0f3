import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Files } from '@idlint/engine';
import type { Uri } from '@idlint/model';
import { ChangedFiles } from './change.ts';
import { DiskFiles } from './disk.ts';
import { Git, GitError } from './git.ts';
import { binaryByName, identityDocument, passedFolders } from './kinds.ts';
import { PassedOver } from './passed-over.ts';
import { gitTop, workspaceRoot } from './root.ts';
import { walk } from './walk.ts';

/** A path that does not exist or can't be linted, as a sentence for the user. */
export class PathError extends Error {}

export interface Request {
  /** Absolute. */
  cwd: string;
  /** Files and folders, as the user wrote them; none: the folder that one stands in. */
  paths: string[];
  /** The index's content, and what differs from the last commit in it. */
  staged?: boolean;
  /** What differs from where this branch left that commit. */
  since?: string;
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
  /** `tree`: folders, where finding nothing to read is a mistake. `files`: a hook's list, which may well hold nothing to look at. */
  asked: 'tree' | 'files';
  /** Set for `staged` and `since`. */
  change: ChangedFiles | undefined;
  passed: PassedOver;
  /** What the user should know of how the workspace was opened. */
  notes: string[];
}

/** @throws {PathError} @throws {GitError} */
export function openWorkspace(request: Request): Workspace {
  const cwd = realpathSync(request.cwd);
  const targets = (request.paths.length ? request.paths : ['.']).map(path => targetOf(cwd, path));
  const asked = targets.some(target => target.folder) ? 'tree' : 'files';
  const start = startOf(cwd, targets);
  const root = workspaceRoot(start);
  const passed = new PassedOver();
  const notes: string[] = [];
  const everything = targets.length === 1 && targets[0]!.path === root;
  const wanted = (uri: Uri) => everything || targets.some(target => within(target, join(root, uri)));

  if (request.staged || request.since !== undefined) {
    if (!gitTop(root)) throw new GitError(`${request.staged ? '--staged' : '--since'} needs a git repository, and this folder is in none`);
    const change = changeOf(root, request, wanted, passed, notes);
    return { root, files: change, only: undefined, asked: 'files', change, passed, notes };
  }
  // Files in a folder that belongs to no workspace say nothing about what else stands there.
  const lonely = asked === 'files' && root === start && workspaceRoot(dirname(root)) === dirname(root) && !gitTop(root);
  const uris = lonely ? new Set<Uri>() : listed(root, passed);
  const only = targets.flatMap(target => (target.folder ? [] : [uriOf(root, target.path)]));
  if (!everything) {
    const asks = new Set(only);
    for (const uri of uris) {
      if (wanted(uri)) asks.add(uri);
      else if (!identityDocument(basename(uri))) uris.delete(uri);
    }
    // A folder that is named is looked into although an ignore file of the workspace names it as well.
    for (const target of targets) if (target.folder && !lonely) for (const uri of listed(target.path, passed, root)) asks.add(uri);
    for (const uri of asks) uris.add(uri);
    return { root, files: new DiskFiles(root, [...uris].sort(), passed), only: [...asks].sort(), asked, change: undefined, passed, notes };
  }
  return { root, files: new DiskFiles(root, [...uris].sort(), passed), only: undefined, asked, change: undefined, passed, notes };
}

interface Target {
  path: string;
  folder: boolean;
}

function targetOf(cwd: string, written: string): Target {
  const path = resolve(cwd, written);
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return { path: realpathSync(path), folder: true };
    if (stat.isFile()) return { path: join(realpathSync(dirname(path)), basename(path)), folder: false };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new PathError(`${written} can't be read: no permission`);
    if (code === 'ELOOP') throw new PathError(`${written} is a symbolic link that leads back to itself`);
    throw new PathError(`${written} does not exist`);
  }
  throw new PathError(`${written} is neither a file nor a folder`);
}

/** Where the search for the workspace's root begins: one folder that is asked about, else the current one, else what all paths share. */
function startOf(cwd: string, targets: Target[]): string {
  if (targets.length === 1 && targets[0]!.folder) return targets[0]!.path;
  const here: Target = { path: cwd, folder: true };
  if (targets.every(target => within(here, target.path))) return workspaceRoot(cwd) === cwd && !gitTop(cwd) ? shared(targets) : cwd;
  return shared(targets);
}

function shared(targets: Target[]): string {
  let folder = targets[0]!.folder ? targets[0]!.path : dirname(targets[0]!.path);
  while (!targets.every(target => within({ path: folder, folder: true }, target.path))) folder = dirname(folder);
  return folder;
}

const within = (target: Target, path: string): boolean =>
  path === target.path || (target.folder && path.startsWith(target.path.endsWith(sep) ? target.path : target.path + sep));

const uriOf = (root: string, path: string): Uri => relative(root, path).split(sep).join('/');

/** The uris (from `root`) of the files under `folder`, without those that their name already says to be binary. */
function listed(folder: string, passed: PassedOver, root: string = folder): Set<Uri> {
  const uris = new Set<Uri>();
  const add = (uri: Uri) => {
    if (binaryByName(uri)) passed.binary.add(uri);
    else uris.add(uri);
  };
  const not = { unreadable: [] as string[], nested: [] as string[] };
  const from = folder === root ? '' : `${uriOf(root, folder)}/`;
  walk(folder, path => add(uriOf(root, path)), not);
  if (gitTop(folder)) {
    const outside = (uri: Uri) => uri.split('/').some(part => passedFolders.has(part));
    for (const uri of new Git(folder).trackedIgnored()) if (!outside(uri)) add(from + uri);
  }
  for (const path of not.unreadable) passed.unreadable.add(`${uriOf(root, path)}/`);
  for (const path of not.nested) passed.nested.add(`${uriOf(root, path)}/`);
  return uris;
}

function changeOf(root: string, request: Request, wanted: (uri: Uri) => boolean, passed: PassedOver, notes: string[]): ChangedFiles {
  const git = new Git(root);
  const staged = request.staged === true;
  const base = request.since === undefined ? { commit: git.head() } : git.base(request.since);
  if ('note' in base && base.note) notes.push(base.note);
  const index = staged ? git.index() : undefined;
  const changes = git.changed(base.commit, staged).filter(change => wanted(change.uri));
  const untracked = staged ? [] : git.untracked().filter(uri => wanted(uri) && !binaryByName(uri));
  const touched = new Set([...changes.filter(change => !change.deleted).map(change => change.uri), ...untracked]);

  const all = index ? [...index.keys()] : [...listed(root, passed)];
  const known = all.filter(uri => !binaryByName(uri) && (touched.has(uri) || identityDocument(basename(uri))));
  const uris = [...new Set([...known, ...[...touched].filter(uri => !binaryByName(uri))])].sort();
  const differing = new Map<Uri, string>();
  if (index) for (const uri of git.unstaged()) if (uris.includes(uri)) differing.set(uri, index.get(uri)!);
  const lines = git.changedLines(base.commit, staged);
  return new ChangedFiles(new DiskFiles(root, uris, passed), passed, git, changes, lines, untracked, differing);
}
