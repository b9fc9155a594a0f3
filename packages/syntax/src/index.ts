/**
 * Text to trees with exact places. Leans on model only; knows no platform and no rule; never throws, whatever the text.
 */

export * as hcl from './hcl/ast.ts';
export * from './position-map.ts';
