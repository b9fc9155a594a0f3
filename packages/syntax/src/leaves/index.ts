/** The values of configuration files under their keys, whatever the format; its parser loads when a document asks. */
import type { Leaf } from '../leaf.ts';
import { languageOf } from '../lexical/names.ts';

/** The leaves of a document, in the order they are written where the format has one. Never throws. */
export type LeafReader = (text: string) => Leaf[];

const readers: Record<string, () => Promise<LeafReader>> = {
  JSON: async () => (await import('../json/leaves.ts')).jsonLeaves,
  'JSON with comments': async () => (await import('../json/leaves.ts')).jsonLeaves,
  YAML: async () => (await import('../yaml/leaves.ts')).yamlLeaves,
  TOML: async () => (await import('../toml/index.ts')).tomlLeaves,
  XML: async () => (await import('../xml/index.ts')).xmlLeaves,
  dotenv: async () => (await import('../dotenv/index.ts')).dotenvLeaves,
  INI: async () => (await import('../dotenv/index.ts')).iniLeaves,
  properties: async () => (await import('../dotenv/index.ts')).propertiesLeaves,
  Dockerfile: async () => (await import('../dockerfile/index.ts')).dockerfileLeaves,
};

/** The reader of a document by its name; undefined where it is no configuration file of a known format. */
export function leafReader(uri: string): Promise<LeafReader> | undefined {
  return readers[languageOf(uri)?.name ?? '']?.();
}
