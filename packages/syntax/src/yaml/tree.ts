import type { PositionMap } from '../position-map.ts';

/** The tree of one YAML document. Offsets are UTF-16 code units of the text that was parsed. */
export interface Node {
  start: number;
  end: number;
}

interface Tagged extends Node {
  /** As written: `!Sub`. The tags of YAML itself (`!!str`) are already applied and not kept. */
  tag?: Node & { name: string };
  anchor?: string;
}

export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

/** `start` and `end` are inside of quotes; of a block scalar, from its first character to its last one that is no line break. */
export interface YamlScalar extends Tagged {
  kind: 'scalar';
  style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** What it means as a string; of a number or a word, as written. */
  text: string;
  /** Where each character of `text` stands; left out where it is the text from `start` to `end`. */
  runs?: PositionMap;
  /** By the core schema of YAML 1.2. */
  value: string | number | boolean | null;
}
/** `cut`: the text is broken in it or right after it, so that more may belong to it. */
export interface YamlMap extends Tagged {
  kind: 'map';
  cut?: true;
  entries: { key: YamlNode; value: YamlNode }[];
}
export interface YamlSequence extends Tagged {
  kind: 'sequence';
  cut?: true;
  items: YamlNode[];
}
/** `of`: the node that bears the anchor; undefined where none does before this. */
export interface YamlAlias extends Tagged {
  kind: 'alias';
  name: string;
  of?: YamlNode;
}

export interface YamlFault extends Node {
  message: string;
}
