import type { FunctionDefinition } from '../define.ts';
import { builtins } from './builtins.ts';
import { dates } from './dates.ts';
import { dicts } from './dicts.ts';
import { encodings } from './encodings.ts';
import { helm } from './helm.ts';
import { lists } from './lists.ts';
import { logic } from './logic.ts';
import { math } from './math.ts';
import { paths } from './paths.ts';
import { randoms } from './random.ts';
import { regexes } from './regex.ts';
import { semver } from './semver.ts';
import { strings } from './strings.ts';

/** All that a template of Helm may call: the language's own functions, some of which sprig replaces, sprig's, and Helm's. */
export const helmFunctions: Record<string, FunctionDefinition> = {
  ...builtins,
  ...strings,
  ...math,
  ...lists,
  ...dicts,
  ...logic,
  ...encodings,
  ...regexes,
  ...paths,
  ...semver,
  ...dates,
  ...randoms,
  ...helm,
};
