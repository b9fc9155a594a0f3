import type { Data, Found } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import type { Holds } from './conditions.ts';

/** What an intrinsic function may ask of the template that it stands in. */
export interface Working {
  work(data: Data): Data;
  /** What `Ref` gives. */
  named(name: string, at: Place): Data;
  /** What `Fn::GetAtt` gives; `path` is the attribute, which may have dots of its own. */
  attribute(resource: string, path: string | undefined, at: Place): Data;
  mapping(name: string): Found;
  /** Whether a condition of the template holds. */
  condition(name: Data): Holds;
  /** What another stack exports under this name. */
  imported(name: Data, at: Place): Data;
  /** Takes steps from what may be done for one template; false where nothing is left. */
  spend(steps: number): boolean;
}

/** Works out a call; undefined where what looks like one is none. */
export type IntrinsicFunction = (argument: Data, at: Place, working: Working) => Data | undefined;
