/** HCL native syntax: text to trees with exact places, whatever the text. */
export * from './ast.ts';
