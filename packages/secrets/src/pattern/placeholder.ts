/** What people write where a token would stand. */

/** `nothing`: no token at all, not worth a word. `example`: made to look like one, for a document. */
export type Stands = 'nothing' | 'example' | undefined;

/** A blank to be filled in. */
const blanks =
  /x{6}|\*{3}|\.{3}|your[-_]?(?:api|token|key|secret|own|access)|(?:put|insert|enter)[-_]?(?:your|here)|replace[-_]?(?:me|with)|<\w/i;
/** What is left of a token that was blotted out. */
const masks = /^(?:[\W_]*[xX*.0_-])+$|0{16}|1{16}/;
const words = /example|placeholder|change_?me|dummy|redacted|sample[-_]?(?:key|token)|fake/i;
const sequences = [
  '0123456789',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  '9876543210',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'deadbeef',
];

/** `keywords`: what the form itself begins with, which counts for nothing. */
export function placeholder(value: string, keywords: string[]): Stands {
  const keyword = keywords.find(each => value.toLowerCase().startsWith(each.toLowerCase())) ?? '';
  const body = value.slice(keyword.length);
  if (body.length < 6) return undefined;
  if (blanks.test(value) || masks.test(body)) return 'nothing';
  const filled = new Set(body.toLowerCase()).size <= Math.min(3, body.length / 5) || repeats(body) || longestRun(body) >= body.length * 0.5;
  // With a form of its own it is plainly meant as a token, if made up; without one it is nothing.
  if (filled) return keyword && !/^([a-z])\1+$/.test(body) && !(repeats(body) && new Set(body).size > 1) ? 'example' : 'nothing';
  return words.test(value) || inSequence(body) >= body.length * 0.6 || counts(body) || alternates(body) ? 'example' : undefined;
}

/** `abcabcabcabc`: one short part over and over. */
function repeats(text: string): boolean {
  for (let period = 1; period <= Math.min(8, text.length / 3); period++) {
    let same = true;
    for (let at = period; same && at < text.length; at++) same = text[at] === text[at - period];
    if (same) return true;
  }
  return false;
}

function longestRun(text: string): number {
  let longest = 0;
  for (let at = 0, from = 0; at < text.length; at++) {
    if (text[at] !== text[from]) from = at;
    longest = Math.max(longest, at - from + 1);
  }
  return longest;
}

/** `xoxb-1234567890-…`: a number of the token that somebody typed. */
const counts = (body: string): boolean =>
  body.split(/[^A-Za-z0-9]+/).some(piece => piece.length >= 9 && /^\d+$/.test(piece) && inSequence(piece) === piece.length);

/** `1a2b3c4d5e6f7g8h`: letters and digits by turns, each in their order. */
const alternates = (body: string): boolean =>
  body.split(/[^A-Za-z0-9]+/).some(piece => {
    const [letters, digits] = [piece.replace(/\d/g, ''), piece.replace(/\D/g, '')];
    return letters.length >= 6 && digits.length >= 6 && inSequence(letters) === letters.length && inSequence(digits) === digits.length;
  });

/** How many characters belong to rows such as `12345678` or `abcdefgh`, five or longer. */
function inSequence(text: string): number {
  const lower = text.toLowerCase();
  let sum = 0;
  for (let at = 0; at < lower.length; ) {
    let longest = 0;
    for (const row of sequences) {
      const from = row.indexOf(lower[at]!);
      if (from < 0) continue;
      let length = 0;
      while (at + length < lower.length && lower[at + length] === row[(from + length) % row.length]) length++;
      longest = Math.max(longest, length);
    }
    if (longest >= 5) sum += longest;
    at += Math.max(1, longest);
  }
  return sum;
}
