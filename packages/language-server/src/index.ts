/**
 * The Language Server Protocol over a session: diagnostics by push and pull, hovers, code actions. Knows no rule and no format; everything that it
 * says comes from the engine.
 */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Server } from './server.ts';

/** Speaks LSP 3.18 on standard input and output until the client leaves. */
export function startServer(): void {
  // Whatever prints would break the protocol.
  console.log = console.error;
  new Server(createConnection(ProposedFeatures.all, process.stdin, process.stdout)).listen();
}
