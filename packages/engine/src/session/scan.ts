import type { DocumentHead, Reader, Secret, SecretScanner, Uri } from '@idlint/model';
import { contains } from './bytes.ts';
import type { Documents } from './documents.ts';
import { failedHere } from './way.ts';

/** What one look at a document's bytes tells: the only thing that is remembered of a document in which nothing is found. */
export interface Scan {
  /** Names of the readers that claim it. */
  claims: readonly string[];
  secrets: readonly Secret[];
  /** Whether it may hold suppressions. */
  directives: boolean;
  /** Set where it could not be looked at. */
  failed?: string;
  /** Its size in bytes. */
  size: number;
}

const nothing: readonly never[] = [];

export interface Scanning {
  readers: readonly Reader[];
  scanner: SecretScanner;
  documents: Documents;
  /** Called where a parser that is not loaded would judge better; recorded, so that it is scanned again once it is. */
  wants(load: () => Promise<void>): void;
  onBug(error: unknown, what: string): void;
}

export function scan(uri: Uri, { readers, scanner, documents, wants, onBug }: Scanning): Scan | undefined {
  if (!documents.has(uri)) return undefined;
  const document = documents.peek(uri);
  if (!document) return { claims: nothing, secrets: nothing, directives: false, failed: 'could not be read', size: 0 };
  const head = headOf(uri, document.bytes);
  const result: Scan = { claims: nothing, secrets: nothing, directives: head.contains('idlint-'), size: document.bytes.length };
  const claims: string[] = [];
  for (const reader of readers) {
    try {
      if (reader.claims(head)) claims.push(reader.name);
    } catch (error) {
      onBug(error, `${reader.name} claims ${uri}`);
      result.failed = failedHere(reader);
    }
  }
  if (claims.length > 0) result.claims = claims;
  try {
    const { secrets, load } = scanner.scan(document);
    if (secrets.length > 0) result.secrets = secrets;
    if (load) wants(load);
  } catch (error) {
    onBug(error, `secrets of ${uri}`);
    result.failed = 'the search for secrets failed here, which is a bug of idlint';
  }
  if (claims.length === 0 && result.secrets.length === 0) documents.drop(uri);
  return result;
}

function headOf(uri: Uri, bytes: Uint8Array): DocumentHead {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return { uri, name, extension: dot < 0 ? '' : name.slice(dot + 1).toLowerCase(), contains: ascii => contains(bytes, ascii) };
}
