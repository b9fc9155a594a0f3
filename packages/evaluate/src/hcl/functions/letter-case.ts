/** Go maps each character to one other: `ß` has no such upper case, `İ` becomes `i`. */
const oneToOne: Record<string, string> = { İ: 'i' };

export function changeCase(text: string, change: 'toUpperCase' | 'toLowerCase'): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text[change]();
  let changed = '';
  for (const character of text) {
    const other = character[change]();
    changed += [...other].length === 1 ? other : (oneToOne[character] ?? character);
  }
  return changed;
}

/** The letters that have a third case, for the beginning of a word. */
const titles: Record<string, string> = { ǆ: 'ǅ', ǉ: 'ǈ', ǌ: 'ǋ', ǳ: 'ǲ' };

/** Go's strings.Title: the first letter of each word in title case; a word goes on over letters, digits and underscores. */
export function titleCase(text: string): string {
  let previous = ' ';
  let titled = '';
  for (const character of text) {
    titled += separates(previous) ? (titles[character] ?? changeCase(character, 'toUpperCase')) : character;
    previous = character;
  }
  return titled;
}

function separates(character: string): boolean {
  if (character.codePointAt(0)! < 128) return !/\w/.test(character);
  return !/[\p{L}\p{Nd}]/u.test(character) && /\s/u.test(character);
}
