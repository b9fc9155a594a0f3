/** YAML 1.2: streams to documents, documents to trees with exact places, as much of them as can be read. */
export { splitDocuments, type YamlText } from './documents.ts';
export { parseYaml, type YamlParsed } from './parse.ts';
export * from './tree.ts';
