import type { Data, MapData } from '@idlint/evaluate';
import type { Gap, Place, Why } from '@idlint/model';

/** One resource of a template, its properties worked out. */
export interface CfnResource {
  /** The logical id. */
  id: string;
  /** What a person calls it: the path of its construct where CDK made the template, else the logical id. */
  called: string;
  type: string;
  properties: MapData;
  /** The logical id's place. */
  at: Place;
  exists: true | Why;
  /** SAM's connectors that stand inside of it. */
  connectors?: Data;
}

/** What the mappers of each service are given. */
export interface Template {
  /** The template's path; of a nested one, that of the outermost and the logical ids that lead to it: `app.yaml#Network`. */
  scope: string;
  resources: CfnResource[];
  /** Where it is nested, the nearest first. */
  through: Place[];
  gaps: Gap[];
}

/** What every evaluation of one unit shares, so that hostile input costs a bounded time however it is spread. */
export interface Budget {
  /** Parts of values that may yet be worked out. */
  steps: number;
  /** Resources that may yet be read. */
  resources: number;
}

export const newBudget = (): Budget => ({ steps: 2_000_000, resources: 10_000 });
