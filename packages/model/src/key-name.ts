import type { FactKey, Name } from './facts.ts';

/** A Name for what is pointed to by its key: workloads and jobs bear it, so that a Use leads to its user. */
export const keyName = (key: FactKey): Name => `fact:${key}`;
