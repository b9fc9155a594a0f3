import type { Data } from '@idlint/evaluate';
import type { Part, Place, Segment } from '@idlint/model';

interface Fault {
  at: Place;
  message: string;
}

/** A part that holds all that its documents say. */
export interface DataPart extends Part {
  documents: Data[];
}

/** What was read of a file in YAML or JSON, as a part. */
export const partOf = (documents: { segment?: Segment; offset?: number; data: Data; faults: Fault[] }[]): DataPart => ({
  segments: Object.fromEntries([['', 0], ...documents.map(({ segment = '', offset = 0 }) => [segment, offset])]),
  faults: documents.flatMap(({ faults }) => faultsOf(faults)),
  documents: documents.map(({ data }) => data),
});

/** What a parser or an evaluation found wrong, as parts tell it. */
export const faultsOf = (faults: readonly Fault[]): Part['faults'] =>
  faults.map(({ at, message }) => ({ segment: at.segment, start: at.start, end: at.end, message }));
