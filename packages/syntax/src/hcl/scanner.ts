import type { Missing, SyntaxFault } from './ast.ts';
import { Lexer } from './lexer.ts';
import { Token } from './token.ts';

/** Brackets, blocks and templates inside of each other; what is deeper is a fault. Real modules stay under thirty. */
const deepest = 200;
/** Operands of one chain (`a + b + …`, `a.b.…`), each of which makes the tree one node deeper: those who walk it recurse. */
const highest = 1000;

/**
 * The lexer and how the parse stands. After a fault that leaves the parser without a place to go on from (`fail`), only `end` tokens
 * are seen: everything that is open returns with what it has, up to whoever knows where to go on and calls `resume`.
 */
export class Scanner extends Lexer {
  readonly faults: SyntaxFault[] = [];
  /** Where it broke. A document offset. */
  brokenAt = 0;
  /** What is before is read for good; recovery goes on behind it. A document offset. */
  settled = 0;
  /** Something was still open at the end of the text. */
  ranOut = false;
  /** Recovery went on at an item of a body further out, so that no new line is expected before it: how far that line is indented. */
  outdent = Number.POSITIVE_INFINITY;
  depth = 0;
  /** How deep the tree of the expression is that was parsed last. */
  height = 0;

  /** Goes on at a document offset, whatever happened before. */
  resume(at: number): void {
    this.broken = false;
    this.end = at - this.base;
    this.advance();
  }

  /** The current token becomes the first of a segment. */
  startSegment(): void {
    this.base += this.start;
    this.end -= this.start;
    this.start = 0;
    this.previousEnd = 0;
  }

  /** All that was read so far is read for good. */
  settle(): void {
    this.settled = this.base + this.previousEnd;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.base + start, this.base + end);
  }

  isWord(word: string): boolean {
    return this.kind === Token.identifier && this.end - this.start === word.length && this.text.startsWith(word, this.base + this.start);
  }

  /** Newlines are ignored from the current token on. */
  skipNewlines(): void {
    this.ignoreNewlines = true;
    if (this.kind === Token.newline) this.advance();
  }

  /** One level down; false, and a fault, where it is too deep. Every call needs its `leave`. */
  enter(): boolean {
    this.depth++;
    if (this.depth <= deepest) return true;
    this.fail('nested too deeply');
    return false;
  }
  leave(): void {
    this.depth--;
  }

  /** The expression that was parsed last became an operand, beside one of height `other`. */
  climb(other = 0): void {
    this.height = Math.max(this.height, other) + 1;
    if (this.height > highest) this.fail('an expression of too many parts');
  }

  /** A fault after which the parser can go on. Two at one place are one. */
  fault(message: string, start = this.start, end = this.end): void {
    if (this.broken) return;
    const at = this.base + start;
    if (this.faults.at(-1)?.start !== at) this.faults.push({ start: at, end: this.base + end, message });
  }

  /** A fault after which it can't, until somebody recovers. */
  fail(message: string, start = this.start, end = this.end): void {
    if (this.broken) return;
    this.fault(message, start, end);
    if (this.kind === Token.end) this.ranOut = true;
    this.brokenAt = this.base + this.start;
    this.broken = true;
    this.kind = Token.end;
  }

  missing(): Missing {
    this.height = 1;
    return { kind: 'missing', start: this.previousEnd, end: this.previousEnd };
  }
}
