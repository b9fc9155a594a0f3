/** What the exit code tells a script. Findings win over what was not analysed. */
export const exit = { clean: 0, findings: 1, usage: 2, notAnalysed: 3 } as const;

/** Wrong use or a wrong configuration: said in at most five lines, then exit code 2. */
export class UsageError extends Error {}
