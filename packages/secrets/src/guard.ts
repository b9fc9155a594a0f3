/**
 * A look at the bytes around one of the context's words, before any text is made of them: whether a value may follow at all. Most places of
 * `key`, `token` or `://` in program text end here. What `context/` could make something of gets through; a test holds it to that.
 */

const code = (character: string): number => character.charCodeAt(0);
const [tab, newline, carriage, blank, hash] = [9, 10, 13, 32, 35];

/** A byte for each property, by byte. */
function table(characters: string): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const character of characters) bytes[code(character)] = 1;
  return bytes;
}

const alphanumeric = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const isName = table(`${alphanumeric}_-.$`);
const isLetter = table(alphanumeric);
/** What may close a name before its operator: quotes (escaped, as entities), brackets. */
const isClosing = table('"\'`\\])');
const isOperator = table('=:!|?.->,"\'`\\&{<');
const endsAuthority = table(' \t\n\r\v\f"\'`<>/?#,;()\\');

export function mayFollow(word: string, bytes: Uint8Array, at: number): boolean {
  if (word === '://') return hasUserinfo(bytes, at + 3);
  if (word === ' by ') return isIdentified(bytes, at);
  return word.includes(' ') || mayBeGiven(bytes, at);
}

/** `user:password@` stands between `://` and the end of the authority. */
function hasUserinfo(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + 300);
  let colon = false;
  for (let at = from; at < limit; at++) {
    const byte = bytes[at]!;
    if (byte === 64 && colon) return true;
    if (byte === 58) colon = true;
    if (endsAuthority[byte]) return false;
  }
  return false;
}

/** `identified` stands shortly before. */
function isIdentified(bytes: Uint8Array, at: number): boolean {
  for (let from = at - 10; from >= Math.max(0, at - 60); from--)
    if (
      (bytes[from]! | 32) === 105 &&
      (bytes[from + 1]! | 32) === 100 &&
      (bytes[from + 5]! | 32) === 105 &&
      (bytes[from + 9]! | 32) === 100
    )
      return true;
  return false;
}

/** Something is given to the name that holds `at`: an operator, a quote or a tag's end follows it, or its line or the next says `value`. */
function mayBeGiven(bytes: Uint8Array, at: number): boolean {
  let end = at;
  while (isName[bytes[end]!]) end++;
  let closed = false;
  while (isClosing[bytes[end]!] || bytes[end] === blank || bytes[end] === tab) {
    closed ||= bytes[end] !== blank && bytes[end] !== tab;
    end++;
  }
  const next = bytes[end];
  if (next === undefined) return false;
  if (isOperator[next]) return true;
  if (next === 40) return opensLiteral(bytes, end + 1);
  // A quote was passed with the closing ones: a value may have begun there.
  if (closed) return next !== 59 && next !== 41 && next !== 125;
  if (next === newline || next === carriage || next === hash) return isNamedBefore(bytes, at);
  return isLetter[next] === 1 && (isOption(bytes, at) || hasAssignment(bytes, end));
}

/** `("…` */
function opensLiteral(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (bytes[at] === blank || bytes[at] === tab || bytes[at] === newline || bytes[at] === carriage) at++;
  const byte = bytes[at];
  return byte === 34 || byte === 39 || byte === 96;
}

/** `name: DB_PASSWORD`: what a list of variables calls it, its value on the next line. */
function isNamedBefore(bytes: Uint8Array, hit: number): boolean {
  let at = hit;
  while (at > 0 && isName[bytes[at - 1]!]) at--;
  while (at > 0 && (isClosing[bytes[at - 1]!] || bytes[at - 1] === blank)) at--;
  return bytes[at - 1] === 58 || bytes[at - 1] === 61;
}

/** `--password secret` */
function isOption(bytes: Uint8Array, hit: number): boolean {
  let at = hit;
  while (at > 0 && isName[bytes[at - 1]!]) at--;
  return bytes[at] === 45;
}

/** `apiKey string = "…"` */
function hasAssignment(bytes: Uint8Array, from: number): boolean {
  const limit = Math.min(bytes.length, from + 60);
  for (let at = from; at < limit && bytes[at] !== newline; at++) if (bytes[at] === 61) return true;
  return false;
}
