/**
 * Text to trees with exact places. Leans on model only; knows no platform and no rule; never throws, whatever the text.
 * Each syntax stands in a folder of its own and is imported by it (`@idlint/syntax/hcl`, `/yaml`, `/json` …), so that a parser loads only when a document asks.
 */
export * from './position-map.ts';
export * from './string-use.ts';
