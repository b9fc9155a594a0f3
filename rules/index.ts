export { secretRules } from './generated/secret-rules.ts';
