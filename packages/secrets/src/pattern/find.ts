/** Runs patterns where the prefilter's literals stand, and only there. */
import type { Host } from '@idlint/model';
import type { Candidate } from '../candidate.ts';
import { connects, isNamed, namesIdentifier } from './connects.ts';
import { judge } from './judge.ts';
import type { Kind } from './kinds.ts';

export interface Match {
  kind: Kind;
  /** UTF-16 offsets of the secret. */
  start: number;
  end: number;
  /** The whole match with its named groups. */
  groups: Record<string, string | undefined>;
}

/** How far a value may stand from the word that names it. */
const nearReach = 128;

/** Looks for one kind at one literal; `at` and `length` are the literal's. */
export function find(kind: Kind, text: string, at: number, length: number, host: Host, out: Candidate[]): void {
  const match =
    kind.way === 'leads' ? leading(kind, text, at) : kind.way === 'near' ? naming(kind, text, at, length) : holding(kind, text, at, length);
  if (!match) return;
  const { near } = kind;
  if (near && !near.test(lineBefore(text, match.start))) return;
  const candidate = judge(match, text, host);
  if (candidate) out.push(candidate);
}

function leading(kind: Kind, text: string, at: number): Match | undefined {
  const regex = kind.regex;
  regex.lastIndex = at;
  return regex.test(text) ? placed(kind, text, at) : undefined;
}

/** Boundaries look at what stands before a match. */
const margin = 8;

function holding(kind: Kind, text: string, at: number, length: number): Match | undefined {
  const from = Math.max(0, at - kind.reach - margin);
  const window = text.slice(from, at + length + kind.reach + margin);
  const regex = kind.regex;
  regex.lastIndex = 0;
  for (let match = regex.exec(window); match; match = regex.exec(window)) {
    const start = from + match.index;
    if (start > at) return undefined;
    if (start + match[0].length >= at + length) return placed(kind, text, start);
    regex.lastIndex = match.index + 1;
  }
  return undefined;
}

function naming(kind: Kind, text: string, at: number, length: number): Match | undefined {
  if (!isNamed(text, at, length)) return undefined;
  const from = at + length;
  const limit = from + nearReach + kind.reach;
  const window = text.slice(at, lineEnd(text, lineEnd(text, from, limit) + 1, limit));
  const regex = kind.regex;
  regex.lastIndex = length;
  for (let match = regex.exec(window); match && match.index - length <= nearReach; match = regex.exec(window)) {
    const found = placed(kind, text, at + match.index);
    const between = text.slice(from, found?.start);
    if (found && connects(between) && (kind.identifies || !namesIdentifier(between))) return found;
    regex.lastIndex = match.index + 1;
  }
  return undefined;
}

/** Where exactly the secret stands in a match that begins at `at`. */
function placed(kind: Kind, text: string, at: number): Match | undefined {
  const regex = kind.placing;
  regex.lastIndex = at;
  const match = regex.exec(text);
  if (!match) return undefined;
  const groups = match.groups ?? {};
  const place = match.indices!.groups?.secret ?? firstGroup(match);
  return { kind, start: place[0], end: place[1], groups };
}

/** The first group that took part: alternatives have one each. */
function firstGroup(match: RegExpExecArray): [number, number] {
  const indices = match.indices!;
  for (let i = 1; i < indices.length; i++) if (indices[i]) return indices[i]!;
  return indices[0]!;
}

function lineEnd(text: string, from: number, limit: number): number {
  if (from >= limit) return Math.min(limit, text.length);
  const end = text.slice(from, limit).indexOf('\n');
  return end < 0 ? Math.min(limit, text.length) : from + end;
}

/** What stands before on the line, and the line above. */
const lineBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - nearReach), at);
  const line = before.lastIndexOf('\n');
  return before.slice(line > 0 ? before.lastIndexOf('\n', line - 1) + 1 : 0);
};
