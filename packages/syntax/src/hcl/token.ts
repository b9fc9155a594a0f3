/** The tokens of expressions and bodies. What stands inside of strings and heredocs is read as text, by the template parser. */
export const Token = {
  /** The end of the text, or of what recovery lets be seen of it; also all that is seen after a fault, until recovery. */
  end: 0,
  newline: 1,
  identifier: 2,
  number: 3,
  /** The quote that opens a string. */
  quote: 4,
  /** `<<EOT` or `<<-EOT` with the end of its line. */
  heredoc: 5,
  openBrace: 6,
  closeBrace: 7,
  /** `~}`, which only ends an interpolation or directive. */
  trimBrace: 8,
  openBracket: 9,
  closeBracket: 10,
  openParen: 11,
  closeParen: 12,
  comma: 13,
  dot: 14,
  ellipsis: 15,
  colon: 16,
  doubleColon: 17,
  question: 18,
  assign: 19,
  arrow: 20,
  bang: 21,
  or: 22,
  and: 23,
  equal: 24,
  notEqual: 25,
  less: 26,
  lessOrEqual: 27,
  greater: 28,
  greaterOrEqual: 29,
  plus: 30,
  minus: 31,
  star: 32,
  slash: 33,
  percent: 34,
  /** A character that HCL has no use for, or a comment that nobody closes. */
  invalid: 35,
};
/** A number, so that asking for one kind does not make the compiler believe that it stays after `advance`. */
export type Token = number;
