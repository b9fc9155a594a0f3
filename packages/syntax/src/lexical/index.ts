/** What can be known of program text without parsing it: its language, its comments, its names, operators and strings. */
export type { CommentForm, Language } from './language.ts';
export { meaningOf } from './meaning.ts';
export { languageOf } from './names.ts';
export { shellUses } from './shell.ts';
export type { PlainToken, StringShape, StringToken, Token } from './token.ts';
export { tokenize } from './tokenize.ts';
export { lexicalUses } from './uses.ts';
