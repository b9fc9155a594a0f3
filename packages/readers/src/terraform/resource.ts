import type { MapData } from '@idlint/evaluate';
import type { Place, Uri, Why } from '@idlint/model';

/**
 * One instance of a resource or data block, its arguments worked out: what the mappers of each provider turn into facts. Nested
 * blocks stand in `body` as lists of maps under their type, as in Terraform's JSON syntax; dynamic blocks are already expanded.
 */
export interface TerraformResource {
  mode: 'managed' | 'data';
  /** `aws_iam_role`. */
  type: string;
  name: string;
  /** `module.ci["eu"].aws_iam_role.deploy[0]`: unique in its root module. */
  address: string;
  /** The root module's folder. */
  root: Uri;
  /** The folder whose file writes the block. */
  folder: Uri;
  body: MapData;
  /** The block's name label. */
  at: Place;
  /** The whole block, for what must point at it. */
  block: Place;
  exists: true | Why;
}

/**
 * The Names of a resource, made the same way from the declaration and from a reference to one of its attributes: a reference
 * (`aws_iam_role.deploy.arn`) evaluates to an unknown whose why is `{ code: 'reference', what: 'infra#aws_iam_role.deploy.arn' }`.
 */
export const terraformName = (root: Uri, address: string): string => `terraform:${root}#${address}`;
