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

/** `psql … <<-EOSQL … EOSQL`, `mysql -e "…"`, and `echo "GRANT …" > init.sql`. */
function handedOver(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(/<<(-?)[ \t]*(["']?)(\w+)\2[^\n]*\n/g)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index + match[0].length);
    const start = match.index + match[0].length;
    const close = new RegExp(`^${match[1] ? '\\t*' : ''}${match[3]}[ \\t]*\\r?$`, 'm');
    const end = close.exec(text.slice(start));
    const taken = client.test(line) || client.test(lineBefore(text, match.index)) || /\.sql\b/.test(line);
    if (end && taken) pieces.push({ start, end: start + end.index });
  }
  for (const match of text.matchAll(/\s(?:-e|-c|-Q|--execute|--command)(?:[ \t]+|=)?(["'])/g)) {
    const line = text.slice(Math.max(text.lastIndexOf('\n', match.index - 1) + 1, match.index - 400), match.index);
    if (!client.test(line) && !client.test(lineBefore(text, match.index))) continue;
    const start = match.index + match[0].length;
    const end = closing(text, start, match[1]!);
    if (end > start) pieces.push({ start, end });
  }
  for (const match of text.matchAll(/(["'])(?=\s{0,20}(?:GRANT|CREATE\s+(?:USER|ROLE|LOGIN)|ALTER\s+(?:USER|ROLE))\s)/gi)) {
    const start = match.index + 1;
    if (pieces.every(piece => start < piece.start || start >= piece.end)) pieces.push({ start, end: closing(text, start, match[1]!) });
  }
  return pieces.sort((a, b) => a.start - b.start).slice(0, 1_000);
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
