import type { Rule } from '@idlint/model';

export { secretRules } from './generated/secret-rules.ts';

/** Every rule that is code. Those that are data stand in `secretRules`. */
export const rules: Rule[] = [];
