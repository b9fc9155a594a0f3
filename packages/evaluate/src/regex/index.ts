/** RE2's patterns, as Go's tools take them: in time that grows with pattern times text, whatever the pattern. */
export { compile } from '../hcl/regex/match.ts';
