import type { Place } from './place.ts';

/**
 * Why something is not known.
 * - `variable`: it is given from outside and has no default
 * - `module`: the module's source is not in the workspace
 * - `reference`: what it refers to is not in the workspace, or only the cloud knows it (an ARN, an id)
 * - `function`: a function that depends on the outside, or that idlint does not know
 * - `template`: a template that can't be rendered here
 * - `syntax`: the text can't be read
 * - `dynamic`: program code works it out while it runs
 * - `cycle`, `limit`: it depends on itself; it is larger than idlint is willing to work out
 * - `unsupported`: idlint does not read this form yet
 */
export type WhyCode =
  | 'variable'
  | 'module'
  | 'reference'
  | 'function'
  | 'template'
  | 'syntax'
  | 'dynamic'
  | 'cycle'
  | 'limit'
  | 'unsupported';

export interface Why {
  code: WhyCode;
  /** What exactly, in a few words as a person would say it: `var.region`, `terraform-aws-modules/iam/aws`. Never a secret. */
  what: string;
  at?: Place;
}

/**
 * A value written in a document. Rules that miss something fire on `absent`, never on `unknown`: a linter that guesses is a linter
 * that gets switched off. `via` is the chain of places that the value came through, from the nearest to `at` to the farthest (an
 * argument, a variable's use); empty where it is written on the spot.
 */
export type Value<T> = Known<T> | Absent | Unknown;
export interface Known<T> {
  kind: 'known';
  value: T;
  at: Place;
  via?: Place[];
}
/** Not written. `at` is where it would stand: the name of the block or object that lacks it. */
export interface Absent {
  kind: 'absent';
  at: Place;
}
/** `prefix` and `suffix`: the ends of a string whose middle is not known (`arn:aws:s3:::${var.bucket}/*`). */
export interface Unknown {
  kind: 'unknown';
  at: Place;
  via?: Place[];
  why: Why;
  prefix?: string;
  suffix?: string;
}

/** `open`: more items may follow that idlint does not know, and why. */
export interface List<T> {
  items: T[];
  open?: Why;
}
export type Values<T> = List<Value<T>>;

export const known = <T>(value: T, at: Place, via?: Place[]): Known<T> => ({ kind: 'known', value, at, ...(via?.length ? { via } : {}) });
export const absent = (at: Place): Absent => ({ kind: 'absent', at });
export const unknown = (why: Why, at: Place, via?: Place[]): Unknown => ({ kind: 'unknown', at, why, ...(via?.length ? { via } : {}) });

/** The known values of a list; what is unknown is left out. */
export const knownOf = <T>(list: Values<T> | undefined): Known<T>[] => (list?.items ?? []).filter(item => item.kind === 'known');
/** The value where it is known. */
export const knownValue = <T>(value: Value<T> | undefined): T | undefined => (value?.kind === 'known' ? value.value : undefined);
/** True where everything in the list is known and nothing more may follow. */
export const closed = <T>(list: Values<T>): boolean => !list.open && list.items.every(item => item.kind !== 'unknown');
