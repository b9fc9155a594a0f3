import type { SqlName, SqlText } from './ast.ts';
import { type Cursor, holdsVariable, type Token } from './cursor.ts';

const isNameLike = ({ kind }: Token): boolean => kind === 'word' || kind === 'name' || kind === 'string' || kind === 'variable';

/** A name of one or several parts: `app`, `"App"`, `shop.reader`, `${PREFIX}_app`, `'app'`. Undefined where something else stands. */
export function nameAt(cursor: Cursor): SqlName | undefined {
  if (!isNameLike(cursor.peek())) return undefined;
  const first = cursor.next();
  let text = first.text;
  let end = first.end;
  let variable = variableIn(first);
  for (;;) {
    const next = cursor.peek();
    if (next.kind === 'sign' && next.text === '.' && next.start === end) {
      cursor.next();
      const part = cursor.peek();
      if (!isNameLike(part) && part.text !== '*') break;
      cursor.next();
      text += `.${part.text}`;
      end = part.end;
      variable ??= variableIn(part);
      continue;
    }
    // Parts that touch each other are one name: a variable with what stands around it.
    if (next.start === end && isNameLike(next) && (first.kind === 'variable' || next.kind === 'variable' || variable)) {
      cursor.next();
      text += next.text;
      end = next.end;
      variable ??= variableIn(next);
      continue;
    }
    break;
  }
  const sign = cursor.peek();
  const host = sign.kind === 'sign' && sign.text === '@' && sign.start === end ? hostAt(cursor) : undefined;
  // One name between quotes stands between them.
  const inner = end === first.end && (first.kind === 'name' || first.kind === 'string') && end - first.start >= text.length + 2 ? 1 : 0;
  return { text, start: first.start + inner, end: end - inner, ...(variable ? { variable } : {}), ...(host ? { host } : {}) };
}

const variableIn = ({ kind, text }: Token): string | undefined =>
  kind === 'variable' || ((kind === 'name' || kind === 'string') && holdsVariable.test(text)) ? text : undefined;

/** `@'%'`, `@localhost`, `@10.0.%`. */
function hostAt(cursor: Cursor): SqlText | undefined {
  cursor.next();
  const first = cursor.peek();
  if (!isNameLike(first) && first.text !== '%') return undefined;
  cursor.next();
  let { text, end } = first;
  for (;;) {
    const next = cursor.peek();
    if (next.start !== end || !(isNameLike(next) || /^[.%:/-]$/.test(next.text))) break;
    cursor.next();
    text += next.text;
    end = next.end;
  }
  return { text, start: first.start, end };
}

/** Names with commas between them; `each` may read what stands before or after one. */
export function namesAt(cursor: Cursor, most = 200): SqlName[] {
  const names: SqlName[] = [];
  do {
    const name = nameAt(cursor);
    if (!name) break;
    names.push(name);
  } while (names.length < most && cursor.takeSign(','));
  return names;
}
