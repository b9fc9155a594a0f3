import { createScanner, type ScanError, type SyntaxKind } from 'jsonc-parser';
import { unescapeJson } from './string.ts';
import type { JsonArray, JsonFault, JsonNode, JsonObject, JsonString } from './tree.ts';

/** The library's tokens by number: its enums are `const` and can't be imported under isolated compilation. */
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  trivia: 15,
  end: 17,
} as const;
const scan = { unterminatedComment: 1, unterminatedString: 2, controlCharacter: 6 } as const;

/** What nests deeper than this is passed over: no document that a person keeps does. */
const deepest = 256;
/** Enough to tell what is wrong; a file that is no JSON at all would have one at each word. */
const mostFaults = 100;

export interface JsonOptions {
  /** Comments and trailing commas belong to the format (JSONC) and are no faults. */
  comments?: boolean;
}

export interface JsonText {
  /** Undefined where the text holds no value. */
  root?: JsonNode;
  faults: JsonFault[];
}

/** Reads JSON, with comments and trailing commas at least tolerated, and as much as can be of what is broken. Never throws. */
export function parseJson(text: string, { comments = false }: JsonOptions = {}): JsonText {
  const scanner = createScanner(text, false);
  const faults: JsonFault[] = [];
  let kind: number = token.end;
  let start = 0;
  let end = 0;
  let error = 0;

  const fault = (from: number, to: number, message: string) => {
    if (faults.length < mostFaults) faults.push({ start: from, end: to, message });
  };

  function next(): void {
    for (;;) {
      kind = scanner.scan() as SyntaxKind as number;
      start = scanner.getTokenOffset();
      end = start + scanner.getTokenLength();
      error = scanner.getTokenError() as ScanError as number;
      if (kind === token.lineComment || kind === token.blockComment) {
        if (!comments) fault(start, end, 'JSON has no comments');
        if (error === scan.unterminatedComment) fault(start, end, 'a comment that does not end');
      } else if (kind !== token.trivia && kind !== token.lineBreak) return;
    }
  }

  function string(): JsonString {
    const closed = error !== scan.unterminatedString;
    const from = start + 1;
    const to = Math.max(from, closed ? end - 1 : end);
    if (!closed) fault(start, end, 'a string that does not end');
    else if (error === scan.controlCharacter) fault(start, end, 'a control character in a string');
    const raw = text.slice(from, to);
    next();
    if (!raw.includes('\\')) return { kind: 'string', start: from, end: to, value: raw };
    const { value, runs, faults: bad } = unescapeJson(raw, from);
    for (const { start: from, end: to } of bad) fault(from, to, 'an escape that JSON does not have');
    return { kind: 'string', start: from, end: to, value, runs };
  }

  function value(depth: number): JsonNode {
    const [from, to] = [start, end];
    switch (kind) {
      case token.openBrace:
        return depth < deepest ? object(depth + 1) : tooDeep();
      case token.openBracket:
        return depth < deepest ? array(depth + 1) : tooDeep();
      case token.string:
        return string();
      case token.number:
        if (error) fault(from, to, 'a number that breaks off');
        next();
        return { kind: 'number', start: from, end: to, text: text.slice(from, to) };
      case token.null:
      case token.true:
      case token.false: {
        const word = kind === token.null ? null : kind === token.true;
        next();
        return { kind: 'word', start: from, end: to, value: word };
      }
      case token.closeBrace:
      case token.closeBracket:
      case token.comma:
      case token.colon:
      case token.end:
        fault(from, to, 'a value is missing here');
        return { kind: 'invalid', start: from, end: from };
      default:
        fault(from, to, 'not a JSON value');
        next();
        return { kind: 'invalid', start: from, end: to };
    }
  }

  function tooDeep(): JsonNode {
    const from = start;
    fault(from, end, 'nested too deeply');
    let open = 0;
    let last = end;
    do {
      if (kind === token.openBrace || kind === token.openBracket) open++;
      if (kind === token.closeBrace || kind === token.closeBracket) open--;
      last = end;
      next();
    } while (open > 0 && kind !== token.end);
    return { kind: 'invalid', start: from, end: last };
  }

  function object(depth: number): JsonObject {
    const node: JsonObject = { kind: 'object', start, end, members: [], strays: [] };
    next();
    let separated = true;
    while (kind !== token.closeBrace && kind !== token.end) {
      if (kind === token.closeBracket) {
        // The bracket may close an array around this object: leave it to that one, unless nothing is open.
        if (depth > 1) break;
        stray(node, depth);
      } else if (kind === token.comma) {
        if (separated) fault(start, end, 'a comma too many');
        separated = true;
        const comma = { start, end };
        next();
        if ((kind as number) === token.closeBrace && !comments) fault(comma.start, comma.end, 'a trailing comma');
      } else if (kind === token.string) {
        if (!separated) fault(start, end, 'a comma is missing before this');
        separated = false;
        member(node, depth);
      } else {
        separated = false;
        stray(node, depth);
      }
    }
    close(node, token.closeBrace, '}');
    return node;
  }

  function member(node: JsonObject, depth: number): void {
    const key = string();
    if (kind === token.colon) {
      next();
      node.members.push({ key, value: value(depth) });
    } else {
      fault(key.start, key.end, 'a colon and a value are missing after this');
      node.members.push({ key, value: { kind: 'invalid', start: key.end, end: key.end } });
    }
  }

  function stray(node: JsonObject, depth: number): void {
    fault(start, end, 'a key in double quotes is expected');
    node.strays.push({ start, end });
    // A key without quotes takes its value with it.
    const named = kind !== token.colon && kind !== token.closeBracket;
    next();
    if (named && kind === token.colon) {
      next();
      if ((kind as number) !== token.closeBrace && (kind as number) !== token.end) node.strays.push(value(depth));
    }
  }

  function array(depth: number): JsonArray {
    const node: JsonArray = { kind: 'array', start, end, items: [] };
    next();
    let separated = true;
    while (kind !== token.closeBracket && kind !== token.end) {
      if (kind === token.closeBrace) {
        if (depth > 1) break;
        fault(start, end, 'not expected here');
        next();
      } else if (kind === token.comma) {
        if (separated) fault(start, end, 'a comma too many');
        separated = true;
        const comma = { start, end };
        next();
        if ((kind as number) === token.closeBracket && !comments) fault(comma.start, comma.end, 'a trailing comma');
      } else if (kind === token.colon) {
        fault(start, end, 'not expected here');
        next();
      } else {
        if (!separated) fault(start, end, 'a comma is missing before this');
        separated = false;
        node.items.push(value(depth));
      }
    }
    close(node, token.closeBracket, ']');
    return node;
  }

  function close(node: JsonObject | JsonArray, with_: number, bracket: string): void {
    if (kind === with_) {
      node.end = end;
      next();
    } else {
      node.end = start;
      node.unclosed = true;
      fault(node.start, node.start + 1, `${bracket} is missing for this`);
    }
  }

  next();
  if (kind === token.end) return { faults };
  const root = value(0);
  if (kind !== token.end) fault(start, end, 'nothing is expected after the value');
  return { root, faults };
}
