import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Message {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

/** A plain client of LSP's base protocol: it knows nothing of the server but what it writes. */
export class Client {
  readonly #server: ChildProcess;
  #received = Buffer.alloc(0);
  #next = 1;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #notified: Message[] = [];
  #waiting: { method: string; wants: (params: never) => boolean; done: (params: never) => void }[] = [];

  constructor(cwd: string) {
    const idlint = fileURLToPath(new URL('../../cli/bin/idlint.js', import.meta.url));
    this.#server = spawn(process.execPath, [idlint, 'lsp', '--stdio'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#server.stdout!.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  request<T>(method: string, params: unknown): Promise<T> {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result as T)));
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The next notification of a method that is as wanted, those that have come already among them. */
  next<T>(method: string, wants: (params: T) => boolean = () => true): Promise<T> {
    const at = this.#notified.findIndex(message => message.method === method && wants(message.params as T));
    if (at >= 0) return Promise.resolve(this.#notified.splice(at, 1)[0]!.params as T);
    return new Promise(resolve => this.#waiting.push({ method, wants: wants as never, done: resolve as never }));
  }

  async close(): Promise<void> {
    await this.request('shutdown', null);
    this.notify('exit', null);
    await new Promise(resolve => this.#server.once('exit', resolve));
  }

  #send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, head).toString())![1]);
      if (this.#received.length < head + 4 + length) return;
      const text = this.#received.subarray(head + 4, head + 4 + length).toString();
      this.#received = this.#received.subarray(head + 4 + length);
      this.#handle(JSON.parse(text) as Message);
    }
  }

  #handle(message: Message): void {
    if (message.method === undefined) {
      this.#answers.get(message.id as number)?.(message);
      this.#answers.delete(message.id as number);
    } else if (message.id !== undefined) this.#send({ id: message.id, result: null });
    else {
      const waiting = this.#waiting.find(({ method, wants }) => method === message.method && wants(message.params as never));
      if (!waiting) this.#notified.push(message);
      else {
        this.#waiting = this.#waiting.filter(each => each !== waiting);
        waiting.done(message.params as never);
      }
    }
  }
}
