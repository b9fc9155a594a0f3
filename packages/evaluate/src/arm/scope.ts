import type { Place, Why } from '@idlint/model';
import type { Expression, Lambda } from '@idlint/syntax/bicep';
import type { Data, StringData } from '../data.ts';
import type { Lazy } from '../hcl/scope.ts';
import { unknownData, type Work } from '../hcl/work.ts';
import { placeWithin } from '../string.ts';
import { canonical } from './canonical.ts';

/** What the names and the functions of an expression mean, and where its offsets count from. */
export interface ArmScope {
  work: Work;
  /** The text in which the expression stands: a Bicep file, or a string of a template. */
  source: StringData;
  /** What a name stands for; undefined where there is none. */
  variable(name: string, use: Place): Data | Lazy | undefined;
  /** Functions that ask the deployment (`parameters('x')`, `resourceGroup()`) and those that users define; undefined where it is none of them. */
  call(name: string, given: () => Data[], use: Place, written: Expression[]): Data | Lazy | undefined;
}

export const placeIn = ({ source }: ArmScope, { start, end }: { start: number; end: number }): Place => placeWithin(source, start, end);

/** The same scope with the parameters of a lambda or a loop. */
export function withNames(scope: ArmScope, names: Record<string, Data | Lazy>): ArmScope {
  return { ...scope, variable: (name, use) => (Object.hasOwn(names, name) ? names[name] : scope.variable(name, use)) };
}

/** A function that another one is given; `second`: the one after it. */
export interface Applied {
  lambda: Lambda;
  apply(...given: Data[]): Data;
  second?: Applied;
}

/** What a function is given. */
export interface Call {
  name: string;
  at: Place;
  work: Work;
}

export type ArmFunction = (given: Data[], call: Call, lambda: Applied | undefined) => Data | undefined;

/** The outcome of a function that can't be worked out: named after what it is asked, so that two of the same are the same. */
export function notWorkedOut(name: string, given: Data[], at: Place, code: Why['code'] = 'function'): Data {
  return unknownData({ code, what: called(name, given), at }, at);
}

const longestName = 300;

function called(name: string, given: Data[]): string {
  const text = `${name}(${given.map(one => canonical(one)).join(', ')})`;
  return text.length > longestName ? `${text.slice(0, longestName)}…${sumOf(text)}` : text;
}

/** Tells long texts with the same beginning apart. */
function sumOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return (sum >>> 0).toString(36);
}

/** Something that only the cloud knows, and whatever is asked of it: `resourceGroup().location`. */
export function opaque(what: string, code: Why['code'] = 'reference', known: (path: string) => Data | undefined = () => undefined): Lazy {
  const whole = (use: Place): Data => unknownData({ code, what, at: use }, use);
  return {
    kind: 'lazy',
    attribute: name => known(name) ?? opaque(`${what}.${name}`, code),
    item: key =>
      key.kind === 'string' ? (known(key.value) ?? opaque(`${what}.${key.value}`, code)) : opaque(`${what}[${canonical(key)}]`, code),
    entries: use => ({ open: whole(use) }),
    whole,
  };
}
