import {
  type FactKey,
  gravity,
  type Host,
  type ScanLimit,
  type Secret,
  type SecretRule,
  type SecretScan,
  type SecretScanner,
  type SecretTables,
  SourceDocument,
  wideEncoding,
} from '@idlint/model';
import { type Candidate, type Hit, scores } from './candidate.ts';
import { isTestPath, writingOf } from './context/form.ts';
import { findInContext } from './context/index.ts';
import { wordsOf } from './context/names.ts';
import { deepest, type Opened, open, tooDeep } from './decode/index.ts';
import { surfaced } from './decode/surface.ts';
import { type Structure, structureOf } from './formats/index.ts';
import { keystoreIn } from './keystore.ts';
import { Machine } from './machine.ts';
import { factsOf, merge } from './merge.ts';
import { toText } from './offsets.ts';
import { pair } from './pair.ts';
import { find } from './pattern/find.ts';
import { misshapen } from './shape.ts';

/** A scanner that can also say the secrets themselves: for the one who asks their providers, and nobody else. */
export interface Revealer extends SecretScanner {
  /** By the keys of their facts. */
  reveal(document: SourceDocument): Map<FactKey, Revealed>;
}

export interface Revealed {
  value: string;
  /** The id that stands beside it and belongs to it (an AWS access key id). */
  id?: string;
}

/**
 * The scanner for these rules. Its tables are made with the first document.
 * @param tables of the same rules, where they are made already
 */
export function createScanner(rules: SecretRule[], host: Host, tables?: SecretTables): Revealer {
  let made: Machine | undefined;
  const machine = () => {
    made ??= new Machine(rules, host, tables);
    return made;
  };
  return {
    rules,
    scan: document => scan(machine(), document, host),
    room: () => machine().prefilter.room,
    reveal: document => reveal(machine(), document, host),
  };
}

const nothing: SecretScan = { secrets: [], directives: false };

/** What is in an archive (`a.zip!inner/.env`) is known by its own name as any other file. */
const unpacked = (document: SourceDocument): SourceDocument =>
  document.uri.includes('!') ? new SourceDocument(document.uri.replaceAll('!', '/'), document.bytes) : document;

function scan(machine: Machine, document: SourceDocument, host: Host): SecretScan {
  const keystore = keystoreIn(document, host);
  if (keystore) return { secrets: eased([keystore], unpacked(document), machine) };
  const looked = look(machine, unpacked(document), host, 0);
  if (looked === nowhere) return nothing;
  const { candidates, load, limits, directives } = looked;
  const secrets = factsOf(document, pair(merge(candidates, host)), host);
  return {
    secrets: eased(secrets, unpacked(document), machine),
    directives,
    ...(load ? { load } : {}),
    ...(limits.length > 0 ? { limits: limits.filter(({ message }, at) => limits.findIndex(each => each.message === message) === at) } : {}),
  };
}

function reveal(machine: Machine, document: SourceDocument, host: Host): Map<FactKey, Revealed> {
  const candidates = pair(merge(look(machine, unpacked(document), host, 0).candidates, host));
  const facts = factsOf(document, candidates, host);
  return new Map(
    candidates.map(({ value, related: [id] = [] }, index) => [
      facts[index]!.key,
      { value, ...(id ? { id: document.text.slice(id.start, id.end) } : {}) },
    ]),
  );
}

interface Look {
  candidates: Candidate[];
  load?: (() => Promise<void>) | undefined;
  limits: ScanLimit[];
  directives: boolean;
}

const nowhere: Look = { candidates: [], limits: [], directives: false };

/** @param depth how often the text is encoded in the document that is scanned */
function look(machine: Machine, document: SourceDocument, host: Host, depth: number): Look {
  const { literals, prefilter, firstWord, firstEscape, firstOfStructure, ownWord } = machine;
  const bytes = utf8Of(document);
  const found = prefilter.find(bytes, writingOf(document.uri) === 'code');
  // Files that programs read credentials from hold some without a name beside them.
  const kept = machine.inFiles.has(document.uri);
  if (found.anywhere.length === 0 && found.window.length === 0 && found.encoded.length === 0 && !kept) return nowhere;
  if (isBinary(bytes)) return nowhere;

  if (found.ascii && host.ascii && depth === 0 && bytes === document.bytes) document.know(host.ascii(bytes));
  const { text } = document;
  let candidates: Candidate[] = [];
  const limits: ScanLimit[] = [];
  const hits: Hit[] = [];
  const escapes: number[] = [];
  const words: string[] = [];
  let directives = false;
  const offsetIn = () => (found.ascii ? undefined : toText(document, bytes, prefilter));
  for (const pairs of [found.anywhere, found.window]) {
    const offset = offsetIn();
    for (let i = 0; i < pairs.length; i += 2) {
      const number = pairs[i]!;
      const at = offset ? offset(pairs[i + 1]!) : pairs[i + 1]!;
      const literal = literals[number]!;
      if (number === ownWord) directives = true;
      else if (number >= firstOfStructure) words.push(literal);
      else if (number >= firstEscape) escapes.push(at);
      else if (number >= firstWord) hits.push({ word: literal, at });
      else find(machine.kindsOf(number), text, at, literal.length, host, candidates);
    }
  }
  const runs = found.encoded.length > 0 ? found.encoded.map(offsetIn() ?? (at => at)) : found.encoded;
  if (kept) limits.push(...machine.inFiles.find(document, host, candidates));
  const structure = (words.length > 0 || hits.length > 0) && depth === 0 ? structureOf(document, hits, words) : undefined;
  const embedded = structure?.embedded;
  if (structure?.limit) limits.push({ at: 0, message: structure.limit });
  const context = hits.length > 0 && !embedded ? findInContext(document, hits) : undefined;
  if (context)
    candidates.push(
      ...context.candidates.filter(({ score, called, value }) => score > scores.assigned || !misshapen(called, value, machine.shapes)),
    );
  if (structure) candidates = [...candidates.filter(candidate => !isRead(candidate, structure)), ...structure.candidates];
  // The code of a notebook is read as code; what its cells put out holds tokens, but nobody named it.
  if (embedded) {
    const code = { ...embedded, runs: [], shown: false, limits: [] };
    const inner = within(machine, host, depth, code, document.uri.replace(/[^/]*$/, embedded.name));
    candidates = surfaced(text, candidates, code, inner.candidates);
    limits.push(...inner.limits);
  }
  const opened = runs.length > 0 || escapes.length > 0 ? open(text, { runs, escapes: escapes.sort((a, b) => a - b) }) : undefined;
  if (opened && depth === deepest) limits.push({ at: opened.layer.start, message: tooDeep });
  else if (opened) {
    // Its folder tells whether it is a test's; what it is written in says nothing of what it means.
    const inner = within(machine, host, depth, opened, isTestPath(document.uri) ? 'test/decoded' : 'decoded');
    candidates = surfaced(text, candidates, opened, inner.candidates);
    limits.push(...inner.limits);
  }
  return { candidates, load: context?.load, limits, directives };
}

/** What a layer holds, looked through as a document of that name, and where in the text that was not done. */
function within(machine: Machine, host: Host, depth: number, { layer, limits }: Opened, uri: string): Look {
  const inner = look(machine, new SourceDocument(uri, layer.text), host, depth + 1);
  const outer = (at: number): number => layer.outer(at, at + 1)?.start ?? layer.start;
  return { ...inner, limits: [...limits, ...inner.limits.map(({ at, message }) => ({ at: outer(at), message }))] };
}

/** Whether its format has judged a value that only its name had spoken for. */
const isRead = ({ score, start, end }: Candidate, { read }: Structure): boolean =>
  score <= scores.assigned && read.some(each => each.start <= start && end <= each.end);

/** In a file of tests, or where its name says that it is made up, at most of the level that the rule has in tests. */
function eased(secrets: Secret[], { uri }: SourceDocument, { inTests }: Machine): Secret[] {
  const test = isTestPath(uri);
  return secrets.map(secret => {
    const level = test || madeUp(secret.called) ? inTests.get(secret.rule) : undefined;
    return level && gravity[level] < gravity[secret.level ?? 'error'] ? { ...secret, level } : secret;
  });
}

const madeUp = (called = ''): boolean => wordsOf(called).some(word => /^(?:fake|dummy|mock|mocked|fixture)$/.test(word));

/** UTF-16 is turned into UTF-8. */
const utf8Of = (document: SourceDocument): Uint8Array =>
  wideEncoding(document.bytes) ? new TextEncoder().encode(document.text) : document.bytes;

const isBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 8192).includes(0);
