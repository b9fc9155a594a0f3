/** What kinds of bytes the prefilter tells apart. */

/** Bits of a byte's class. */
export const classes = { name: 1, alphanumeric: 2, closing: 4, operator: 8, end: 16, word: 32, token: 64 } as const;

/** The class of each byte; the module is given the same table. */
export const byteClasses = (() => {
  const table = new Uint8Array(256);
  const mark = (characters: string, bit: number): void => {
    for (const character of characters) table[character.charCodeAt(0)]! |= bit;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  mark(`${letters}_-.$`, classes.name);
  mark(letters, classes.alphanumeric);
  mark(`${letters}_-`, classes.word);
  mark(`${letters}_-+/=`, classes.token);
  // What may close a name before its operator: quotes (escaped, as entities), brackets.
  mark('"\'`\\])', classes.closing);
  mark('=:!|?.->,"\'`\\&{<', classes.operator);
  mark(' \t\n\r\v\f"\'`<>/?#,;()\\', classes.end);
  return table;
})();
