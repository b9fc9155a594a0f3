import type { Level, Preset } from '@idlint/model';
import type { Format } from '@idlint/report';

/** What `idlint check` was given, as commander hands it over. */
export interface CheckOptions {
  format?: Format;
  output?: string;
  failOn: Level | 'never';
  preset?: Preset;
  select?: string[];
  ignore?: string[];
  fix?: boolean;
  diff?: boolean;
  archives?: boolean;
  staged?: boolean;
  since?: string;
  /** `true` without a range: all of it. */
  history?: string | true;
  /** Ask providers whether the secrets are still good. */
  verify?: boolean;
  stdinFilename?: string;
  config?: string;
  showConfig?: string;
  /** `false` for `--no-baseline`. */
  baseline?: string | false;
  quiet?: boolean;
  requireCoverage?: boolean;
  now?: Date;
  /** How many look at files at once; worked out where it is left out. */
  threads?: number;
}
