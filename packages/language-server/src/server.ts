import type { Finding, Uri } from '@idlint/model';
import { languageOf } from '@idlint/syntax/lexical';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticOf } from './diagnostic.ts';
import { Folder, pages, type Settings } from './folder.ts';
import { codeActions, fixAllKind } from './methods/code-action.ts';
import { hover } from './methods/hover.ts';
import { suppressionOf } from './methods/suppression.ts';
import { fileUri, pathOf } from './uris.ts';

/** Milliseconds that typing must rest before findings are pushed. */
const pause = 120;

/** Answers one client until it leaves. */
export class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #folders: Folder[] = [];
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #paths: string[] = [];
  #settings: Settings = {};
  #pulls = false;
  #refreshes = false;
  #watches = false;
  /** One thing at a time, in the order in which the editor said it: the session is not to change under a question. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.onInitialize(params => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => this.#configure((settings as { idlint?: unknown } | null)?.idlint));
    connection.onDidChangeWatchedFiles(({ changes }) => this.#changedOnDisk(changes));
    connection.onHover(params =>
      this.#ask(params.textDocument.uri, null, async (folder, uri) => hover(await folder.findings(uri), params.position, await pages())),
    );
    connection.onCodeAction(params => this.#ask(params.textDocument.uri, [], (folder, uri) => this.#codeActions(folder, uri, params)));
    connection.languages.diagnostics.on(params =>
      this.#ask<DocumentDiagnosticReport>(params.textDocument.uri, { kind: 'full', items: [] }, async (folder, uri) => ({
        kind: 'full',
        items: await this.#diagnose(folder, uri),
      })),
    );
    connection.onRequest('idlint/page', async ({ rule }: { rule: string }) => (await pages())(rule) ?? null);
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document));
    this.#documents.onDidClose(({ document }) => this.#closed(document.uri));
    this.#documents.listen(connection);
  }

  listen(): void {
    this.#connection.listen();
  }

  #initialize({ capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams): InitializeResult {
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    this.#paths = uris.flatMap(uri => pathOf(uri) ?? []);
    this.#settings = settingsOf(initializationOptions);
    this.#pulls = capabilities.textDocument?.diagnostic !== undefined;
    this.#refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
    this.#watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'idlint' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        diagnosticProvider: { identifier: 'idlint', interFileDependencies: true, workspaceDiagnostics: false },
        workspace: { workspaceFolders: { supported: true } },
      },
    };
  }

  #initialized(): void {
    if (this.#watches)
      void this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    this.#do(async () => {
      for (const path of this.#paths) await this.#open(path);
    });
  }

  async #open(path: string): Promise<Folder | undefined> {
    try {
      const folder = await Folder.open(path, this.#settings, (error, what) =>
        this.#connection.console.error(`${what}: ${(error as Error).message}`),
      );
      this.#folders.push(folder);
      return folder;
    } catch (error) {
      this.#connection.console.error(`idlint can't lint ${path}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** The folder that a document is in; a file that is in none is a workspace of its own, with what stands beside it. */
  async #folderOf(path: string): Promise<Folder | undefined> {
    const within = this.#folders.filter(folder => folder.uriOf(path) !== undefined).sort((a, b) => b.root.length - a.root.length);
    return within[0] ?? this.#open(path.slice(0, Math.max(1, path.lastIndexOf('/'))));
  }

  #do(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(error => this.#connection.console.error(`idlint: ${(error as Error).message}`));
  }

  #ask<T>(documentUri: string, nothing: T, answer: (folder: Folder, uri: Uri) => Promise<T>): Promise<T> {
    const asked = this.#queue.then(async () => {
      const path = pathOf(documentUri);
      const folder = path === undefined ? undefined : await this.#folderOf(path);
      const uri = path === undefined ? undefined : folder?.uriOf(path);
      return folder && uri !== undefined ? answer(folder, uri) : nothing;
    });
    this.#queue = asked.catch(() => undefined);
    return asked;
  }

  #changed(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    this.#do(async () => {
      const folder = await this.#folderOf(path);
      const uri = folder?.uriOf(path);
      if (folder && uri !== undefined) folder.overlay(uri, document.getText());
    });
    if (!this.#pulls) this.#soon(document.uri);
  }

  #closed(documentUri: string): void {
    const path = pathOf(documentUri);
    if (path === undefined) return;
    clearTimeout(this.#timers.get(documentUri));
    this.#do(async () => {
      const folder = this.#folders.find(each => each.uriOf(path) !== undefined);
      folder?.overlay(folder.uriOf(path)!, undefined);
      if (!this.#pulls) await this.#connection.sendDiagnostics({ uri: documentUri, diagnostics: [] });
    });
  }

  /** Pushes the findings of a document once typing rests. */
  #soon(documentUri: string): void {
    clearTimeout(this.#timers.get(documentUri));
    this.#timers.set(
      documentUri,
      setTimeout(() => {
        this.#timers.delete(documentUri);
        void this.#ask(documentUri, undefined, async (folder, uri) => {
          const document = this.#documents.get(documentUri);
          if (!document) return;
          const { version } = document;
          const diagnostics = await this.#diagnose(folder, uri);
          // What was typed meanwhile has its own turn.
          if (this.#documents.get(documentUri)?.version === version)
            await this.#connection.sendDiagnostics({ uri: documentUri, version, diagnostics });
        });
      }, pause),
    );
  }

  async #diagnose(folder: Folder, uri: Uri): Promise<Diagnostic[]> {
    const findings = (await folder.findings(uri)).filter(finding => !finding.suppressed);
    const mistakes = folder.problems
      .filter(problem => problem.uri === uri)
      .map(
        ({ range, message, suggestion }): Diagnostic => ({
          range,
          severity: DiagnosticSeverity.Error,
          source: 'idlint',
          message: suggestion ? `${message}\n${suggestion}` : message,
        }),
      );
    return [...mistakes, ...findings.map(finding => this.#diagnostic(folder, finding))];
  }

  #diagnostic(folder: Folder, finding: Finding): Diagnostic {
    return diagnosticOf(finding, folder.root);
  }

  async #codeActions(folder: Folder, uri: Uri, { range, context }: CodeActionParams): Promise<CodeAction[]> {
    const findings = await folder.findings(uri);
    const document = folder.document(uri);
    if (!document) return [];
    const form = languageOf(uri)?.comments[0];
    return codeActions(findings, {
      range,
      only: context.only,
      diagnosticOf: finding => this.#diagnostic(folder, finding),
      suppression: finding => suppressionOf(finding, document, form),
      workspaceEdit: (edits): WorkspaceEdit => ({
        changes: Object.fromEntries([...folder.changes(edits)].map(([each, list]) => [fileUri(folder.pathOf(each)), list])),
      }),
    });
  }

  #configure(settings: unknown): void {
    this.#settings = settingsOf(settings);
    this.#do(async () => {
      for (const folder of this.#folders) await folder.configure(this.#settings);
    });
    this.#everythingMayHaveChanged();
  }

  #changedOnDisk(changes: { uri: string; type: FileChangeType }[]): void {
    const paths = changes.flatMap(({ uri }) => pathOf(uri) ?? []).filter(path => !/\/(?:\.git|node_modules)\//.test(path));
    if (!paths.length) return;
    const listed = changes.some(({ type }) => type !== FileChangeType.Changed) || paths.some(path => path.endsWith('ignore'));
    this.#do(async () => {
      for (const folder of this.#folders) {
        const uris = paths.flatMap(path => folder.uriOf(path) ?? []);
        if (uris.length) await folder.refresh(uris, this.#settings, listed);
      }
    });
    this.#everythingMayHaveChanged();
  }

  /** Another document's text, or the configuration, may change the findings of every open one. */
  #everythingMayHaveChanged(): void {
    if (this.#pulls) {
      if (this.#refreshes) this.#connection.languages.diagnostics.refresh();
    } else for (const { uri } of this.#documents.all()) this.#soon(uri);
  }
}

function settingsOf(written: unknown): Settings {
  const preset = (written as { preset?: unknown } | null | undefined)?.preset;
  return preset === 'recommended' || preset === 'strict' || preset === 'all' ? { preset } : {};
}
