import type { ExtensionContext } from 'vscode';
import { commands, languages, Uri, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';

/**
 * Starts the language server and shows what it says: everything else is the server's work, so that every editor has it.
 */
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const status = languages.createLanguageStatusItem('idlint', [{ scheme: 'file' }]);
  status.name = 'idlint';
  status.command = { title: 'Show output', command: 'idlint.showOutput' };

  const start = async () => {
    await stop();
    if (!workspace.getConfiguration('idlint').get('enable', true)) {
      status.text = 'idlint is off';
      return;
    }
    client = new LanguageClient('idlint', 'idlint', serverOptions(context), clientOptions());
    status.text = 'idlint';
    await client.start();
  };

  context.subscriptions.push(
    status,
    commands.registerCommand('idlint.restart', start),
    commands.registerCommand('idlint.showOutput', () => client?.outputChannel.show()),
    commands.registerCommand('idlint.openRule', (id: string) => openRule(id)),
    workspace.onDidChangeConfiguration(async event => {
      if (event.affectsConfiguration('idlint.enable') || event.affectsConfiguration('idlint.serverPath')) await start();
    }),
  );
  try {
    await start();
  } catch (error) {
    status.text = 'idlint did not start';
    const answer = await window.showErrorMessage(`idlint did not start: ${String(error)}`, 'Show output');
    if (answer) client?.outputChannel.show();
  }
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

/** The server that came with the extension, or the `idlint` that the user names: then hook, pull request and editor are one version. */
function serverOptions(context: ExtensionContext): ServerOptions {
  const named = workspace.getConfiguration('idlint').get<string>('serverPath', '').trim();
  if (named) return { command: named, args: ['lsp', '--stdio'] };
  return { module: context.asAbsolutePath('dist/server/server.mjs'), transport: TransportKind.stdio };
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [{ scheme: 'file' }],
    synchronize: { configurationSection: 'idlint', fileEvents: workspace.createFileSystemWatcher('**/*') },
    initializationOptions: workspace.getConfiguration('idlint'),
    markdown: { isTrusted: { enabledCommands: ['idlint.openRule'] } },
  };
}

/** The rule's page, as the server knows it, in a preview. */
async function openRule(id: string): Promise<void> {
  const page = await client?.sendRequest<string | null>('idlint/page', { rule: id });
  if (!page) return;
  const document = await workspace.openTextDocument({ language: 'markdown', content: page });
  await commands.executeCommand('markdown.showPreview', Uri.from(document.uri));
}
