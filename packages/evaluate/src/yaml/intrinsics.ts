import type { Place } from '@idlint/model';
import type { Data, StringData } from '../data.ts';
import { sliceString } from '../string.ts';

/** The intrinsic functions of CloudFormation that have a short form (AWS documentation, "Intrinsic function reference"). */
const functions = new Set(
  'And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAtt GetAZs If ImportValue Join Length Not Or RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll'.split(
    ' ',
  ),
);

/**
 * What a tag of the document's own makes of its node: CloudFormation's short forms become the long ones (`!Sub x` is
 * `{"Fn::Sub": x}`), so that both are read in one way; what another tag makes of it (`!secret`, `!reference`) is not known.
 */
export function intrinsic(tag: string, at: Place, of: Data): Data {
  const name = tag.slice(1);
  const key = name === 'Ref' || name === 'Condition' ? name : functions.has(name) ? `Fn::${name}` : undefined;
  const whole = at.uri === of.at.uri && at.segment === of.at.segment ? { ...at, start: at.start, end: Math.max(at.end, of.at.end) } : at;
  const via = of.via?.length ? { via: of.via } : {};
  if (key === undefined) return { kind: 'unknown', why: { code: 'function', what: tag, at }, at: whole, ...via };
  const value = name === 'GetAtt' && of.kind === 'string' ? attribute(of) : of;
  return { kind: 'map', entries: new Map([[key, { key: at, value }]]), at: whole, ...via };
}

/** `Name.Attribute` is `[Name, Attribute]`; the attribute of a nested stack has dots of its own. */
function attribute(of: StringData): Data {
  const dot = of.value.indexOf('.');
  if (dot < 0) return of;
  const items = [sliceString(of, 0, dot), sliceString(of, dot + 1, of.value.length)];
  return { kind: 'list', items, at: of.at, ...(of.via?.length ? { via: of.via } : {}) };
}
