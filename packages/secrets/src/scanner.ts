import type { Host, SecretRule, SecretScan, SecretScanner, SourceDocument } from '@idlint/model';
import type { Candidate, Hit } from './candidate.ts';
import { isKept } from './context/files.ts';
import { findInContext } from './context/index.ts';
import { contextWords } from './context/words.ts';
import { keystoreIn } from './keystore.ts';
import { factsOf, merge } from './merge.ts';
import { toText } from './offsets.ts';
import { find } from './pattern/find.ts';
import { type KindTable, tableOf } from './pattern/kinds.ts';
import { createPrefilter, type FoundPairs, type Literal, literalOf, type Prefilter } from './prefilter/index.ts';

/** The scanner for these rules. Tables are made with the first document. */
export function createScanner(rules: SecretRule[], host: Host): SecretScanner {
  let machine: Machine | undefined;
  return {
    rules: rules.map(({ secrets: _, revoke: __, ...meta }) => ({ ...meta, family: 'secrets' })),
    scan: document => {
      machine ??= build(rules);
      return scan(machine, document, host);
    },
  };
}

interface Machine {
  kinds: KindTable;
  literals: Literal[];
  prefilter: Prefilter;
}

function build(rules: SecretRule[]): Machine {
  const kinds = tableOf(rules);
  const literals = [...kinds.literals, ...contextWords.map(word => literalOf(word, 'anywhere'))];
  return { kinds, literals, prefilter: createPrefilter(literals) };
}

const nothing: SecretScan = { secrets: [] };

function scan({ kinds, literals, prefilter }: Machine, document: SourceDocument, host: Host): SecretScan {
  const keystore = keystoreIn(document, host);
  if (keystore) return { secrets: [keystore] };
  const bytes = utf8Of(document);
  if (!bytes) return nothing;
  const found = prefilter.find(bytes);
  if (found.anywhere.length === 0 && found.window.length === 0 && !isKept(document.uri)) return nothing;

  const { text } = document;
  const candidates: Candidate[] = [];
  const hits: Hit[] = [];
  const firstWord = kinds.literals.length;
  const each = (pairs: FoundPairs): void => {
    const offset = found.ascii ? (at: number) => at : toText(document, bytes);
    for (let i = 0; i < pairs.length; i += 2) {
      const number = pairs[i]!;
      const at = offset(pairs[i + 1]!);
      const literal = literals[number]!.text;
      if (number >= firstWord) hits.push({ word: literal, at });
      else for (const kind of kinds.byLiteral[number]!) find(kind, text, at, literal.length, host, candidates);
    }
  };
  each(found.anywhere);
  each(found.window);
  const context = hits.length > 0 || isKept(document.uri) ? findInContext(document, hits) : undefined;
  if (context) candidates.push(...context.candidates);
  return { secrets: factsOf(document, merge(candidates), host), ...(context?.load ? { load: context.load } : {}) };
}

/** UTF-16 is turned into UTF-8; undefined for what is no text. */
function utf8Of(document: SourceDocument): Uint8Array | undefined {
  const { bytes } = document;
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return new TextEncoder().encode(document.text);
  return bytes.subarray(0, 8192).includes(0) ? undefined : bytes;
}
