/**
 * Decoding: base64, hexadecimal, escapes, and one inside of another. What is encoded in a document becomes one text (a layer), which is
 * looked through as a document is; what is found there stands in the document where it is encoded.
 */
import type { ScanLimit } from '@idlint/model';
import { escapedAt } from './escapes.ts';
import { type Decoded, Layer, longest as longestLayer, plain } from './layer.ts';
import { longest as longestRun, type Run, runAt } from './runs.ts';

export { escapeWords } from './escapes.ts';
export type { Layer } from './layer.ts';
export { type Run, utf8 } from './runs.ts';

/** How often a text may be encoded: base64 of a JSON string in a JSON string in base64. */
export const deepest = 4;

export interface Places {
  /** Where base64 or hexadecimal begins, as the prefilter tells; ascending. */
  runs: number[];
  /** Where escapes stand; ascending. */
  escapes: number[];
}

export interface Opened {
  layer: Layer;
  runs: Run[];
  /** Whether the document shows the same text, but for what is encoded. */
  shown: boolean;
  limits: ScanLimit[];
}

export const tooDeep = `text that is encoded more than ${deepest} times over is not decoded`;
const tooMuch = `what is encoded in a file beyond ${longestLayer >> 20} MiB of text is not decoded`;
const tooLong = `a text that is encoded in more than ${longestRun >> 10} KiB is decoded no further`;

/** The layer of a text; undefined where its places mean nothing. Bounded, whatever the text. */
export function open(text: string, places: Places): Opened | undefined {
  const layer = new Layer();
  const runs: Run[] = [];
  const limits: ScanLimit[] = [];
  let done = 0;
  for (const at of places.runs) {
    if (at < done) continue;
    if (layer.isFull) {
      limits.push({ at, message: tooMuch });
      break;
    }
    const run = runAt(text, at);
    if (!run) continue;
    if (run.cut) limits.push({ at, message: tooLong });
    done = run.end;
    runs.push(run);
    layer.add(inItsPlace(text, run));
  }
  done = 0;
  for (const at of places.escapes) {
    if (at < done) continue;
    if (layer.isFull) {
      limits.push({ at, message: tooMuch });
      break;
    }
    const decoded = escapedAt(text, at, done);
    if (!decoded) continue;
    done = decoded.end;
    if (decoded.stretches.some(stretch => stretch.decoded)) layer.add(decoded);
  }
  return layer.text ? { layer, runs, shown: true, limits } : undefined;
}

/** How far back on its line the name may stand that a value is given to. */
const nameReach = 160;

/** A value of one line with the name that it is given to; what has several lines is a text of its own. */
function inItsPlace(text: string, run: Run): Decoded {
  const value = run.text.trimEnd();
  // A part of a longer token, as of a JSON Web Token, is given to no name.
  if (value.includes('\n') || /[\w.+/-]/.test(text[run.start - 1] ?? '')) return run;
  const before = Math.max(0, run.start - nameReach);
  const from = before + text.slice(before, run.start).lastIndexOf('\n') + 1;
  const lead = text.slice(from, run.start);
  // What closes it, so that the value ends there.
  const tail = /^(?:\\?["'`]|<\/[\w:-]{0,40}>?)?/.exec(text.slice(run.end, run.end + 48))![0];
  const valueEnd = lead.length + value.length;
  return {
    text: lead + value + tail,
    stretches: [
      ...(lead ? [plain(0, from, lead.length)] : []),
      ...run.stretches.map(stretch => ({ ...stretch, inner: stretch.inner + lead.length })).filter(({ inner }) => inner < valueEnd),
      ...(tail ? [plain(valueEnd, run.end, tail.length)] : []),
    ],
  };
}
