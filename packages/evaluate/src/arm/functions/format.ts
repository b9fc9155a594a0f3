import type { Place } from '@idlint/model';
import type { Data, StringData } from '../../data.ts';
import { holeText } from '../../hcl/text.ts';
import { sliceString } from '../../string.ts';
import { asText } from '../as-text.ts';
import { joined } from '../joined.ts';
import { made } from './values.ts';

/** `format('{0}-{1:D2}', …)`, .NET's composite formatting as far as templates use it; `{{` is a brace. */
export function formatted(template: StringData, given: Data[], at: Place): Data {
  const pieces: StringData[] = [];
  const mark = /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^}]*))?\}/g;
  let from = 0;
  for (const match of template.value.matchAll(mark)) {
    const [whole, index, , how] = match;
    if (match.index > from) pieces.push(sliceString(template, from, match.index));
    from = match.index + whole.length;
    const data = given[Number(index)];
    if (index === undefined) pieces.push(sliceString(template, match.index, match.index + 1));
    else if (data) pieces.push(how ? shaped(data, how, at) : asText(data));
    else pieces.push(holeText({ code: 'syntax', what: `format has no {${index}}`, at }, at));
  }
  if (from < template.value.length) pieces.push(sliceString(template, from, template.value.length));
  return joined(pieces, at);
}

function shaped(data: Data, how: string, at: Place): StringData {
  if (data.kind !== 'number') return asText(data);
  const [, letter, width = ''] = /^([dDxX])(\d*)$/.exec(how) ?? [];
  const zeros = /^0+$/.test(how) ? how.length : Number(width);
  if ((!letter && !/^0+$/.test(how)) || zeros > 100) return holeText({ code: 'unsupported', what: `the format ${how}`, at }, at);
  const digits = Math.abs(data.value)
    .toString(letter?.toLowerCase() === 'x' ? 16 : 10)
    .padStart(zeros, '0');
  return made(`${data.value < 0 ? '-' : ''}${letter === 'X' ? digits.toUpperCase() : digits}`, at);
}
