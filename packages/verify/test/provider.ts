import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of this machine that stands for every provider: `https://host/path` arrives as `/host/path`. */
export interface Provider {
  fetch: typeof globalThis.fetch;
  /** Every request in order: what was asked, and when it began and ended. */
  asked: { method: string; host: string; path: string; headers: Record<string, string>; body: string; from: number; to: number }[];
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
  /** Milliseconds until it answers. */
  after?: number;
}

export async function provider(answer: (host: string, path: string, headers: Record<string, string>) => Answer): Promise<Provider> {
  const asked: Provider['asked'] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const [, host = '', ...rest] = request.url!.split('/');
    const headers = request.headers as Record<string, string>;
    const one = { method: request.method!, host, path: `/${rest.join('/')}`, headers, body: '', from: performance.now(), to: 0 };
    asked.push(one);
    for await (const chunk of request) one.body += chunk;
    const { status, body = '', headers: sent = {}, after = 0 } = answer(host, one.path, headers);
    await new Promise(resolve => setTimeout(resolve, after));
    one.to = performance.now();
    response.writeHead(status, sent).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    fetch: (url, init) => fetch(String(url).replace(/^https:\/\//, `http://127.0.0.1:${port}/`), init),
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

/** The JSON that says at these dotted paths what is wanted. */
export function jsonWith(values: Record<string, unknown>): string {
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    let at = root;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1)!] = value;
  }
  return JSON.stringify(root);
}
