import type { Place, Why } from '@idlint/model';
import type { PositionMap } from '@idlint/syntax';

/**
 * A worked-out value of any shape, each part of it at its place: what expressions, templates and intrinsics evaluate to, and what YAML
 * and JSON are turned into, so that a reader asks all formats in one way. Plain data, never shared with a mutation.
 *
 * `at` is where the value is written; `via` the places it came through on the way to its use, nearest to `at` first (a variable's use,
 * a module's argument).
 */
export type Data = NullData | BoolData | NumberData | StringData | ListData | MapData | UnknownData;
export type DataKind = Data['kind'];

interface DataBase {
  at: Place;
  via?: Place[];
  /** Of what it is an attribute, where a reference brought it: `infra#aws_iam_role.deploy.name`. Whoever speaks of the value speaks of that. */
  origin?: string;
}
export interface NullData extends DataBase {
  kind: 'null';
}
export interface BoolData extends DataBase {
  kind: 'bool';
  value: boolean;
}
export interface NumberData extends DataBase {
  kind: 'number';
  value: number;
  /** As written, where JavaScript's number can't hold it exactly. */
  exact?: string;
}
/**
 * A string. Where a part of it is not known, that part is a hole: one character `hole` in `value`, with its why in `parts`. Ask
 * `isWhole` before believing `value`.
 */
export interface StringData extends DataBase {
  kind: 'string';
  value: string;
  /** In order, without gaps; left out where the whole string stands at `at` as one run without escapes. */
  parts?: StringPart[];
  /** The value that jsonencode or yamlencode made this from: its parts still know their places. */
  encoded?: { format: 'json' | 'yaml'; of: Data };
}
export interface StringPart {
  /** In `value`. */
  start: number;
  end: number;
  /** Where it is written. `map`: inner offsets counted from the part's start, outer ones in the place's segment. */
  from: { at: Place; map?: PositionMap } | { hole: Why; at: Place };
}
export { hole } from '@idlint/syntax';

export interface ListData extends DataBase {
  kind: 'list';
  items: Data[];
  /** HCL's type, where it matters to conversion. */
  of?: 'tuple' | 'list' | 'set';
  /** More may follow. */
  open?: Why;
}
export interface MapData extends DataBase {
  kind: 'map';
  entries: Map<string, MapEntry>;
  of?: 'object' | 'map';
  open?: Why;
}
export interface MapEntry {
  /** Where the key is written. */
  key: Place;
  value: Data;
}
export interface UnknownData extends DataBase {
  kind: 'unknown';
  why: Why;
}
