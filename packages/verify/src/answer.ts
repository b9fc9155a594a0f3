import { setTimeout } from 'node:timers/promises';
import type { SecretVerification, Verified } from '@idlint/model';
import type { Request } from './request.ts';

interface Asking {
  fetch: typeof globalThis.fetch;
  /** Milliseconds. */
  timeout: number;
}

/** The longest that a provider may make us wait, in seconds, before it is asked once more. */
const patience = 10;
/** As much of an answer as is read, in bytes. */
const enough = 64 * 1024;

/** Sends the request, never to another host than its own, and says what the answer means. What goes wrong is told without the request. */
export async function answerOf(request: Request, question: SecretVerification, { fetch, timeout }: Asking): Promise<Verified> {
  const send = () => {
    const { url, ...init } = request;
    return fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
  };
  try {
    let response = await send();
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (response.status === 429 && wait <= patience) {
      await response.body?.cancel();
      await setTimeout(wait * 1000);
      response = await send();
    }
    return await meaning(response, question);
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { state: 'unknown', why: late ? `no answer within ${timeout / 1000} s` : 'no connection' };
  }
}

async function meaning(response: Response, { alive, dead, where = {}, account }: SecretVerification): Promise<Verified> {
  const { status } = response;
  if (dead.includes(status)) {
    await response.body?.cancel();
    return { state: 'inactive' };
  }
  if (!alive.includes(status)) {
    await response.body?.cancel();
    return { state: 'unknown', why: status === 429 ? 'the provider asks to wait' : `the provider answered with status ${status}` };
  }
  const wanted = Object.entries(where);
  if (wanted.length === 0 && account === undefined) {
    await response.body?.cancel();
    return { state: 'active' };
  }
  const said = await jsonOf(response);
  if (!wanted.every(([path, value]) => at(said, path) === value)) {
    return wanted.length > 0 && said === undefined ? { state: 'unknown', why: 'an answer that is not understood' } : { state: 'inactive' };
  }
  const whose = account === undefined ? undefined : at(said, account);
  return { state: 'active', ...(typeof whose === 'string' || typeof whose === 'number' ? { account: String(whose).slice(0, 120) } : {}) };
}

async function jsonOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > enough) break;
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A member by dotted path. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((from, key) => (from !== null && typeof from === 'object' ? Reflect.get(from, key) : undefined), value);
