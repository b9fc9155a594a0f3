/** Secrets known by where they stand: a literal given to a credential's name, a URL's password, a header, a command, a statement. */
import type { SourceDocument } from '@idlint/model';
import { type Candidate, type Hit, scores } from '../candidate.ts';
import { assignmentAt } from './assignment.ts';
import { isInUse } from './files.ts';
import { isTestPath, isTranslation, type Writing, writingOf } from './form.ts';
import { judgeName, type NameJudgement } from './names.ts';
import {
  authorization,
  curlUser,
  identifiedBy,
  networkCredential,
  ownScheme,
  type PlaceFound,
  passwordInUrl,
  secureString,
  userAndPassword,
} from './places.ts';
import { confirmed } from './script.ts';
import { argumentOf } from './shapes.ts';
import { signsIn } from './signs-in.ts';
import { isChosenWord, judgeValue, type ValueJudgement } from './values.ts';
import { tellsPlace } from './words.ts';

export interface ContextFindings {
  candidates: Candidate[];
  /** Set where a parser that is not loaded yet would judge better. */
  load?: () => Promise<void>;
}

export function findInContext(document: SourceDocument, hits: Hit[]): ContextFindings {
  const { text, uri } = document;
  const writing = writingOf(uri);
  const test = isTestPath(uri);
  const inUse = isInUse(uri);
  const translated = isTranslation(uri);
  const declares = /\.tf$/i.test(uri);
  // `input[type="password"]:focus`: a style sheet speaks of fields and gives nothing to them.
  const styles = /\.(?:css|scss|sass|less|styl)$/i.test(uri);
  const byStart = new Map<number, Candidate>();
  for (const hit of hits) {
    const found = placeAt(text, hit);
    const candidate = found
      ? candidateOf(found, test)
      : tellsPlace(hit.word) || styles
        ? undefined
        : assigned(text, hit, { writing, test, inUse, translated, declares });
    if (!candidate) continue;
    const before = byStart.get(candidate.start);
    if (!before || before.score < candidate.score) byStart.set(candidate.start, candidate);
  }
  return confirmed(
    document,
    [...byStart.values()].sort((a, b) => a.start - b.start),
  );
}

function placeAt(text: string, { word, at }: Hit): PlaceFound | undefined {
  if (word === '://') return passwordInUrl(text, at);
  if (word === 'bearer ' || word === 'basic ') return authorization(text, at);
  if (word === 'curl ') return curlUser(text, at);
  if (word === 'auth') return ownScheme(text, at) ?? userAndPassword(text, at);
  if (word === 'pass') return userAndPassword(text, at);
  if (word === 'credential') return networkCredential(text, at) ?? userAndPassword(text, at);
  if (word === 'securestring') return secureString(text, at);
  return word === ' by ' ? identifiedBy(text, at) : undefined;
}

function candidateOf({ mild, known, ...found }: PlaceFound, test: boolean): Candidate {
  return { ...found, known: known ?? [], score: scores.place, ...(mild || test ? { level: 'note' } : {}) };
}

/** What a document's name says of the values in it. */
interface Kept {
  writing: Writing;
  test: boolean;
  inUse: boolean;
  /** Texts for people: a value without a digit is a word of theirs. */
  translated: boolean;
  /** What is written there is made so. */
  declares: boolean;
}

function assigned(text: string, { at }: Hit, { writing, test, inUse, translated, declares }: Kept): Candidate | undefined {
  const assignment = assignmentAt(text, at, writing);
  if (!assignment) return undefined;
  if (translated && !/\d/.test(assignment.value)) return undefined;
  // What only says its own name again stands in for a value.
  if (bare(assignment.name).endsWith(bare(assignment.value))) return undefined;
  const name: NameJudgement | undefined =
    assignment.header && /^authorization$/i.test(assignment.name) ? { kind: 'token', strength: 'sure' } : judgeName(assignment.name);
  if (assignment.call && !judgeName(argumentOf(assignment.name))) return undefined;
  if (assignment.header && name?.kind !== 'token') return undefined;
  if (!name || (assignment.compared && name.strength !== 'sure')) return undefined;
  const { quoted, prose } = assignment;
  const value: ValueJudgement | undefined =
    judgeValue(assignment.value, name, { quoted, prose, inUse, declared: declares && quoted && !prose }) ??
    (name.strength === 'sure' && isChosenWord(assignment.value, quoted) && signsIn(text, assignment, name)
      ? { confidence: 'low' }
      : undefined);
  if (!value) return undefined;
  const password = name.kind === 'password';
  return {
    start: assignment.start,
    end: assignment.end,
    value: assignment.value,
    rule: password ? 'hardcoded-password' : 'hardcoded-token',
    name: password ? 'Password' : 'Token or key',
    confidence: value.confidence,
    known: [],
    called: assignment.name,
    score: scores.assigned,
    ...(test || value.confidence === 'low' || (writing === 'code' && isDocumentation(text, assignment.start))
      ? { level: 'note' as const }
      : value.confidence === 'high'
        ? {}
        : { level: 'warning' as const }),
  };
}

/** A line of a comment that is printed as a page: of Javadoc and its kin, of Rust, or an example that RDoc indents; what was typed at a prompt. */
function isDocumentation(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 400), at);
  return /^\s*(?:\*\s|\/\/[/!]\s|#(?: {3,}|\t)|(?:iex(?:\(\d+\))?|irb|>>)>\s)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

const bare = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
