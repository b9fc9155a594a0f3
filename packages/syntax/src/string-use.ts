import type { PositionMap } from './position-map.ts';

/** Stands for what is not known inside a string: a noncharacter, so that no text contains it. */
export const hole = '\uFDD0';

/** A string that program text writes out, and what it is there for. Offsets are UTF-16 code units of the text. */
export interface StringUse {
  /** Inside of the quotes. */
  start: number;
  end: number;
  /** What it means, escapes resolved; one character `hole` for each part that is worked out while the program runs. */
  value: string;
  /** Where each character of `value` stands; left out where it is the text from `start` to `end`. */
  runs?: PositionMap;
  role: StringRole;
  /** What lies between the string and its role: `key = env.KEY || "x"` is a fallback, `key = "x" + y` is joined, `keys = ["x"]` listed. */
  through?: ('fallback' | 'choice' | 'joined' | 'list')[];
}

export type StringRole =
  /** `name = "x"`. `name` is the last part of what is assigned to (`password` in `config.db.password`, `key` in `env["key"]`). */
  | { is: 'assigned'; name: string; at: number }
  /** `name: "x"` in an object, a map, a keyword list. */
  | { is: 'property'; name: string; at: number }
  /** The default of a parameter. */
  | { is: 'default'; name: string; at: number }
  /** An argument of a call or a command. */
  | ArgumentRole
  /** An attribute of JSX. */
  | { is: 'attribute'; name: string; element: string; at: number }
  /** `name == "x"`, `case "x"`; `name` where the other side is one. */
  | { is: 'compared'; name?: string }
  /** A key of an object, a subscript: not a value itself. */
  | { is: 'key' }
  /** A module's name, a type, a directive such as "use strict". */
  | { is: 'import' | 'type' | 'directive' }
  /** Given back by a function or standing alone. */
  | { is: 'other'; name?: string };

export interface ArgumentRole {
  is: 'argument';
  /** `os.getenv`, `client.setPassword`, `curl`; empty where what is called has no name. */
  callee: string;
  /** Zero-based. */
  index: number;
  /** Of a keyword argument or a command's option: `password`, `--password`. */
  label?: string;
  /** The string that is the argument before it: `setHeader("Authorization", "x")`. */
  after?: string;
  /** What the call's result is given to: `key = Secret("x")`. */
  assignedTo?: string;
}
