import {
  type DocumentHead,
  type Reader,
  type ScanLimit,
  type Secret,
  type SecretScanner,
  type SourceDocument,
  type Uri,
  wideEncoding,
} from '@idlint/model';
import { contains } from './bytes.ts';
import type { Documents } from './documents.ts';
import { failedHere } from './way.ts';

/** What one look at a document's bytes tells. */
export interface Scan {
  /** Names of the readers that claim it. */
  claims: readonly string[];
  secrets: readonly Secret[];
  /** Whether it may hold suppressions. */
  directives: boolean;
  /** Where the search for secrets stopped. */
  limits?: readonly ScanLimit[];
  /** Set where it could not be looked at. */
  failed?: string;
}

const nothing: readonly never[] = [];

export interface Scanning {
  readers: readonly Reader[];
  scanner: SecretScanner;
  documents: Pick<Documents, 'glance' | 'keepLines' | 'drop'>;
  /** Called where a parser that is not loaded would judge better. */
  wants(uri: Uri, load: () => Promise<void>): void;
  onBug(error: unknown, what: string): void;
}

/** @returns what is worth remembering, if anything, and the size in bytes */
export function scan(uri: Uri, scanning: Scanning): { scan?: Scan; size: number } {
  const { documents, scanner } = scanning;
  const document = documents.glance(uri, scanner.room?.());
  if (!document) return { scan: { claims: nothing, secrets: nothing, directives: false, failed: 'could not be read' }, size: 0 };
  const size = document.bytes.length;
  const result = look(document, scanning);
  // Somebody will ask where they stand.
  if (result.secrets.length > 0) documents.keepLines(document);
  if (result.claims.length > 0 || result.secrets.length > 0 || result.directives || result.limits || result.failed)
    return { scan: result, size };
  documents.drop(uri);
  return { size };
}

function look(document: SourceDocument, scanning: Scanning): Scan {
  const { readers, scanner, wants, onBug } = scanning;
  const { uri } = document;
  const result: Scan = { claims: nothing, secrets: nothing, directives: false };
  if (readers.length > 0) claim(document, scanning, result);
  try {
    const { secrets, directives, load, limits } = scanner.scan(document);
    result.directives = directives ?? headOf(document).contains('idlint-');
    if (secrets.length > 0) result.secrets = secrets;
    if (limits) result.limits = limits;
    if (load) wants(uri, load);
  } catch (error) {
    onBug(error, `secrets of ${uri}`);
    result.directives = headOf(document).contains('idlint-');
    result.failed = 'the search for secrets failed here, which is a bug of idlint';
  }
  return result;
}

/** What readers are told of a document when they are asked whether they read it. */
function claim(document: SourceDocument, { readers, onBug }: Scanning, result: Scan): void {
  const head = headOf(document);
  const claims: string[] = [];
  for (const reader of readers) {
    try {
      if (reader.claims(head)) claims.push(reader.name);
    } catch (error) {
      onBug(error, `${reader.name} claims ${document.uri}`);
      result.failed = failedHere(reader);
    }
  }
  if (claims.length > 0) result.claims = claims;
}

export function headOf(document: SourceDocument): DocumentHead {
  const { uri, bytes } = document;
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return { uri, name, extension, contains: wideEncoding(bytes) ? ascii => document.text.includes(ascii) : ascii => contains(bytes, ascii) };
}
