import fc from 'fast-check';

/**
 * Property tests try the same cases on every machine, so that a red run can be run again. `IDLINT_SEED=$RANDOM` tries others, `IDLINT_RUNS=5000` more
 * where a test does not say how many.
 */
const { IDLINT_SEED, IDLINT_RUNS } = process.env;
fc.configureGlobal({ seed: Number(IDLINT_SEED ?? 20261125), ...(IDLINT_RUNS ? { numRuns: Number(IDLINT_RUNS) } : {}) });
