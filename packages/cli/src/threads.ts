import { Worker } from 'node:worker_threads';
import { lookAt, type OwnSecretRule, type Share, type Sight } from '@idlint/engine';
import type { Uri } from '@idlint/model';
import type { PassedOver } from '@idlint/workspace';

/** What a worker needs to look at files as the run itself would. */
export interface Order {
  /** Absolute; uris count from here. */
  root: string;
  /** What fingerprints of secrets are made with: the same one everywhere, so that equal secrets are found to be equal. */
  key: string;
  /** The run's date: whether a token has expired is the same everywhere, too. */
  now: Date;
  own: OwnSecretRule[];
  secretsOnly: boolean;
}

/** What a worker is started with. */
export interface WorkerOrder extends Order {
  uris: readonly Uri[];
  /** The number of the next part that nobody has taken yet; every thread counts it up. */
  next: Int32Array<SharedArrayBuffer>;
}

/** What a worker answers for each part that it took. */
export interface Answer {
  share: Share;
  passed: PassedOver;
}

interface Together {
  threads: number;
  /** The worker's module. */
  worker: URL;
  order: Order;
  /** How this thread looks. */
  sight: Sight;
  passed: PassedOver;
  onRead(count: number): void;
  onBug(error: unknown): void;
}

/** Small enough that nobody is waited for long at the end, large enough that the answers cost nothing. */
const filesInPart = 128;

/** Takes the next part that nobody has taken. */
export function* parts(uris: readonly Uri[], next: Int32Array<SharedArrayBuffer>): Generator<{ from: number; uris: Uri[] }> {
  for (;;) {
    const from = Atomics.add(next, 0, 1) * filesInPart;
    if (from >= uris.length) return;
    yield { from, uris: uris.slice(from, from + filesInPart) };
  }
}

/**
 * Looks at files in this thread and in workers beside it. What a worker that fails had taken is missing from the shares, for the caller to
 * look at.
 */
export async function lookTogether(uris: readonly Uri[], together: Together): Promise<Share[]> {
  const { sight, passed, onRead, onBug } = together;
  const next = new Int32Array(new SharedArrayBuffer(4));
  const shares: Share[] = [];
  let said = false;
  const failed = (error: unknown) => {
    // What stops one mostly stops all.
    if (!said) onBug(error);
    said = true;
  };
  const take = ({ share, passed: others }: Answer) => {
    shares.push(share);
    for (const why of ['binary', 'huge', 'unreadable', 'vanished'] as const) for (const uri of others[why]) passed[why].add(uri);
    onRead(share.sizes.length);
  };
  const workers = Math.min(together.threads, Math.ceil(uris.length / filesInPart)) - 1;
  const ended = Array.from({ length: Math.max(0, workers) }, () =>
    started(together.worker, { ...together.order, uris, next }, take).catch(failed),
  );
  for (const { from, uris: some } of parts(uris, next)) {
    shares.push(lookAt(some, from, sight));
    // Answers that came meanwhile are taken.
    await new Promise(resolve => setImmediate(resolve));
  }
  await Promise.all(ended);
  return shares;
}

/** A worker at work. Resolves when it has come to its end. */
const started = (module: URL, workerData: WorkerOrder, take: (answer: Answer) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    worker.on('message', take);
    worker.on('error', reject);
    worker.on('messageerror', reject);
    worker.on('exit', code => (code === 0 ? resolve() : reject(new Error(`it ended with ${code}`))));
  });
