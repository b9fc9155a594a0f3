/** JSON, and JSON with comments: text to a tree with exact places, as much of it as can be read. */
export { type JsonOptions, type JsonText, parseJson } from './parse.ts';
export * from './tree.ts';
