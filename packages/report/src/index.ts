/**
 * Findings become what people and programs read. Every form masks every secret in it, and says what was looked at and what was not.
 */
export { Masks } from './masks.ts';
export { type Format, formats, render } from './render.ts';
export type { Report, Terminal } from './report.ts';
export { Style } from './style.ts';
export { visible } from './visible.ts';
export { count, headline } from './words.ts';
