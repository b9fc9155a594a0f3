import { parseExpression } from '@idlint/syntax/hcl';
import { expect, test } from 'vitest';
import { type Data, hole } from '../../src/data.ts';
import { evaluate, namespace, newWork, type Scope, unknownData } from '../../src/hcl/index.ts';
import { stringValue, stringValues } from '../../src/query.ts';

/** What stays known where something is not: `?` stands for a hole or an unknown value, `…` for more items. */
const scope: Scope = {
  uri: 'main.tf',
  segment: '',
  work: newWork(),
  files: {
    text: (_path, at) => ({ not: unknownData({ code: 'reference', what: 'a file' }, at) }),
    exists: () => undefined,
    list: () => undefined,
  },
  variable: name =>
    name === 'var'
      ? namespace(
          (name, at) => unknownData({ code: 'variable', what: `var.${name}`, at }, at),
          () => [],
        )
      : undefined,
};
const evaluated = (text: string): Data => evaluate(parseExpression(text).expression, scope);

function shown(data: Data): string {
  switch (data.kind) {
    case 'unknown':
      return `? ${data.why.what}`;
    case 'string':
      return data.value.replaceAll(hole, '?');
    case 'list':
      return `[${[...data.items.map(shown), ...(data.open ? ['…'] : [])].join(', ')}]`;
    case 'map':
      return `{${[...[...data.entries].map(([key, { value }]) => `${key.replaceAll(hole, '?')}=${shown(value)}`), ...(data.open ? ['…'] : [])].join(', ')}}`;
    case 'null':
      return 'null';
    default:
      return String(data.value);
  }
}

test.each([
  ['"arn:aws:s3:::${var.b}/*"', 'arn:aws:s3:::?/*'],
  ['"${var.b}"', '? var.b'],
  ['upper("a-${var.b}")', 'A-?'],
  ['replace("a/${var.b}/c", "/", "-")', 'a-?-c'],
  ['replace("a/${var.b}/c", "/b", "-")', '? var.b'],
  ['trimsuffix("a-${var.b}-x", "-x")', 'a-?'],
  ['trimspace("  ${var.b}  ")', '?'],
  ['join(",", ["a", var.b, "c"])', 'a,?,c'],
  ['join(",", concat(["a"], var.b))', 'a,?'],
  ['format("%s:%s", "a", var.b)', 'a:?'],
  ['format("%d", var.b)', '?'],
  ['formatlist("%s-x", ["a", var.b])', '[a-x, ?-x]'],
  ['indent(2, "a\\n${var.b}")', 'a\n  ?'],
  ['split("-", "a-${var.b}")', '? var.b'],
  ['startswith("abc-${var.b}", "abc")', 'true'],
  ['startswith("abc-${var.b}", "abd")', 'false'],
  ['startswith("ab${var.b}", "abc")', '? var.b'],
  ['endswith("${var.b}.txt", ".txt")', 'true'],
  ['length("a${var.b}")', '? var.b'],
  ['concat(["a"], var.b, ["c"])', '[a, c, …]'],
  ['merge({ a = 1 }, var.b, { c = 2 })', '{a=? var.b, c=2, …}'],
  ['flatten([["a"], var.b])', '[a, …]'],
  ['flatten([["a", var.b]])', '[a, …]'],
  ['compact(["a", var.b, ""])', '[a, …]'],
  ['distinct(["a", "a", var.b])', '[a, ? var.b, …]'],
  ['contains(["a", var.b], "a")', 'true'],
  ['contains(["a", var.b], "c")', '? var.b'],
  ['contains(var.b, "c")', '? var.b'],
  ['keys({ (var.b) = 1, c = 2 })', '[c, …]'],
  ['keys({ "x${var.b}" = 1 })', '[x?]'],
  ['values({ a = var.b, c = 2 })', '[? var.b, 2]'],
  ['lookup({ a = 1 }, var.b, 2)', '? var.b'],
  ['lookup(merge({ a = 1 }, var.b), "z", 2)', '? var.b'],
  ['{ "x${var.b}" = 1 }["xy"]', '? a part of the key'],
  ['{ "x${var.b}:sub" = "v" }', '{x?:sub=v}'],
  ['[var.b, 1][1]', '1'],
  ['[1, 2][var.b]', '? var.b'],
  ['var.b[0].c', '? var.b'],
  ['var.b[*].c', '[…]'],
  ['[for x in var.b : upper(x)]', '[…]'],
  ['[for x in ["a", var.b] : upper(x)]', '[A, ? var.b]'],
  ['[for x in ["a", "b"] : x if x != var.b]', '[…]'],
  ['{ for x in ["a"] : x => var.b }', '{a=? var.b}'],
  ['var.b ? "x" : "y"', '? var.b'],
  ['var.b ? "x" : "x"', 'x'],
  ['var.b ? ["x"] : []', '[…]'],
  ['true ? "x" : var.b', 'x'],
  ['false && var.b', 'false'],
  ['true || var.b', 'true'],
  ['true && var.b', '? var.b'],
  ['"a-${var.b}" == "b-x"', 'false'],
  ['"a-${var.b}" == "a-x"', '? a comparison with something unknown'],
  ['[1, var.b] == [2, 3]', 'false'],
  ['var.b == null', '? var.b'],
  ['1 + var.b', '? var.b'],
  ['coalesce(var.b, "c")', '? var.b'],
  ['coalesce("a", var.b)', 'a'],
  ['try(var.b, "c")', '? var.b'],
  ['try(var.b.c, "c")', '? var.b'],
  ['can(var.b)', '? var.b'],
  ['toset(["b", "a", var.b])', '[a, b, ? var.b]'],
  ['sort(["b", var.b])', '? var.b'],
  ['jsonencode({ a = var.b, c = "x${var.b}" })', '{"a":?,"c":"x?"}'],
  ['jsondecode(jsonencode({ a = var.b, c = ["d"] }))', '{a=? var.b, c=[d]}'],
  ['jsondecode("{\\"a\\": \\"${var.b}\\", \\"c\\": 1}")', '{a=?, c=1}'],
  ['yamlencode({ a = var.b })', '"a": ?\n'],
  ['base64encode(var.b)', '? var.b'],
  ['sha256(var.b)', '? var.b'],
  ['timestamp()', '? a function whose result changes from run to run'],
  ['provider::aws::arn_parse("x")', '? provider::aws::arn_parse()'],
  ['"%{ for x in ["a", var.b] }${x};%{ endfor }"', 'a;?;'],
  ['"%{ if var.b }x%{ else }y%{ endif }z"', '?z'],
])('%s', (text, expected) => {
  expect(shown(evaluated(text))).toBe(expected);
});

test('the ends of a text around what is not known, and why', () => {
  expect(stringValue(evaluated('"arn:aws:s3:::${var.b}/${var.c}/*"'))).toMatchObject({
    kind: 'unknown',
    prefix: 'arn:aws:s3:::',
    suffix: '/*',
    why: { code: 'variable', what: 'var.b' },
  });
  expect(stringValues(evaluated('concat(["a"], var.b)'))).toMatchObject({ items: [{ value: 'a' }], open: { what: 'var.b' } });
});

test('a failure is one only for what tries it', () => {
  const { failures } = scope.work;
  expect(shown(evaluated('try({}.a, "b")'))).toBe('b');
  expect(scope.work.failures).toBe(failures);
  expect(shown(evaluated('{ a = {}.b, c = 1 }'))).toBe('{a=? there is no "b" in it, c=1}');
  expect(scope.work.failures).toBe(failures + 1);
});
