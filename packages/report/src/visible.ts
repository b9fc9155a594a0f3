/**
 * Text that a terminal shows and does not obey: a file name or a line of source may hold escape sequences, and controls of writing
 * direction that make code look like other code.
 */
export const visible = (text: string): string => text.replace(unseen, '\u{FFFD}').replace(/[\t\n\r]/g, ' ');

/**
 * C0 and C1 controls but tab and the ends of lines, marks and overrides of direction, zero-width characters (a joiner stays inside of an
 * emoji), lone surrogates.
 */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<!\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d|\p{Surrogate}/gu;
