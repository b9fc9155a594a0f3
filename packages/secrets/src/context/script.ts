import type { SourceDocument } from '@idlint/model';
import type { ScriptReader } from '@idlint/syntax/javascript';
import type { Candidate } from '../candidate.ts';
import { aboutField, isPlainlyGiven } from './plain.ts';

/** Readers that have been loaded, by extension, and how the others are: the same for many documents, so that it is done once. */
const readers = new Map<string, ScriptReader>();
const loads = new Map<string, () => Promise<void>>();

const extensionOf = (uri: string): string | undefined => /\.([cm]?[jt]sx?)$/.exec(uri)?.[1];

export interface Confirmed {
  candidates: Candidate[];
  load?: () => Promise<void>;
}

/**
 * What is doubtful in TypeScript and JavaScript is asked of a parser: whether the text is a literal there at all, and what it is there for. Only then
 * is one loaded; until it is, the lexical judgement stands.
 */
export function confirmed({ uri, text }: SourceDocument, candidates: Candidate[]): Confirmed {
  const extension = extensionOf(uri);
  if (!extension) return { candidates };
  const doubtful = new Set(candidates.filter(each => isDoubtful(each) && !isPlainlyGiven(text, each)));
  if (doubtful.size === 0) return { candidates };
  const read = readers.get(extension);
  if (!read) return { candidates, load: loadOf(uri, extension) };
  const uses = read(text);
  if (!uses) return { candidates, ...(read.more && { load: read.more }) };
  return {
    candidates: candidates.filter(candidate => {
      if (!doubtful.has(candidate)) return true;
      const use = uses.find(({ start, end }) => start <= candidate.start && candidate.end <= end);
      if (!use) return true;
      const { role, through } = use;
      if (role.is === 'import' || role.is === 'type' || role.is === 'directive' || role.is === 'key') return false;
      if (role.is === 'attribute' && aboutField.has(role.name)) return false;
      return !through?.includes('joined');
    }),
  };
}

const isDoubtful = ({ confidence, called }: Candidate): boolean => called !== undefined && confidence !== 'high';

function loadOf(uri: string, extension: string): () => Promise<void> {
  let load = loads.get(extension);
  if (!load) {
    load = async () => {
      const { scriptReader } = await import('@idlint/syntax/javascript');
      const reader = await scriptReader(uri);
      if (reader) readers.set(extension, reader);
    };
    loads.set(extension, load);
  }
  return load;
}
