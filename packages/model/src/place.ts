import type { Uri } from './source.ts';

/**
 * The part of a document that offsets are counted from: a top-level block of HCL, a document of a YAML stream. The empty string is
 * the whole file. Its name survives edits elsewhere in the file (`resource.aws_iam_role.deploy`, `1`), so that an inserted line
 * shifts no cached fact: the Part of the document knows where each segment starts now.
 */
export type Segment = string;

/** Where something is written. Offsets are UTF-16 code units from the start of the segment; `end` is the first one outside. */
export interface Place {
  uri: Uri;
  segment: Segment;
  start: number;
  end: number;
}

export const placeOf = (uri: Uri, start: number, end: number, segment: Segment = ''): Place => ({ uri, segment, start, end });

export const samePlace = (a: Place, b: Place): boolean =>
  a.start === b.start && a.end === b.end && a.uri === b.uri && a.segment === b.segment;
