/** Secrets known by where they stand: a literal given to a credential's name, a URL's password, a header. */
import type { SourceDocument } from '@idlint/model';
import type { Candidate, Hit } from '../candidate.ts';

export interface ContextFindings {
  candidates: Candidate[];
  /** Set where a parser that is not loaded yet would judge better. */
  load?: () => Promise<void>;
}

export function findInContext(_document: SourceDocument, _hits: Hit[]): ContextFindings {
  return { candidates: [] };
}
