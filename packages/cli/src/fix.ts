import type { Session } from '@idlint/engine';
import type { Finding, Fix, TextEdit, Uri } from '@idlint/model';
import { SourceDocument } from '@idlint/model';

/** Text that a round of fixes brings forth may hold a fault that can be fixed as well; this ends what would go on for ever. */
const rounds = 10;

/** What the safe fixes made of the documents. */
export interface Fixed {
  /** Old and new text of each document that changed. */
  texts: Map<Uri, { before: string; after: string }>;
  /** How many findings were mended. */
  count: number;
  /** Documents that stay as they are, because their bytes would not survive: not UTF-8. */
  left: Uri[];
}

/**
 * Applies safe fixes in rounds: all that do not touch each other, then the workspace is linted again with the new texts, until none is
 * left. The session shows the new texts afterwards.
 * @param findings gives what may be fixed now
 */
export async function fix(session: Session, read: (uri: Uri) => Uint8Array | undefined, findings: () => Finding[]): Promise<Fixed> {
  const texts: Fixed['texts'] = new Map();
  const left = new Set<Uri>();
  let count = 0;
  const textOf = (uri: Uri): string | undefined => {
    const known = texts.get(uri);
    if (known) return known.after;
    const bytes = read(uri);
    if (!bytes) return undefined;
    const { text } = new SourceDocument(uri, bytes);
    if (survives(bytes, text)) return text;
    left.add(uri);
    return undefined;
  };
  for (let round = 0; round < rounds; round++) {
    const fixes = findings().flatMap(finding => (finding.fix?.safety === 'safe' && !finding.suppressed ? [finding.fix] : []));
    const edits = new Map<Uri, TextEdit[]>();
    for (const each of fixes) {
      if (!each.edits.every(edit => textOf(edit.uri) !== undefined)) continue;
      if (take(each, edits)) count++;
    }
    if (!edits.size) break;
    for (const [uri, each] of edits) {
      const before = textOf(uri)!;
      const after = applied(before, each);
      texts.set(uri, { before: texts.get(uri)?.before ?? before, after });
      session.overlay(uri, after);
    }
    await session.load();
  }
  return { texts, count, left: [...left] };
}

/** Takes a fix whole or, where it touches one that was taken already, not in this round. */
function take({ edits }: Fix, taken: Map<Uri, TextEdit[]>): boolean {
  const touches = (a: TextEdit, b: TextEdit) => a.start <= b.end && b.start <= a.end;
  if (!edits.length || edits.some(edit => taken.get(edit.uri)?.some(other => touches(edit, other)))) return false;
  for (const edit of edits) taken.set(edit.uri, [...(taken.get(edit.uri) ?? []), edit]);
  return true;
}

function applied(text: string, edits: TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** A byte order mark is no part of the text, and stands again before it when it is written. */
const mark = [0xef, 0xbb, 0xbf] as const;
const marked = (bytes: Uint8Array): boolean => mark.every((byte, index) => bytes[index] === byte);

const survives = (bytes: Uint8Array, text: string): boolean => Buffer.from(encode(text, bytes)).equals(bytes);

/** The bytes of a text, with the mark that the old bytes had. */
export function encode(text: string, old: Uint8Array): Uint8Array {
  const bytes = Buffer.from(text);
  return marked(old) ? Buffer.concat([Buffer.from(mark), bytes]) : bytes;
}
