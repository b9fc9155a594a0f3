import type { PositionMap } from '../position-map.ts';

/** The tree of a JSON text. Offsets are UTF-16 code units of the text that was parsed. */
export interface Node {
  start: number;
  end: number;
}

export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonWord | JsonInvalid;

/**
 * `strays`: tokens that stand between the members and are none, such as what a template puts there. `unclosed`: the text ends, or
 * closes something else, before its bracket.
 */
export interface JsonObject extends Node {
  kind: 'object';
  unclosed?: true;
  members: { key: JsonString; value: JsonNode }[];
  strays: Node[];
}
export interface JsonArray extends Node {
  kind: 'array';
  unclosed?: true;
  items: JsonNode[];
}
/**
 * `start` and `end` are inside of the quotes. `value` is what it means; `runs` tells where each of its characters stands, and is left
 * out where nothing in it is escaped.
 */
export interface JsonString extends Node {
  kind: 'string';
  value: string;
  runs?: PositionMap;
}
/** `text` as written: JSON's numbers are wider than JavaScript's. */
export interface JsonNumber extends Node {
  kind: 'number';
  text: string;
}
export interface JsonWord extends Node {
  kind: 'word';
  value: boolean | null;
}
/** Something else where a value should stand; empty where there is nothing. */
export interface JsonInvalid extends Node {
  kind: 'invalid';
}

/** `message` says what is wrong, as to a person. */
export interface JsonFault extends Node {
  message: string;
}
