/** What can be known of program text without parsing it: its language, its comments, its names, operators and strings. */
export type { CommentForm, Language } from './language.ts';
export { meaningOf } from './meaning.ts';
export { languageOf } from './names.ts';
export { stringUses } from './roles.ts';
export type { PlainToken, StringShape, StringToken, Token } from './token.ts';
export { tokenize } from './tokenize.ts';
