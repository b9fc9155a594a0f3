import { join } from 'node:path';
import { type ConfigProblem, type Configuration, createSession, loadConfiguration, type Session } from '@idlint/engine';
import { type Finding, type RuleMeta, SourceDocument, type TextEdit, type Uri } from '@idlint/model';
import { readers } from '@idlint/readers';
import { loadPages, type PageOf } from '@idlint/report/pages';
import { rules, secretRules } from '@idlint/rules';
import { createScanner } from '@idlint/secrets';
import { nodeHost, openWorkspace, packageResolver, type Workspace } from '@idlint/workspace';
import { inside } from './uris.ts';

/** What an editor's settings may say; `idlint.yaml` says the rest. */
export interface Settings {
  preset?: 'recommended' | 'strict' | 'all';
}

const ruleMetas: RuleMeta[] = [...rules, ...secretRules];

/** One workspace folder, kept warm: a session over its files, with the editor's buffers in their place. */
export class Folder {
  readonly root: string;
  /** Replaced with every refresh of the list: files come and go while an editor runs. */
  readonly #disk: { workspace: Workspace };
  #session: Session;
  /** Mistakes in configuration files, by their uri: they are shown there, and the defaults hold meanwhile. */
  problems: ConfigProblem[] = [];
  #loading: Promise<void> | undefined;
  readonly #overlays = new Map<Uri, string>();
  readonly #begin: (configuration: Configuration) => Session;
  /** The patterns that the session's scanner was made with. */
  #patterns: string;

  private constructor(disk: { workspace: Workspace }, begin: (configuration: Configuration) => Session, configuration: Configuration) {
    this.root = disk.workspace.root;
    this.#disk = disk;
    this.#begin = begin;
    this.#session = begin(configuration);
    this.#patterns = patternsOf(configuration);
    this.problems = configuration.problems;
  }

  static async open(path: string, settings: Settings, onBug: (error: unknown, what: string) => void): Promise<Folder> {
    const workspace = openWorkspace({ cwd: path, paths: [] });
    const host = nodeHost();
    const first = await configuration(workspace, settings);
    const disk = { workspace };
    const files = { list: () => disk.workspace.files.list(), read: (uri: Uri) => disk.workspace.files.read(uri) };
    const begin = ({ configFor, own }: Configuration) => {
      const scanner = createScanner([...own.map(({ rule }) => rule), ...secretRules], host);
      return createSession({ files, rules, scanner, readers, host, configFor, onBug });
    };
    return new Folder(disk, begin, first);
  }

  /** The workspace's name for a path; undefined where the path is not in this folder. */
  uriOf(path: string): Uri | undefined {
    return inside(this.root, path);
  }

  pathOf(uri: Uri): string {
    return join(this.root, uri);
  }

  overlay(uri: Uri, text: string | undefined): void {
    if (text === undefined) this.#overlays.delete(uri);
    else this.#overlays.set(uri, text);
    this.#session.overlay(uri, text);
    this.#loading = undefined;
  }

  /** Files changed outside of the editor. A file that is new or gone changes the list as well. */
  async refresh(uris: Uri[], settings: Settings, listed: boolean): Promise<void> {
    if (listed) this.#disk.workspace = openWorkspace({ cwd: this.root, paths: [] });
    this.#session.refresh(listed ? undefined : uris);
    this.#loading = undefined;
    if (uris.some(uri => uri.endsWith('idlint.yaml'))) await this.configure(settings);
  }

  async configure(settings: Settings): Promise<void> {
    const next = await configuration(this.#disk.workspace, settings, this.#overlays);
    this.problems = next.problems;
    const patterns = patternsOf(next);
    if (patterns === this.#patterns) return this.#session.configure(next.configFor);
    this.#patterns = patterns;
    this.#session = this.#begin(next);
    for (const [uri, text] of this.#overlays) this.#session.overlay(uri, text);
    this.#loading = undefined;
  }

  async findings(uri: Uri): Promise<Finding[]> {
    // Another one may take its place meanwhile, which is not loaded yet.
    const session = this.#session;
    this.#loading ??= session.load();
    await this.#loading;
    return session.lint([uri]).findings.filter(finding => finding.location.uri === uri);
  }

  /** The text that the findings' places count in. */
  document(uri: Uri): SourceDocument | undefined {
    const content = this.#overlays.get(uri) ?? this.#disk.workspace.files.read(uri);
    return content === undefined ? undefined : new SourceDocument(uri, content);
  }

  /** Edits by uri, their offsets turned into positions. */
  changes(edits: TextEdit[]): Map<Uri, { range: ReturnType<SourceDocument['rangeOf']>; newText: string }[]> {
    const changes = new Map<Uri, { range: ReturnType<SourceDocument['rangeOf']>; newText: string }[]>();
    for (const edit of edits) {
      const document = this.document(edit.uri);
      if (!document) continue;
      const list = changes.get(edit.uri) ?? [];
      list.push({ range: document.rangeOf(edit.start, edit.end), newText: edit.text });
      changes.set(edit.uri, list);
    }
    return changes;
  }
}

const patternsOf = ({ own }: Configuration): string => JSON.stringify(own.map(({ rule }) => rule));

async function configuration({ files, root }: Workspace, { preset }: Settings, overlays?: ReadonlyMap<Uri, string>) {
  const read = (uri: Uri) => {
    const text = overlays?.get(uri);
    return text === undefined ? files.read(uri) : new TextEncoder().encode(text);
  };
  return loadConfiguration({
    files: { list: () => files.list(), read },
    rules: ruleMetas,
    commandLine: preset ? { preset } : {},
    resolvePackage: packageResolver(root),
  });
}

/** The rules' pages, loaded when somebody first asks for one. */
export const pages = (): Promise<PageOf> => {
  loaded ??= loadPages(ruleMetas, secretRules);
  return loaded;
};
let loaded: Promise<PageOf> | undefined;
