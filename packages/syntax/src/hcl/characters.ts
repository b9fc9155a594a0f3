/** What characters are in HCL: identifiers as in UAX #31 with `-`, whitespace as templates trim it. */

const start = 1;
const more = 2;
const digit = 4;

/** ASCII only; everything above is asked of Unicode. */
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) classes[code] = start | more;
  else if (/[0-9]/.test(char)) classes[code] = digit | more;
  else if (char === '-') classes[code] = more;
}

/** May start one, that is: what is not ASCII is asked of `identifierEnd`. */
export const startsIdentifier = (code: number): boolean => code > 127 || (classes[code]! & start) !== 0;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where the identifier that starts at `from` ends; `from` itself where none starts there. */
export function identifierEnd(text: string, from: number, limit: number): number {
  let at = from;
  let wanted = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if ((classes[code]! & wanted) === 0) break;
      at++;
    } else {
      const char = String.fromCodePoint(text.codePointAt(at)!);
      if (at + char.length > limit || !(wanted === start ? /\p{ID_Start}/u : /\p{ID_Continue}/u).test(char)) break;
      at += char.length;
    }
    wanted = more;
  }
  return at;
}

/** Unicode White_Space, which is what `~` and `<<-` take away. */
export const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || (code > 127 && (code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)))));
