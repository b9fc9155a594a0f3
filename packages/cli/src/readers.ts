import type { Reader } from '@idlint/model';
import { readers } from '@idlint/readers';
import { inArchive } from '@idlint/workspace';

/** What is packed away declares nothing: it is looked through for secrets only. */
const outsideOfArchives = (reader: Reader): Reader => ({ ...reader, claims: head => !inArchive(head.uri) && reader.claims(head) });

/** Every reader, as a run over files wants it. */
export const readersHere: Reader[] = readers.map(outsideOfArchives);
