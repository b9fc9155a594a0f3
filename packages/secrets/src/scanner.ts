import {
  gravity,
  type Host,
  type Level,
  type Secret,
  type SecretRule,
  type SecretScan,
  type SecretScanner,
  type SourceDocument,
} from '@idlint/model';
import { type Candidate, type Hit, scores } from './candidate.ts';
import { isInUse, isKept } from './context/files.ts';
import { isTestPath } from './context/form.ts';
import { findInContext } from './context/index.ts';
import { contextWords } from './context/words.ts';
import { keystoreIn } from './keystore.ts';
import { factsOf, merge } from './merge.ts';
import { toText } from './offsets.ts';
import { pair } from './pair.ts';
import { find } from './pattern/find.ts';
import { type KindTable, tableOf } from './pattern/kinds.ts';
import { createPrefilter, type Literal, literalOf, type Prefilter } from './prefilter/index.ts';

/** The scanner for these rules. Tables are made with the first document. */
export function createScanner(rules: SecretRule[], host: Host): SecretScanner {
  let machine: Machine | undefined;
  return {
    rules: rules.map(({ secrets: _, revoke: __, inTests: ___, ...meta }) => ({ ...meta, family: 'secrets' })),
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
  /** Levels in files of tests, by rule. */
  inTests: ReadonlyMap<string, Level>;
  /** What providers' tokens begin with. */
  prefixes: ReadonlySet<string>;
}

function build(rules: SecretRule[]): Machine {
  const kinds = tableOf(rules);
  const literals = [...kinds.literals, ...contextWords.map(wordLiteral)];
  const prefixes = new Set(kinds.literals.map(({ text }) => text).filter(text => text.length >= 4 && /[-_]$/.test(text)));
  const inTests = new Map(rules.flatMap(({ id, inTests: level }) => (level ? [[id, level] as const] : [])));
  return { kinds, literals, prefilter: createPrefilter(literals), prefixes, inTests };
}

/** A word of the context, told where a value may follow it. */
export const wordLiteral = (word: string): Literal => ({
  ...literalOf(word, 'anywhere'),
  ...(word === '://' ? { guard: 'userinfo' } : word === ' by ' ? { guard: 'identified' } : word.includes(' ') ? {} : { guard: 'given' }),
});

const nothing: SecretScan = { secrets: [] };

function scan({ kinds, literals, prefilter, prefixes, inTests }: Machine, document: SourceDocument, host: Host): SecretScan {
  const keystore = keystoreIn(document, host);
  if (keystore) return { secrets: eased([keystore], document, inTests) };
  const bytes = utf8Of(document);
  if (!bytes) return nothing;
  const found = prefilter.find(bytes);
  const firstWord = kinds.literals.length;
  // Files that programs read credentials from hold some without a name beside them.
  const kept = isKept(document.uri) || isInUse(document.uri);
  if (found.anywhere.length === 0 && found.window.length === 0 && !kept) return nothing;

  const { text } = document;
  const candidates: Candidate[] = [];
  const hits: Hit[] = [];
  for (const pairs of [found.anywhere, found.window]) {
    const offset = found.ascii ? undefined : toText(document, bytes, prefilter);
    for (let i = 0; i < pairs.length; i += 2) {
      const number = pairs[i]!;
      const at = offset ? offset(pairs[i + 1]!) : pairs[i + 1]!;
      const literal = literals[number]!.text;
      if (number >= firstWord) hits.push({ word: literal, at });
      else find(kinds.byLiteral[number]!, text, at, literal.length, host, candidates);
    }
  }
  const context = hits.length > 0 || kept ? findInContext(document, hits) : undefined;
  if (context)
    candidates.push(...context.candidates.filter(candidate => candidate.score > scores.assigned || !misshapen(candidate.value, prefixes)));
  const load = context?.load;
  if (candidates.length === 0) return load ? { secrets: [], load } : nothing;
  const secrets = factsOf(document, pair(merge(candidates, host)), host);
  return { secrets: eased(secrets, document, inTests), ...(load ? { load } : {}) };
}

/** In a file of tests, at most of the level that the rule has there. */
function eased(secrets: Secret[], { uri }: SourceDocument, inTests: ReadonlyMap<string, Level>): Secret[] {
  if (secrets.length === 0 || !isTestPath(uri)) return secrets;
  return secrets.map(secret => {
    const level = inTests.get(secret.rule);
    return level && gravity[level] < gravity[secret.level ?? 'error'] ? { ...secret, level } : secret;
  });
}

/**
 * Whether a value begins as a provider's tokens do. One that is whole has been found by its form, which says more; what is left is cut short,
 * made up or masked.
 */
function misshapen(value: string, prefixes: ReadonlySet<string>): boolean {
  const head = value.slice(0, 32);
  for (let at = head.search(/[-_]/); at >= 0; at = nextMark(head, at + 1)) if (at >= 3 && prefixes.has(head.slice(0, at + 1))) return true;
  return false;
}

function nextMark(text: string, from: number): number {
  const found = text.slice(from).search(/[-_]/);
  return found < 0 ? -1 : from + found;
}

/** UTF-16 is turned into UTF-8; undefined for what is no text. */
function utf8Of(document: SourceDocument): Uint8Array | undefined {
  const { bytes } = document;
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return new TextEncoder().encode(document.text);
  return bytes.subarray(0, 8192).includes(0) ? undefined : bytes;
}
