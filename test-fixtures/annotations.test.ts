import { describe, expect, test } from 'vitest';
import { type Mark, withAnnotations, withoutAnnotations } from './annotations.ts';
import { expanded } from './templates.ts';

const mark = (text: string, part: string, message = 'is bad'): Mark => {
  const start = text.indexOf(part);
  return { start, end: start + part.length, level: 'error', rule: 'some-rule', message };
};

describe('annotations', () => {
  test.each<[string, string, string, string | undefined, string]>([
    ['a comment where the format has one', 'a = "s3:*"\nb\n', 's3:*', '#', 'a = "s3:*"\n#    ^^^^ error[some-rule]: is bad\nb\n'],
    ['no comment where it has none', '{"a": "*"}\n', '"*"', undefined, '{"a": "*"}\n      ^^^ error[some-rule]: is bad\n'],
    ['no comment where there is no room for it', 'key = 1\n', 'key', '//', 'key = 1\n^^^ error[some-rule]: is bad\n'],
    ['tabs are copied', '\ta:\t"x"\n', '"x"', '//', '\ta:\t"x"\n//\t  \t^^^ error[some-rule]: is bad\n'],
    ['over several lines', 'a {\n  b\n}\n', '{\n  b\n}', '#', 'a {\n# ^~ error[some-rule]: is bad\n  b\n}\n'],
    ['line ends of Windows', 'a x\r\nb\r\n', 'x', '#', 'a x\r\n# ^ error[some-rule]: is bad\r\nb\r\n'],
    ['a last line without an end', 'a x', 'x', '#', 'a x\n# ^ error[some-rule]: is bad'],
  ])('%s', (_, text, part, marker, drawn) => {
    expect(withAnnotations(text, [mark(text, part)], marker)).toBe(drawn);
    expect(withoutAnnotations(drawn)).toBe(text);
  });

  test('one line for each finding, from left to right', () => {
    const text = '  a b\n';
    const drawn = withAnnotations(text, [mark(text, 'b'), mark(text, 'a', 'one'), mark(text, 'a b', 'two')], '#');
    expect(drawn).toBe('  a b\n# ^ error[some-rule]: one\n# ^^^ error[some-rule]: two\n#   ^ error[some-rule]: is bad\n');
    expect(withoutAnnotations(drawn)).toBe(text);
  });

  test('other comments and carets stay', () => {
    const text = '# ^ this is good\n^^ x\nerror[a]: b\n';
    expect(withoutAnnotations(text)).toBe(text);
  });
});

test('a place in an expanded template is one in the template', () => {
  const template = 'key = "ghp_{alnum:30}{crc32:6}" # {not a template}';
  const { text, runs } = expanded(template);
  expect(text).toHaveLength(template.length - '{alnum:30}{crc32:6}'.length + 36);
  expect(runs.map(({ outer, outerLength }) => template.slice(outer, outer + outerLength))).toEqual([
    'key = "ghp_',
    '{alnum:30}',
    '{crc32:6}',
    '" # {not a template}',
  ]);
  expect(
    runs.every(
      ({ inner, innerLength, outer, outerLength }) =>
        innerLength !== outerLength || text.slice(inner, inner + innerLength) === template.slice(outer, outer + outerLength),
    ),
  ).toBe(true);
});
