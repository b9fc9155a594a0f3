/** Runs patterns where the prefilter's literals stand, and only there. */
import type { Host } from '@idlint/model';
import type { Candidate } from '../candidate.ts';
import { connects, isNamed, namesIdentifier } from './connects.ts';
import { judge } from './judge.ts';
import { type Kind, nearReach } from './kinds.ts';

export interface Match {
  kind: Kind;
  /** UTF-16 offsets of the secret. */
  start: number;
  end: number;
  /** The whole match with its named groups. */
  groups: Record<string, string | undefined>;
}

/** Looks for the kinds to which one literal leads; `at` and `length` are the literal's. */
export function find(kinds: Kind[], text: string, at: number, length: number, host: Host, out: Candidate[]): void {
  let named: string | undefined;
  for (const kind of kinds) {
    let match: Match | undefined;
    if (kind.way === 'leads') match = leading(kind, text, at);
    else if (kind.way === 'holds') match = holding(kind, text, at, length);
    else {
      named ??= namedText(kinds, text, at, length);
      if (named) match = naming(kind, named, text, at, length);
    }
    if (!match) continue;
    const { near } = kind;
    if (near && !near.test(lineBefore(text, match.start))) continue;
    const candidate = judge(match, text, host);
    if (candidate) out.push(candidate);
  }
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

/** From a provider's name on, as far as its values may reach on that line and the next; empty where the word is a part of another. */
function namedText(kinds: Kind[], text: string, at: number, length: number): string {
  if (!isNamed(text, at, length)) return '';
  let reach = 0;
  for (const kind of kinds) if (kind.way === 'near' && kind.reach > reach) reach = kind.reach;
  const from = at + length;
  const rest = text.slice(at, from + nearReach + reach);
  const line = rest.indexOf('\n', length);
  const next = line < 0 ? -1 : rest.indexOf('\n', line + 1);
  return next < 0 ? rest : rest.slice(0, next);
}

function naming(kind: Kind, named: string, text: string, at: number, length: number): Match | undefined {
  const regex = kind.regex;
  regex.lastIndex = length;
  for (let match = regex.exec(named); match && match.index - length <= nearReach; match = regex.exec(named)) {
    const found = placed(kind, text, at + match.index);
    const between = text.slice(at + length, found?.start);
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

/** What stands before on the line, and the line above. */
const lineBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - nearReach), at);
  const line = before.lastIndexOf('\n');
  return before.slice(line > 0 ? before.lastIndexOf('\n', line - 1) + 1 : 0);
};
