/** What the prefilter may pass over for a name's sake. */
import { type Need, needs } from '../prefilter/value.ts';
import { judgeName } from './names.ts';
import { takesUser } from './places.ts';

/** What a name asks of a value, so that `judgeValue` may make something of it. */
export function needOf(written: string): Need {
  // A header and a call that `places.ts` reads, whatever the name is worth otherwise.
  if (/authorization$|networkcredential$/i.test(written)) return needs.token;
  if (takesUser.test(written)) return needs.some;
  const name = written.replace(/^[-.$]+/, '').replace(/[-.]+$/, '');
  const judged = name.length < 3 ? undefined : judgeName(name);
  if (!judged) return needs.none;
  // A word that somebody chose may sign what an application gives out, see `signs-in.ts`.
  if (judged.strength === 'sure' && (judged.kind === 'password' || /secret$/i.test(name))) return needs.some;
  return judged.strength === 'maybe' ? needs.long : needs.token;
}
