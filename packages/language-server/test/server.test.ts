import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './client.ts';

interface Diagnostic {
  code: string;
  severity: number;
  message: string;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
}
interface Published {
  uri: string;
  version?: number;
  diagnostics: Diagnostic[];
}
interface Action {
  title: string;
  kind: string;
  edit: { changes: Record<string, { range: Diagnostic['range']; newText: string }[]> };
}

const policy = (action: string) =>
  `${JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::site/*' }] }, undefined, 2)}\n`;
const account = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: builder
  namespace: shop
`;

let folder: string;
let client: Client;
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

async function start(capabilities: object): Promise<void> {
  client = new Client(folder);
  await client.request('initialize', {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }],
    capabilities,
  });
  client.notify('initialized', {});
}
function open(name: string, languageId: string, text: string): void {
  client.notify('textDocument/didOpen', { textDocument: { uri: uriOf(name), languageId, version: 1, text } });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idlint-lsp-'));
  mkdirSync(join(folder, '.github'));
  writeFileSync(join(folder, 'policy.json'), policy('s3:GetObject'));
  writeFileSync(join(folder, 'account.yaml'), account);
});
afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

describe('a client that is pushed to', () => {
  test('sees the value at fault when it is typed, and nothing once it is gone', async () => {
    await start({});
    open('policy.json', 'json', policy('s3:*'));
    const first = await client.next<Published>('textDocument/publishDiagnostics');
    expect(first).toMatchObject({ uri: uriOf('policy.json'), version: 1 });
    expect(first.diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([['wildcard-action', 5]]);

    client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('policy.json'), version: 2 },
      contentChanges: [{ text: policy('s3:GetObject') }],
    });
    const second = await client.next<Published>('textDocument/publishDiagnostics', ({ version }) => version === 2);
    expect(second.diagnostics).toEqual([]);
  });

  test('hears of an owner that another file names', async () => {
    await start({});
    open('account.yaml', 'yaml', account);
    const unowned = await client.next<Published>('textDocument/publishDiagnostics');
    expect(unowned.diagnostics.map(({ code }) => code)).toEqual(['unowned-service-account']);

    writeFileSync(join(folder, '.github/CODEOWNERS'), '/account.yaml @acme/build\n');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('.github/CODEOWNERS'), type: 1 }] });
    const owned = await client.next<Published>('textDocument/publishDiagnostics');
    expect(owned.diagnostics).toEqual([]);
  });

  test('sees the mistake in a configuration at its line', async () => {
    await start({});
    writeFileSync(join(folder, 'idlint.yaml'), 'presett: strict\n');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('idlint.yaml'), type: 1 }] });
    open('idlint.yaml', 'yaml', 'presett: strict\n');
    const { diagnostics } = await client.next<Published>('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length > 0);
    expect(diagnostics[0]!.message).toContain('presett');
    expect(diagnostics[0]!.range.start).toEqual({ line: 0, character: 0 });
  });
});

describe('a client that pulls', () => {
  test('is answered, hovers over the page, and suppresses with a comment', async () => {
    await start({ textDocument: { diagnostic: {} } });
    open('account.yaml', 'yaml', account);
    const textDocument = { uri: uriOf('account.yaml') };
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    expect(items.map(({ code }) => code)).toEqual(['unowned-service-account']);

    const { range } = items[0]!;
    const hover = await client.request<{ contents: { value: string } }>('textDocument/hover', { textDocument, position: range.start });
    expect(hover.contents.value).toContain('**unowned-service-account**');

    const actions = await client.request<Action[]>('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
    const suppress = actions.find(({ title }) => title.startsWith('Suppress'))!;
    expect(suppress.edit.changes[textDocument.uri]).toEqual([
      {
        range: { start: { line: range.start.line, character: 0 }, end: { line: range.start.line, character: 0 } },
        newText: '  # idlint-disable-next-line unowned-service-account -- reason\n',
      },
    ]);
  });

  test('is never shown a secret whole', async () => {
    await start({ textDocument: { diagnostic: {} } });
    const secret = ['kT9v', 'Xq27', 'LmZ4', 'wPb8'].join('');
    open('settings.py', 'python', `DB_PASSWORD = "${secret}"\n`);
    const textDocument = { uri: uriOf('settings.py') };
    const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    expect(items.map(({ code }) => code)).toEqual(['hardcoded-password']);
    const hover = await client.request('textDocument/hover', { textDocument, position: items[0]!.range.start });
    expect(JSON.stringify([items, hover])).not.toContain(secret);
  });
});
