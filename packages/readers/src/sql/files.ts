import type { Uri } from '@idlint/model';
import { identityStatements, type SqlFile } from '@idlint/syntax/sql';

/** How a migration is taken back: nothing of it holds. */
const undoes = /(?:^|[/._-])(?:down|undo|rollback|revert)\.sql$|(?:^|\/)U\d[\w.]*__[^/]*\.sql$/i;

/** The statements of a document; of a script, those that it hands to a client. */
export function filesIn(uri: Uri, text: string, script: boolean): SqlFile[] {
  if (undoes.test(uri)) return [];
  if (!script) return [identityStatements(text)];
  return handedOver(text).map(({ start, end }) => identityStatements(text, start, end));
}

const client = /\b(?:psql|mysql|mariadb|sqlplus|sqlcmd|snowsql|cockroach)\b/;

interface Piece {
  start: number;
  end: number;
}

/** What may begin a piece: a document on standard input, an option of a client, a text that begins as a statement does. */
const opening =
  /<<(-?)[ \t]*(["']?)(\w+)\2[^\n]*\n|\s(?:-e|-c|-Q|--execute|--command)(?:[ \t]+|=)?(["'])|(["'])(?=\s{0,20}(?:GRANT|CREATE\s+(?:USER|ROLE|LOGIN)|ALTER\s+(?:USER|ROLE))\s)/gi;

const mostPieces = 1_000;

/** `psql … <<-EOSQL … EOSQL`, `mysql -e "…"`, and `echo "GRANT …" > init.sql`; nothing of a comment. */
function handedOver(text: string): Piece[] {
  const pieces: Piece[] = [];
  const openings = new RegExp(opening);
  for (let match = openings.exec(text); match && pieces.length < mostPieces; match = openings.exec(text)) {
    const [all, dash, , marker, option, quote] = match;
    const before = text.slice(Math.max(text.lastIndexOf('\n', match.index - 1) + 1, match.index - 2_000), match.index);
    if (/^\s*#/.test(before)) continue;
    const called = () => client.test(before) || client.test(lineBefore(text, match.index));
    const start = match.index + all.length;
    if (marker !== undefined) {
      const end = documentEnd(text, start, marker, dash === '-');
      // The rest of the line may say where it goes.
      if (end !== undefined && (called() || client.test(all) || /\.sql\b/.test(before + all))) {
        pieces.push({ start, end });
        openings.lastIndex = end;
      }
    } else if (quote !== undefined || called()) {
      const end = closing(text, start, (quote ?? option)!);
      if (end > start) pieces.push({ start, end });
      openings.lastIndex = Math.max(end, start);
    }
  }
  return pieces;
}

/** Where the line stands that is the marker and nothing else. */
function documentEnd(text: string, start: number, marker: string, indented: boolean): number | undefined {
  for (let at = start; at < text.length && at < start + 200_000; ) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next < 0 ? text.length : next).trimEnd();
    if ((indented ? line.replace(/^\t+/, '') : line) === marker) return at;
    if (next < 0) return undefined;
    at = next + 1;
  }
  return undefined;
}

/** The line before, where it goes on with a backslash. */
function lineBefore(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1);
  if (start < 0 || !/\\\r?$/.test(text.slice(Math.max(0, start - 2), start))) return '';
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

function closing(text: string, start: number, quote: string): number {
  const limit = Math.min(text.length, start + 20_000);
  for (let at = start; at < limit; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return start;
}
