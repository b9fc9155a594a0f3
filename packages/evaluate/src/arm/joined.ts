import type { Place } from '@idlint/model';
import type { Data, StringData } from '../data.ts';
import { joinTexts } from '../hcl/text.ts';
import { longestText, overLimit } from '../hcl/work.ts';

/** Strings one after another, as long as what they make is not too long. */
export function joined(pieces: StringData[], at: Place): Data {
  let length = 0;
  for (const { value } of pieces) length += value.length;
  return length > longestText ? overLimit('a text this long', at) : joinTexts(pieces, at);
}
