import { setTimeout } from 'node:timers/promises';

/** Runs the tasks of one host one after the other, `interval` ms apart at the least; those of different hosts beside each other. */
export function createPace(interval: number): <T>(host: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (host, task) => {
    const before = last.get(host);
    const mine = before ? before.then(() => setTimeout(interval)).then(task) : task();
    last.set(
      host,
      mine.catch(() => {}),
    );
    return mine;
  };
}
