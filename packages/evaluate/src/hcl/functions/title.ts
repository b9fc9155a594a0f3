/** Go's strings.Title: the first letter of each word in title case; a word goes on over letters, digits and underscores. */
export function titleCase(text: string): string {
  let previous = ' ';
  let titled = '';
  for (const character of text) {
    titled += separates(previous) ? character.toUpperCase() : character;
    previous = character;
  }
  return titled;
}

function separates(character: string): boolean {
  if (character.codePointAt(0)! < 128) return !/\w/.test(character);
  return !/[\p{L}\p{Nd}]/u.test(character) && /\s/u.test(character);
}
