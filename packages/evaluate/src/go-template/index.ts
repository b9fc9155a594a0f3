/**
 * Go's text/template as Helm uses it: parsed, and evaluated to a text that knows where each of its characters comes from. What is not
 * known (the release's name, random values) is a hole in the text; what can't be worked out is thrown as a TemplateError.
 */
export type { Parsed } from './ast.ts';
export { Engine } from './engine.ts';
export { fault, TemplateError } from './fault.ts';
export { nativeValue } from './formats/json.ts';
export { readYaml } from './formats/yaml-read.ts';
export { yaml } from './functions/helm.ts';
export { helmFunctions } from './functions/index.ts';
export { clean } from './functions/paths.ts';
export { satisfies } from './functions/semver.ts';
export { parseTemplate } from './parse.ts';
export { firstPiece, type Piece, type Source, type Str, slice, str } from './text.ts';
export { bool, type Dict, deepCopy, dict, int, list, type Native, nil, type Value } from './value.ts';
