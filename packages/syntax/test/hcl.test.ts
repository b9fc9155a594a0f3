import { describe, expect, it } from 'vitest';
import { type Block, parse, parseExpression, parseTemplate, type TemplateLiteral } from '../src/hcl/index.ts';
import { outerRange } from '../src/index.ts';
import { invalid, valid } from './hcl-samples.ts';
import { sketch } from './hcl-sketch.ts';
import { visit } from './hcl-visit.ts';

const expression = (text: string): string => {
  const { expression, faults } = parseExpression(text);
  expect(faults).toEqual([]);
  return sketch(expression);
};

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['a == b && c < d || e', '(((a == b) && (c < d)) || e)'],
    ['-a.b + !c[0]', '((-a.b) + (!c[0]))'],
    ['(1 + 2) * 3', '(paren((1 + 2)) * 3)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a || b ? c : d + 1', '((a || b) ? c : (d + 1))'],
    ['a-b', 'a-b'],
    ['a - b', '(a - b)'],
    ['[1, "x", null, true,]', '[1, "x", null, true]'],
    ['{ a = 1, "b" : 2\n (c) = 3 }', '{a = 1, "b" = 2, paren(c) = 3}'],
    ['{ true = 1, null = 2 }', '{true = 1, null = 2}'],
    ['max(1, l...)', 'max(1, l...)'],
    ['provider::aws::arn_parse(x)', 'provider::aws::arn_parse(x)'],
    ['a.b[c].d["e"]', 'a.b[c].d["e"]'],
    ['a.0.b', 'a[0].b'],
    ['a[*].b[0].c', '(a[*] each.b[0].c)'],
    ['a.*.b.c[0]', '(a.* each.b.c)[0]'],
    ['a[*][*].b', '(a[*] (each[*] each.b))'],
    ['[for v in l : v if v != ""]', 'for(v in l : v if (v != ""))'],
    ['{ for k, v in m : v => k... }', 'for(k, v in m : v => k...)'],
    ['12345678901234567890.5e-3', '12345678901234567890.5e-3'],
    ['a # b\n + /* c */ d // e', '(a + d)'],
    ['caf\u00e9-1.\u03b1', 'caf\u00e9-1.\u03b1'],
  ])('%s', (text, tree) => expect(expression(text)).toBe(tree));
});

describe('templates', () => {
  it.each([
    ['""', '""'],
    ['"a${b}c"', '"a<b>c"'],
    ['"$${a} %%{b} $ % $$"', '"${a} %{b} $ % $$"'],
    ['"\\t\\n\\"\\\\\\u00e9\\U0001F600"', '"\\t\\n\\"\\\\\u00e9\u{1f600}"'],
    ['"${"a${"b"}"}"', '"<"a<"b">">"'],
    ['"a  ${~ b ~}  c"', '"a<b>c"'],
    ['"%{ if a }1%{ else }2%{ endif }"', '"<if a>1<else>2<endif>"'],
    ['"%{ for k, v in m ~} ${k}%{ endfor }"', '"<for k, v in m><k><endfor>"'],
    ['<<E\n  a\n ${b}\nE\n', '"  a\\n <b>\\n"'],
    ['<<-E\n    a\n\n      ${b}\n    E\n', '"a\\n\\n  <b>\\n"'],
    ['<<E\nE\n', '""'],
    ['<<-E\n  %{ if a ~}\n  b\n  %{ endif ~}\n  E\n', '"<if a>  b\\n<endif>"'],
  ])('%s', (text, tree) => expect(expression(text)).toBe(tree));

  it('a text of its own', () => {
    const text = 'Hello ${name},\n%{ for x in xs ~}\n- ${x}\n%{ endfor ~}\n"quoted" $${literal}';
    const { expression, faults } = parseTemplate(text);
    expect(faults).toEqual([]);
    expect(sketch(expression)).toBe('"Hello <name>,\\n<for x in xs>- <x>\\n<endfor>\\"quoted\\" ${literal}"');
    expect([expression.start, expression.end]).toEqual([0, text.length]);
  });

  it('keep apart what is the value itself and what is a string of it', () => {
    const parts = (text: string): string[] => {
      const { expression } = parseExpression(text);
      return expression.kind === 'template' ? expression.parts.map(part => part.kind) : [];
    };
    expect(parts('"${a}"')).toEqual(['interpolation']);
    expect(parts('" ${~ a }"')).toEqual(['literal', 'interpolation']);
  });

  /** Where each of these words of the meaning stands in the text. */
  const placesOf = (text: string, words: string[]): string[] => {
    const literals: TemplateLiteral[] = [];
    visit(parseExpression(text).expression, node => {
      if (node.kind === 'literal') literals.push(node);
    });
    return words.map(word => {
      const found = literals.find(literal => literal.text.includes(word))!;
      const start = found.text.indexOf(word);
      const range = outerRange(found.runs, start, start + word.length);
      return `${range.start}: ${text.slice(range.start, range.end)}`;
    });
  };

  it('know where each character stands, through escapes', () => {
    expect(placesOf('"a\\tb\\u00e9c$${d}e"', ['a', '\t', 'b', '\u00e9', '\u00e9c', '${', 'd}e'])).toEqual([
      '1: a',
      '2: \\t',
      '4: b',
      '5: \\u00e9',
      '5: \\u00e9c',
      '12: $${',
      '15: d}e',
    ]);
  });

  it('know where each character stands, through indentation', () => {
    const text = '<<-E\n    one\n      two ${x}\n    three\n    E\n';
    expect(placesOf(text, ['one', '  two', 'three'])).toEqual(['9: one', '17:   two', '32: three']);
  });
});

describe('files', () => {
  const text = `locals {
  a = 1
}
resource "aws_iam_role" "deploy" {
  name = "x"
  inner {}
}
locals { b = 2 }
resource aws_iam_role "deploy" {}
region = "eu"
`;

  it('are made of segments with names of their own', () => {
    const { segments, faults } = parse(text);
    expect(faults).toEqual([]);
    expect(segments.map(segment => segment.name)).toEqual([
      'locals',
      'resource.aws_iam_role.deploy',
      'locals~2',
      'resource.aws_iam_role.deploy~2',
      'region',
    ]);
    expect(segments.map(({ item }) => sketch(item))).toEqual([
      'locals { a = 1 }',
      'resource aws_iam_role deploy { name = "x"; inner {  } }',
      'locals { b = 2 }',
      'resource aws_iam_role deploy {  }',
      'region = "eu"',
    ]);
  });

  it('have names that no label can take away', () => {
    const names = parse('a "b" {}\na "b" {}\na "b~2" {}\na "b" {}\n').segments.map(segment => segment.name);
    expect(new Set(names).size).toBe(4);
  });

  it('count from the start of the segment', () => {
    const { offset, item } = parse(text).segments[1]!;
    const written = (node: { start: number; end: number }): string => text.slice(offset + node.start, offset + node.end);
    const block = item as Block;
    expect(block.start).toBe(0);
    expect(written(block)).toBe('resource "aws_iam_role" "deploy" {\n  name = "x"\n  inner {}\n}');
    expect(block.labels.map(written)).toEqual(['"aws_iam_role"', '"deploy"']);
    expect(written(block.body)).toBe('\n  name = "x"\n  inner {}\n');
    expect(block.body.items.map(written)).toEqual(['name = "x"', 'inner {}']);
  });

  it('may begin with a byte order mark', () => {
    expect(parse('\ufeffa = 1\n')).toMatchObject({ faults: [], segments: [{ name: 'a', offset: 1 }] });
  });

  it.each(Object.entries(valid))('of the grammar are valid: %s', (_name, sample) => expect(parse(sample).faults).toEqual([]));
  it.each(invalid)('that are invalid have a fault: %j', sample => expect(parse(sample).faults).not.toEqual([]));
});
