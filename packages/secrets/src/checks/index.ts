/** Checksums and structures that providers build into their tokens, verified offline. */
import type { Host } from '@idlint/model';
import { crc32Suffix } from './github.ts';

export interface CheckContext {
  host: Host;
  /** The document. */
  text: string;
}

export interface Verdict {
  /** True where it is proven, false where the provider never made it; undefined where the form can't tell. */
  valid?: boolean;
  /** What it says of itself, for people: `AWS account 123456789012`. */
  known?: string[];
  /** Why it is none to worry about. */
  harmless?: string;
  /** It is something else than a secret of this kind. */
  other?: true;
}

export type Check = (value: string, groups: Record<string, string | undefined>, context: CheckContext) => Verdict;

export const checks: Record<string, Check> = {
  'crc32-suffix': crc32Suffix,
};
