import type { Place } from '@idlint/model';
import { type Data, hole, type ListData, type MapData, type StringData } from '../../data.ts';
import { holeIn, madeText, partsOf, whyUnknown } from '../../hcl/text.ts';
import type { ArmFunction, Call } from '../scope.ts';

/** What functions make, and how they look at what they are given. */
export const bool = (value: boolean, at: Place): Data => ({ kind: 'bool', value, at });
export const number = (value: number, at: Place): Data => ({ kind: 'number', value, at });
export const list = (items: Data[], at: Place): ListData => ({ kind: 'list', items, at });
export const map = (at: Place): MapData => ({ kind: 'map', entries: new Map(), at });

export const isText = (data: Data | undefined): data is StringData => data?.kind === 'string';
export const isList = (data: Data | undefined): data is ListData => data?.kind === 'list';
export const isMap = (data: Data | undefined): data is MapData => data?.kind === 'map';

/** The text where all of it is known. */
export const textOf = (data: Data | undefined): string | undefined =>
  data?.kind === 'string' && !data.value.includes(hole) ? data.value : undefined;
export const numberOf = (data: Data | undefined): number | undefined => (data?.kind === 'number' ? data.value : undefined);

/** A function of which the outcome is known only where all that it is given is. */
export const whole =
  (work: (given: Data[], call: Call) => Data | undefined): ArmFunction =>
  (given, call) =>
    given.some(one => whyUnknown(one)) ? undefined : work(given, call);

/** A function of texts. */
export const ofTexts = (work: (texts: string[], at: Place) => Data | undefined): ArmFunction =>
  whole((given, { at }) => {
    const texts = given.map(textOf);
    return texts.some(text => text === undefined) ? undefined : work(texts as string[], at);
  });

export const made = madeText;

/**
 * Whether what is not known of a text surely has no separator in it: ids of subscriptions, names of groups. Only then are its parts known
 * by their number.
 */
export const onePart = (data: StringData): boolean =>
  partsOf(data).every(
    ({ from }) => !('hole' in from) || /^(?:subscription|resourceGroup|managementGroup|tenant)\(.*\)\.\w+$/.test(from.hole.what),
  ) &&
  (holeIn(data) === undefined || data.parts !== undefined);
