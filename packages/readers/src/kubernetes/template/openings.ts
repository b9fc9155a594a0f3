import type { Data, MapEntry } from '@idlint/evaluate';
import type { Why } from '@idlint/model';
import { endOfLine } from './actions.ts';
import type { Insert } from './mask.ts';

/** Which maps and lists a template may add to, by the offset of one of their members; and which keys get their value from it. */
export interface Openings {
  maps: Set<number>;
  lists: Set<number>;
  keys: Set<number>;
}

/** How many lines above an insertion are looked at for what it is inserted into. */
const farthest = 400;

/** `flat`: the text with its actions blanked, of the same length. */
export function openingsOf(flat: string, inserts: Insert[]): Openings {
  const openings: Openings = { maps: new Set(), lists: new Set(), keys: new Set() };
  for (const { at, column } of inserts) {
    lookUp(flat, at, column, openings);
    lookDown(flat, at, column, openings);
  }
  return openings;
}

function lookUp(flat: string, at: number, column: number, openings: Openings): void {
  let end = flat.lastIndexOf('\n', at - 1);
  for (let lines = 0; end > 0 && lines < farthest; lines++) {
    const start = flat.lastIndexOf('\n', end - 1) + 1;
    const line = flat.slice(start, end);
    end = start - 1;
    const members = membersOf(line, start);
    if (members.length === 0) {
      if (line.startsWith('---')) return;
      continue;
    }
    if (open(members, column, openings)) return;
    if (members[0]!.column > column) continue;
    const parent = members.findLast(member => member.kind === 'key' && member.column < column);
    if (parent) openings.keys.add(parent.offset);
    return;
  }
}

/** Only the next line that says something: a sibling that follows. */
function lookDown(flat: string, at: number, column: number, openings: Openings): void {
  let start = at;
  for (let lines = 0; start < flat.length && lines < farthest; lines++) {
    const end = endOfLine(flat, start);
    const members = membersOf(flat.slice(start, end), start);
    if (members.length > 0) {
      open(members, column, openings);
      return;
    }
    start = end + 1;
  }
}

function open(members: Member[], column: number, openings: Openings): boolean {
  const member = members.find(each => each.column === column);
  if (!member) return false;
  if (member.kind === 'item') openings.lists.add(member.offset);
  else {
    openings.maps.add(member.offset);
    // The items of a list may stand in the column of their key.
    openings.keys.add(member.offset);
  }
  return true;
}

interface Member {
  kind: 'item' | 'key';
  column: number;
  /** Of the key, or of what the item holds. */
  offset: number;
}

/** What starts on a line: `- - name: x` is two items and a key. */
function membersOf(line: string, start: number): Member[] {
  const members: Member[] = [];
  let column = line.search(/\S/);
  if (column < 0 || line[column] === '#' || line.startsWith('---')) return members;
  while (line[column] === '-' && (line[column + 1] === ' ' || column + 1 === line.length)) {
    const content = column + 1 + Math.max(1, line.slice(column + 1).search(/\S/));
    members.push({ kind: 'item', column, offset: start + content });
    column = content;
  }
  const key = /^(?:"[^"]*"|'[^']*'|[^\s"'#{}[\],&*!|>%@`][^:]*):(?:\s|$)/.exec(line.slice(column))?.[0];
  if (key) members.push({ kind: 'key', column, offset: start + column + (key.startsWith('"') || key.startsWith("'") ? 1 : 0) });
  return members;
}

/** The data with its maps and lists open where a template may add to them. `offset`: of the document in the text. */
export function withOpenings(data: Data, offset: number, { maps, lists, keys }: Openings, why: Why): Data {
  return visit(data);

  function visit(data: Data): Data {
    if (data.kind === 'list') {
      const items = data.items.map(visit);
      const isOpen = items.some(item => lists.has(offset + item.at.start));
      return { ...data, items, ...(isOpen ? { open: data.open ?? why } : {}) };
    }
    if (data.kind !== 'map') return data;
    let isOpen = false;
    const entries = new Map<string, MapEntry>();
    for (const [name, { key, value }] of data.entries) {
      isOpen ||= maps.has(offset + key.start);
      const given = value.kind === 'null' && keys.has(offset + key.start);
      entries.set(name, { key, value: given ? { kind: 'unknown', at: key, why } : visit(value) });
    }
    return { ...data, entries, ...(isOpen ? { open: data.open ?? why } : {}) };
  }
}
