import { availableParallelism } from 'node:os';

/**
 * Fewer files than these are done soon enough in one thread. With two threads on two cores, 24,000 files (.24 GB) took 1.4 s instead of 1.9,
 * 122,000 (.8 GB) 5.8 s instead of 9.2; each worker costs .2 s of CPU and 20 to 45 MB, which is much for a run of two seconds and 115 MB, and little for one of nine and 330.
 */
const manyFiles = 50_000;
/** So many wait for the same disk: more of them are hardly sooner done, and a machine has other work too. */
const mostThreads = 7;

/** How many threads look at so many files where nobody says it. */
export const threadsFor = (files: number, cores = availableParallelism): number => (files < manyFiles ? 1 : Math.min(cores(), mostThreads));
