/** What sprig's libraries (goutils, xstrings) make of words. */

/** strings.Title: each letter that follows none is a capital. */
export const titleCase = (text: string): string =>
  text.replace(/(?<![\p{L}\p{Nd}_]|[^\x00-\x7f\s])\p{L}/gu, letter =>
    letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter,
  );

/** goutils.SwapCase: a small letter after a blank becomes a title letter, which is a capital. */
export const swapCase = (text: string): string =>
  text.replace(/\p{L}/gu, letter => {
    const upper = letter.toUpperCase();
    return letter === upper ? letter.toLowerCase() : upper;
  });

export const initials = (text: string): string =>
  text
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => [...word][0])
    .join('');

/** goutils.WrapCustom with long words left whole. */
export function wrap(text: string, width: number, breaker: string): string {
  const most = Math.max(width, 1);
  const lines: string[] = [];
  let at = 0;
  while (text.length - at > most) {
    if (text[at] === ' ') {
      at++;
      continue;
    }
    const end = at + most;
    const space = text.lastIndexOf(' ', end);
    if (space >= at) {
      lines.push(text.slice(at, space));
      at = space + 1;
    } else {
      const next = text.indexOf(' ', end);
      if (next < 0) break;
      lines.push(text.slice(at, next));
      at = next + 1;
    }
  }
  return [...lines, text.slice(at)].join(breaker);
}

type Kind = 'upper' | 'lower' | 'digit' | 'separator' | 'other';
const kindOf = (character: string): Kind => {
  if (/[\s_-]/.test(character)) return 'separator';
  if (/\p{Nd}/u.test(character)) return 'digit';
  if (/\p{Lu}/u.test(character)) return 'upper';
  return /\p{Ll}/u.test(character) ? 'lower' : 'other';
};

/** xstrings.ToSnakeCase and ToKebabCase: `HTTPServer` is `http_server`, `FirstName` is `first_name`. */
export function delimited(text: string, connector: string): string {
  const characters = [...text];
  let made = '';
  let previous: Kind | undefined;
  characters.forEach((character, index) => {
    const kind = kindOf(character);
    if (kind === 'separator') {
      made += connector;
      previous = undefined;
      return;
    }
    const next = characters[index + 1];
    const begins =
      previous !== undefined &&
      ((kind === 'upper' && (previous !== 'upper' || (next !== undefined && kindOf(next) === 'lower'))) ||
        (kind === 'digit' && previous !== 'digit' && previous !== 'other'));
    if (begins) made += connector;
    made += character.toLowerCase();
    previous = kind;
  });
  return made;
}

export const snakeCase = (text: string): string => delimited(text, '_');

/** xstrings.ToPascalCase. */
export function camelCase(text: string): string {
  const [, lead = '', middle = '', tail = ''] = /^([\s_-]*)(.*?)([\s_-]*)$/su.exec(text) ?? [];
  const joined = middle.replace(/[\s_-]([\s_-]*)(.)/gsu, (_, more: string, first: string) => more + first.toUpperCase());
  return lead + joined.replace(/^./su, first => first.toUpperCase()) + tail;
}
