import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { outerRange } from '../position-map.ts';
import { parseYaml, splitDocuments, type YamlNode, type YamlScalar } from './index.ts';

const documents = (text: string) => splitDocuments(text).map(({ start, end }) => text.slice(start, end));

describe('documents of a stream', () => {
  test.each([
    ['one without markers', 'a: 1\n', ['a: 1\n']],
    ['one that begins with a marker', '# c\n---\na: 1\n', ['# c\n---\na: 1\n']],
    [
      'directives belong to what they open',
      '%YAML 1.2\n---\na\n...\n# c\n%TAG ! x\n---\nb\n',
      ['%YAML 1.2\n---\na\n...\n', '# c\n%TAG ! x\n---\nb\n'],
    ],
    ['empty ones are none', '---\n---\n# only this\n---\na\n---\n', ['---\na\n']],
    ['content beside the marker', '--- a\n--- |\n b\n', ['--- a\n', '--- |\n b\n']],
    ['a marker ends a block scalar', 'a: |\n  x\n---\nb\n', ['a: |\n  x\n', '---\nb\n']],
    ['dashes that are no marker', 'a: |\n  ---\n----\n', ['a: |\n  ---\n----\n']],
    ['line ends of Windows', 'a\r\n---\r\nb\r\n', ['a\r\n', '---\r\nb\r\n']],
    ['no text', '', []],
  ])('%s', (_, text, expected) => {
    expect(documents(text)).toEqual(expected);
  });
});

function scalars(node: YamlNode | undefined): YamlScalar[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind === 'map') return node.entries.flatMap(({ key, value }) => [...scalars(key), ...scalars(value)]);
  return node?.kind === 'sequence' ? node.items.flatMap(scalars) : [];
}

/** Whether the scalar's characters have places of their own, and those that are not escaped or folded stand there as they are. */
function isExact(text: string, scalar: YamlScalar): boolean {
  const runs = scalar.runs ?? [{ inner: 0, innerLength: scalar.text.length, outer: scalar.start, outerLength: scalar.end - scalar.start }];
  let inner = 0;
  for (const run of runs) {
    if (run.inner !== inner) return false;
    inner += run.innerLength;
    const meaning = scalar.text.slice(run.inner, inner);
    const written = text.slice(run.outer, run.outer + run.outerLength);
    if (run.innerLength === run.outerLength && !/\s/.test(meaning) && meaning !== written) return false;
    // Only line breaks and surrogate pairs are more than one character that stand as a whole.
    if (run.innerLength !== run.outerLength && run.innerLength > 1 && !/^(\n+|[\ud800-\udbff][\udc00-\udfff])$/.test(meaning)) return false;
  }
  return inner === scalar.text.length;
}

describe('scalars', () => {
  test.each([
    ['plain', 'a: x y', 'x y', 'x y'],
    ['plain over lines', 'a: x\n  y\n\n  z', 'x y\nz', 'x\n  y\n\n  z'],
    ['single quotes', "a: 'it''s'", "it's", "it''s"],
    ['double quotes', 'a: "t\\tb \\u00fc \\\n  c"', 't\tb ü c', 't\\tb \\u00fc \\\n  c'],
    ['literal', 'a: |\n  x\n   y\n\n  z\n\n', 'x\n y\n\nz\n', 'x\n   y\n\n  z'],
    ['literal, stripped', 'a: |-\n  x\n', 'x', 'x'],
    ['literal, kept', 'a: |+\n  x\n\n', 'x\n\n', 'x'],
    ['literal with an indentation given', 'a: |1\n   x\n  y\n', '  x\n y\n', '  x\n  y'],
    ['folded', 'a: >\n  x\n  y\n\n  z\n    more\n  w\n', 'x y\nz\n  more\nw\n', 'x\n  y\n\n  z\n    more\n  w'],
    ['with line ends of Windows', 'a: |\r\n  x\r\n  y\r\n', 'x\ny\n', 'x\r\n  y'],
    ['folded, with line ends of Windows', 'a: >-\r\n  x\r\n  y\r\n', 'x y', 'x\r\n  y'],
    ['an anchor and a tag before it', 'a: &b !c x', 'x', 'x'],
  ])('%s: what it means, where it stands', (_, text, meaning, written) => {
    const scalar = scalars(parseYaml(text).root)[1]!;
    expect(scalar.text).toBe(meaning);
    expect(text.slice(scalar.start, scalar.end)).toBe(written);
    expect(isExact(text, scalar)).toBe(true);
  });

  test('every character of what the library writes is placed', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '  ', '\n', '\n\n', '\t', ':', '#', '"', "'", '\\', 'ü', '😀', '- ', '{'),
    });
    const types = fc.constantFrom('BLOCK_FOLDED', 'BLOCK_LITERAL', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), types, fc.constantFrom(0, 20, 80), fc.boolean(), (list, type, lineWidth, windows) => {
        let text = stringify(
          { a: list },
          {
            defaultStringType: type as 'PLAIN',
            lineWidth,
            blockQuote: type.startsWith('BLOCK') ? (type === 'BLOCK_FOLDED' ? 'folded' : 'literal') : true,
          },
        );
        if (windows) text = text.replaceAll('\n', '\r\n');
        const { root, faults } = parseYaml(text);
        expect(faults).toEqual([]);
        const [, ...items] = scalars(root);
        expect(items.map(({ text }) => text)).toEqual(parse(text).a);
        for (const item of items) expect([item, isExact(text, item)]).toEqual([item, true]);
      }),
      { numRuns: 500 },
    );
  });

  test('a range in a block scalar is exact', () => {
    const text = 'policy: |\n    {\n      "Action": "*"\n    }\n';
    const [, policy] = scalars(parseYaml(text).root);
    const at = policy!.text.indexOf('"*"');
    expect(outerRange(policy!.runs!, at, at + 3)).toEqual({ start: text.indexOf('"*"'), end: text.indexOf('"*"') + 3 });
  });

  test('words and numbers by the core schema', () => {
    const { root } = parseYaml('[on, yes, true, null, ~, 1, 0o14, 0x1f, 1e3, "1", 2012-10-17, 0123, .inf]');
    expect(scalars(root).map(({ value }) => value)).toEqual([
      'on',
      'yes',
      true,
      null,
      null,
      1,
      12,
      31,
      1000,
      '1',
      '2012-10-17',
      123,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

test('places are inside of quotes, around brackets, and without the blanks after a block', () => {
  const text = 'a:\n  b: [1, "x"]\n  c: {d: e}   # c\n\nf: g\n';
  const ranges: string[] = [];
  const visit = (node: YamlNode) => {
    ranges.push(text.slice(node.start, node.end));
    if (node.kind === 'map') for (const { value } of node.entries) visit(value);
    if (node.kind === 'sequence') node.items.forEach(visit);
  };
  visit(parseYaml(text).root!);
  expect(ranges.slice(1)).toEqual(['b: [1, "x"]\n  c: {d: e}', '[1, "x"]', '1', 'x', '{d: e}', 'e', 'g']);
});

test('a byte order mark is no part of the first key', () => {
  const { root } = parseYaml('\ufeffa: 1\n');
  expect(scalars(root).map(({ text, start }) => [text, start])).toEqual([
    ['a', 1],
    ['1', 4],
  ]);
});

describe('what libyaml takes as well', () => {
  const plain = (node: YamlNode | undefined): unknown => {
    if (node?.kind === 'scalar') return node.value;
    if (node?.kind === 'sequence') return node.items.map(plain);
    return node?.kind === 'map' ? Object.fromEntries(node.entries.map(({ key, value }) => [plain(key), plain(value)])) : undefined;
  };
  test.each([
    ['a list that ends where its key begins', 'a:\n  b: [\n    x, y\n  ]\n  c: 2\n', { a: { b: ['x', 'y'], c: 2 } }],
    ['a map that ends before its key', 'a:\n  b: {\n    x: 1\n}\nc: 2\n', { a: { b: { x: 1 } }, c: 2 }],
    ['in an item', 'a:\n  - b: [\n    1\n  ]\n    c: 2\n', { a: [{ b: [1], c: 2 }] }],
    ['a string that goes on before its key', 'a:\n  b: "one\n two"\nc: 2\n', { a: { b: 'one two' }, c: 2 }],
    ['its quote alone', "a:\n  s: 'abc\n  def\n'\nb: 1\n", { a: { s: 'abc def ' }, b: 1 }],
    ['brackets in texts are none', 'a: x [1\nb: |\n  {\n  "]\nd: {\n}\n', { a: 'x [1', b: '{\n"]\n', d: {} }],
    ['after a tag', 'a: !Sub [\n"x", {\ny: 1\n}\n]\n', { a: ['x', { y: 1 }] }],
  ])('%s', (_, text, expected) => {
    const { root, faults } = parseYaml(text);
    expect(faults).toEqual([]);
    expect(plain(root)).toEqual(expected);
    for (const scalar of scalars(root)) expect(isExact(text, scalar)).toBe(true);
  });

  test('takes many such lines', () => {
    const many = 20_000;
    const text = `a:\n  b: [\n${'x,\n'.repeat(many)}]\nc: end\n`;
    const { root, faults } = parseYaml(text);
    expect(faults).toEqual([]);
    const all = scalars(root);
    expect(all).toHaveLength(many + 4);
    expect(new Set(all.slice(2, -2).map(({ start, end }) => text.slice(start - 1, end + 2)))).toEqual(new Set(['\nx,\n']));
  });

  test('has its places in the text as it is written', () => {
    const text = 'a:\n  b: {\nkey: value,\n "q": [\nlast\n]}\nc: end\n';
    const { root } = parseYaml(text);
    expect(scalars(root).map(({ start, end }) => text.slice(start, end))).toEqual(['a', 'b', 'key', 'value', 'q', 'last', 'c', 'end']);
  });
});

describe('bad input', () => {
  test('what stands before a fault is read, and what the fault may have swallowed is marked', () => {
    const { root, faults } = parseYaml('a:\n  ok: 1\nb:\n  c: ]\n  d: 2\n');
    expect(faults[0]).toMatchObject({ start: 19 });
    expect(scalars(root).map(({ text }) => text)).toEqual(['a', 'ok', '1', 'b', 'c', '']);
    expect(root).toMatchObject({ cut: true, entries: [{ value: { kind: 'map' } }, { value: { cut: true } }] });
    expect(root).not.toMatchObject({ entries: [{ value: { cut: true } }, {}] });
  });

  test('what nests too deeply is not read, and nothing is exhausted', () => {
    const many = 20_000;
    const stairs = Array.from({ length: 2_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n');
    for (const text of ['['.repeat(many), '- '.repeat(many), '? '.repeat(many), '{a: '.repeat(many), stairs])
      expect(parseYaml(text)).toMatchObject({ faults: [{ message: 'nested too deeply' }] });
  });

  test('brackets in text are no depth', () => {
    const text = `a: |\n${'  \\033[0m\n'.repeat(1000)}b: 1\n`;
    expect(parseYaml(text).faults).toEqual([]);
  });

  test('any text is read without throwing; where it is valid, every character has its place', () => {
    const unit = fc.constantFrom(
      'a',
      'b: ',
      '- ',
      '? ',
      ': ',
      '\n',
      '\n  ',
      '\n    ',
      '"',
      "'",
      '|',
      '>',
      '-',
      '+',
      '2',
      '&a ',
      '*a',
      '!t ',
      '#',
      ' #',
      '{',
      '}',
      '[',
      ']',
      ',',
      '\t',
      '\\',
      '%',
      '---\n',
      '<<: ',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), text => {
        const { root, faults } = parseYaml(text);
        const wrong = scalars(root).filter(scalar => !isExact(text, scalar));
        if (faults.length === 0) expect(wrong).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
