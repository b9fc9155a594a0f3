import { type Data, hole, isWhole, type StringData, sliceString } from '@idlint/evaluate';
import { holeText, joinTexts, madeText } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';
import { idOfTarget, type Target } from './target.ts';

/** The ids of resources, put together from types and names. */

/** A name as a text; one that is not known is a hole that bears its name. */
export function textOf(data: Data): StringData {
  if (data.kind === 'string') return data;
  if (data.kind === 'unknown') return holeText(data.why, data.at);
  return madeText(data.kind === 'number' || data.kind === 'bool' ? String(data.value) : '', data.at);
}

/** `Microsoft.Sql/servers/databases` and `main`, `orders`: `Microsoft.Sql/servers/main/databases/orders`. */
function typedName(type: string, names: StringData[], at: Place): StringData {
  const [namespace = '', ...types] = type.split('/');
  const pieces = [madeText(namespace, at)];
  for (const [index, one] of types.entries()) {
    pieces.push(madeText(`/${one}`, at));
    const name = names[index];
    if (name) pieces.push(madeText('/', at), name);
  }
  for (const more of names.slice(types.length)) pieces.push(madeText('/', at), more);
  return joinTexts(pieces, at);
}

/** The parts of the name of a child, `main/orders`: as many as its type has, or the whole. */
export function nameParts(name: StringData, type: string): StringData[] {
  const wanted = type.split('/').length - 1;
  const parts: StringData[] = [];
  let from = 0;
  for (let at = name.value.indexOf('/'); at >= 0; at = name.value.indexOf('/', from)) {
    parts.push(sliceString(name, from, at));
    from = at + 1;
  }
  parts.push(sliceString(name, from, name.value.length));
  return parts.length === wanted ? parts : [name];
}

export function idIn(base: StringData, type: string, names: StringData[], at: Place): StringData {
  return joinTexts([base, madeText('/providers/', at), typedName(type, names, at)], at);
}

/** `resourceId([subscription], [group], type, name …)` and its like; undefined where the type is not known. */
export function idOfCall(name: string, given: Data[], own: Target, at: Place): StringData | undefined {
  if (name === 'extensionresourceid') {
    const [base, type, ...names] = given;
    if (!base || type?.kind !== 'string' || !isWhole(type)) return undefined;
    return idIn(textOf(base), type.value, names.map(textOf), at);
  }
  const typeAt = given.findIndex(one => one.kind === 'string' && isWhole(one) && /^[\w.]+\.[\w.]+\/|^[A-Za-z]+\.[A-Za-z]/.test(one.value));
  const type = given[typeAt];
  if (type?.kind !== 'string') return undefined;
  const [names, before] = [given.slice(typeAt + 1).map(textOf), given.slice(0, typeAt).map(textOf)];
  return idIn(idOfTarget(targetOfCall(name, before, own), at), type.value, names, at);
}

function targetOfCall(name: string, before: StringData[], own: Target): Target {
  const [first, second] = before;
  switch (name) {
    case 'subscriptionresourceid':
      return { ...own, level: 'subscription', ...(first ? { subscription: first } : {}) };
    case 'tenantresourceid':
      return { ...own, level: 'tenant' };
    case 'managementgroupresourceid':
      return { ...own, level: 'managementGroup', ...(first ? { managementGroup: first } : {}) };
    default:
      if (first && second) return { ...own, level: 'resourceGroup', subscription: first, group: second };
      if (!first) return own;
      return isSubscription(first)
        ? { ...own, level: own.level === 'resourceGroup' ? 'resourceGroup' : 'subscription', subscription: first }
        : { ...own, level: 'resourceGroup', group: first };
  }
}

const isSubscription = ({ value, parts }: StringData): boolean =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ||
  (value === hole && (parts ?? []).some(({ from }) => 'hole' in from && /subscription/i.test(from.hole.what)));
