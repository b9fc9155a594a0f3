import type { Place, Why } from '@idlint/model';
import type { Data, UnknownData } from '../data.ts';

/**
 * What one evaluation may still spend, and what went wrong in it. Shared by everything that is evaluated for one root, so that hostile
 * input costs a bounded time however it is spread.
 */
export interface Work {
  /** Steps left: an expression, an item made, a thousand characters of text. */
  left: number;
  /** How deep evaluation is nested now. */
  depth: number;
  /** Errors that Terraform would stop at; `try` and `can` compare before and after. */
  failures: number;
}

export const newWork = (steps = 20_000_000): Work => ({ left: steps, depth: 0, failures: 0 });

/** Deeper than this, values are not worked out: the stack of the host ends not much later. */
export const deepest = 400;
/** The longest string, in UTF-16 units, and the most items of a collection that functions make. */
export const longestText = 2_000_000;
export const mostItems = 100_000;

export const unknownData = (why: Why, at: Place, via?: Place[]): UnknownData => ({
  kind: 'unknown',
  at,
  why,
  ...(via?.length ? { via } : {}),
});

export const overLimit = (what: string, at: Place): UnknownData => unknownData({ code: 'limit', what, at }, at);

/** An error that Terraform would report: for us something unknown, and for `try` and `can` a failure. */
export function failure(work: Work, what: string, at: Place): UnknownData {
  work.failures++;
  return unknownData({ code: 'syntax', what, at }, at);
}

/** The same value seen from one use farther on. */
export function through<D extends Data>(data: D, use: Place): D {
  const via = data.via ?? [];
  return via.length >= 32 ? data : { ...data, via: [...via, use] };
}

/** A part of a collection: the places that the collection came through are the part's as well. */
export function partOf<D extends Data>(whole: Data, part: D): D {
  if (!whole.via?.length) return part;
  return { ...part, via: part.via?.length ? [...part.via, ...whole.via].slice(0, 32) : whole.via };
}
