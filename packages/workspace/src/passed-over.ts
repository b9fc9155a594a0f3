import type { Uri } from '@idlint/model';

/** What was there and not looked at, and why: said in every report. */
export class PassedOver {
  readonly binary = new Set<Uri>();
  readonly huge = new Set<Uri>();
  /** Files and folders without permission. */
  readonly unreadable = new Set<Uri>();
  /** Listed, and gone when they were to be read. */
  readonly vanished = new Set<Uri>();
  /** Archives, and files in them, that were to be looked into and could not be: why, in words that follow the name. */
  readonly archives = new Map<Uri, string>();
  /** Other repositories' work trees inside of this one. */
  readonly nested = new Set<Uri>();
}
