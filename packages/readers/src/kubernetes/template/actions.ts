/**
 * The actions of a Go template (`{{ … }}`), as much of them as it takes to read the YAML around them. Nothing is rendered here.
 * https://pkg.go.dev/text/template
 */
export interface Action {
  start: number;
  end: number;
  kind: 'comment' | 'open' | 'else' | 'end' | 'define' | 'assign' | 'output';
  /** What stands between the braces, without trim marks and blanks around it. */
  expression: string;
}

/** In the order of the text. An action that is never closed reaches to the end of its line. */
export function actionsOf(text: string): Action[] {
  const actions: Action[] = [];
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = endOf(text, start + 2);
    const expression = text
      .slice(start + 2, Math.max(start + 2, end - 2))
      .replace(/^-(?=\s)|^-(?=\/\*)/, '')
      .replace(/(?<=\s|\*\/)-$/, '')
      .trim();
    actions.push({ start, end, kind: kindOf(expression), expression });
    start = text.indexOf('{{', Math.max(end, start + 2));
  }
  return actions;
}

/** The offset after `}}`; strings and comments may hold braces. */
function endOf(text: string, from: number): number {
  const comment = /^-?\s*\/\*/.exec(text.slice(from, from + 40));
  if (comment) {
    const close = text.indexOf('*/', from + comment[0].length);
    const end = close < 0 ? -1 : text.indexOf('}}', close);
    return end < 0 ? endOfLine(text, from) : end + 2;
  }
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '}' && text[at + 1] === '}') return at + 2;
    if (character === '{' && text[at + 1] === '{') break;
    if (character === '"' || character === '`') {
      const close = endOfString(text, at + 1, character);
      if (close < 0) break;
      at = close;
    }
  }
  return endOfLine(text, from);
}

function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === '"' && text[at] === '\n') return -1;
    if (quote === '"' && text[at] === '\\') at++;
  }
  return -1;
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function kindOf(expression: string): Action['kind'] {
  if (expression.startsWith('/*')) return 'comment';
  const word = /^[a-z]+/.exec(expression)?.[0];
  if (word === 'if' || word === 'with' || word === 'range') return 'open';
  if (word === 'define' || word === 'block') return 'define';
  if (word === 'else') return 'else';
  if (word === 'end') return 'end';
  return /^\$\w*\s*:?=/.test(expression) ? 'assign' : 'output';
}
