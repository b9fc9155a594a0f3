import { describe, expect, it } from 'vitest';
import { type HclFile, parse, parseExpression } from '../src/hcl/index.ts';
import { realFiles, valid } from './hcl-samples.ts';
import { sketch } from './hcl-sketch.ts';

/** What is read of a broken text, an item a line. */
const read = (text: string): string[] => parse(text).segments.map(({ item }) => sketch(item));
/** What is said about it: the text that is pointed at, and the words. */
const said = (text: string): string[] =>
  parse(text).faults.map(({ start, end, message }) => `${JSON.stringify(text.slice(start, end))} ${message}`);

describe('what is half-typed costs no more than itself', () => {
  it('an attribute without a value', () => {
    const text = 'a {\n  x =\n  y = 1\n}\n';
    expect(read(text)).toEqual(['a { x = _; y = 1 }']);
    expect(said(text)).toEqual(['"" expected an expression']);
    expect(parse(text).faults[0]!.start).toBe(text.indexOf('=') + 1);
  });

  it.each([
    ['a name', 'a {\n  x\n  y = 1\n}\n', 'a { y = 1 }'],
    ['a dot', 'a {\n  x = var.\n  y = 1\n}\n', 'a { x = var[_]; y = 1 }'],
    ['an operator', 'a {\n  x = 1 +\n  y = 1\n}\n', 'a { x = (1 + _); y = 1 }'],
    ['a conditional', 'a {\n  x = b ? 1\n  y = 1\n}\n', 'a { x = (b ? 1 : _); y = 1 }'],
    ['a value of an object', 'a {\n  x = { b = , c = 2 }\n  y = 1\n}\n', 'a { x = {b = _, c = 2}; y = 1 }'],
    ['a line of an object', 'a {\n  x = {\n    b =\n    c = 2\n  }\n  y = 1\n}\n', 'a { x = {b = _, c = 2}; y = 1 }'],
    ['a bracket', 'a {\n  x = [1,\n  y = 1\n}\n', 'a { x = [1, _, _]; y = 1 }'],
    ['a call', 'a {\n  x = f(b\n  y = 1\n}\n', 'a { x = f(b, _); y = 1 }'],
    ['a string', 'a {\n  x = "b\n  y = 1\n}\n', 'a { x = "b<_>"; y = 1 }'],
    ['an interpolation', 'a {\n  x = "b${c"\n  y = 1\n}\n', 'a { x = "b<_>"; y = 1 }'],
    ['an interpolation in a heredoc', 'a {\n  x = <<E\nb ${c d} e\nE\n  y = 1\n}\n', 'a { x = "b <_> e\\n"; y = 1 }'],
    ['a directive in a heredoc', 'a {\n  x = <<E\n%{iff b}\nE\n  y = 1\n}\n', 'a { x = "\\n"; y = 1 }'],
    ['a block', 'a {\n  b "c"\n  y = 1\n}\n', 'a { b c {  }; y = 1 }'],
    ['a block on one line', 'a {\n  b { x = 1, }\n  y = 1\n}\n', 'a { b { x = 1 }; y = 1 }'],
    ['a comma after an attribute', 'a {\n  x = 1,\n  y = 1\n}\n', 'a { x = 1; y = 1 }'],
  ])('%s', (_what, text, tree) => {
    expect(read(`${text}z = 2\n`)).toEqual([tree, 'z = 2']);
    expect(said(text)).not.toEqual([]);
  });
});

describe('what is never closed costs its block, and not the next', () => {
  const next = 'resource "b" "c" {\n  y = 1\n}\n';
  it.each([
    ['a brace', 'resource "a" "x" {\n  t = {\n}\n\n', ['resource a x { t = {} }']],
    ['a bracket', 'resource "a" "x" {\n  t = [\n}\n\n', ['resource a x { t = [_, _] }']],
    ['a parenthesis', 'resource "a" "x" {\n  t = (1 +\n}\n\n', ['resource a x { t = paren(_) }']],
    ['a string', 'resource "a" "x" {\n  t = "\n}\n\n', ['resource a x { t = "<_>" }']],
    ['a heredoc', 'resource "a" "x" {\n  t = <<E\n}\n\n', ['resource a x { t = "<_>" }']],
    ['a comment', 'resource "a" "x" {\n  t = 1 /*\n}\n\n', ['resource a x { t = 1 }']],
    ['the block', 'resource "a" "x" {\n  t = 1\n\n', ['resource a x { t = 1 }']],
    ['a block in it', 'resource "a" "x" {\n  t {\n}\n\n', ['resource a x { t {  } }']],
    ['a label', 'resource "a" "x {\n  t = 1\n}\n\n', undefined],
  ])('%s', (_what, text, trees) => {
    const all = read(text + next);
    expect(all.at(-1)).toBe('resource b c { y = 1 }');
    if (trees) expect(all.slice(0, -1)).toEqual(trees);
    expect(said(text + next)).not.toEqual([]);
  });

  it('names the bracket that is open, not the end of the file', () => {
    expect(said('a {\n  x = [1\n')).toEqual(['"{" never closed', '"[" never closed']);
  });

  it('reads on after a brace too many', () => {
    expect(read('a {}\n}\nb {}\n')).toEqual(['a {  }', 'b {  }']);
  });
});

describe('what was read of a broken expression ends in something missing', () => {
  it.each(['[a, b', 'f(a', '{ a = b', '"a${b c}"', '(a b', 'a[b c', '[for x in y z : w]', '{ a = [b c] }', '<<E\nx'])('%s', text => {
    const { expression, faults } = parseExpression(text);
    expect(faults).not.toEqual([]);
    expect(sketch(expression)).toContain('_');
  });
});

describe('damage to one block of a real file', () => {
  const hurt: Record<string, (block: string) => string> = {
    'a value is not there yet': block => block.replace(/^( +\w+ += ).*$/m, '$1'),
    'a bracket stays open': block => beforeLastLine(block, '  zz = ['),
    'a brace stays open': block => beforeLastLine(block, '  zz = {'),
    'a call stays open': block => beforeLastLine(block, '  zz = f(1'),
    'a string stays open': block => beforeLastLine(block, '  zz = "abc'),
    'an interpolation stays open': block => beforeLastLine(block, '  zz = "abc${foo'),
    'a heredoc stays open': block => beforeLastLine(block, '  zz = <<ZZZ\n    abc'),
    'a block stays open': block => beforeLastLine(block, '  zz {'),
    'a name stands alone': block => beforeLastLine(block, '  zz'),
    'a dot comes last': block => beforeLastLine(block, '  zz = var.'),
    'the first bracket is gone': block => block.replace(/[[{("]/, ''),
    'the last bracket is gone': block => block.replace(/[\]})"](?=[^\]})"]*$)/, ''),
  };
  const beforeLastLine = (block: string, line: string): string => block.replace(/\n(.*)$/, `\n${line}\n$1`);

  const files = [...Object.values(valid), ...realFiles().map(file => file.text)].filter(text => parse(text).segments.length > 1);
  it.each(Object.keys(hurt))(
    '%s: every other block stays',
    what => {
      for (const text of files) {
        const before = parse(text);
        // One block of each file, never the same twice in a row.
        const index = text.length % before.segments.length;
        const { offset, item } = before.segments[index]!;
        if (item.kind !== 'block' || !text.slice(offset, offset + item.end).includes('\n')) continue;
        const after = parse(text.slice(0, offset) + hurt[what]!(text.slice(offset, offset + item.end)) + text.slice(offset + item.end));
        expect(items(after)).toEqual(
          expect.arrayContaining(items({ ...before, segments: before.segments.filter((_, at) => at !== index) })),
        );
      }
    },
    600_000,
  );
  const items = (file: HclFile): string[] => file.segments.map(segment => JSON.stringify(segment.item));
});
