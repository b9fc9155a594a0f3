import type { Data, MapData } from '@idlint/evaluate';
import type { Place, Uri } from '@idlint/model';

/** How a template sees the rest of the workspace. */
export interface World {
  /** The template at a path; undefined where there is none. */
  template(uri: Uri): MapData | undefined;
  /** The templates of the workspace whose paths end so. */
  endingIn(end: string): Uri[];
  /** Any document in YAML or JSON, such as AWS::Include puts in. */
  document(uri: Uri): Data | undefined;
  /** What some stack exports under a name. */
  exported(name: string, at: Place): Data;
}
