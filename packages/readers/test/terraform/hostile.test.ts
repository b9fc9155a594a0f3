import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

const policy = (value: string, name = 'p') =>
  `resource "aws_iam_policy" "${name}" { policy = jsonencode({ Statement = { Effect = "Allow", Action = ${value}, Resource = "*" } }) }\n`;

/** Whatever the text, evaluation ends soon and the rest is judged. */
async function bounded(files: string | Record<string, string>): Promise<string[]> {
  const begin = performance.now();
  const told = await lines(files);
  expect(performance.now() - begin).toBeLessThan(15_000);
  return told;
}

test('modules that call each other in a circle', async () => {
  expect(
    await bounded({
      'a/main.tf': `module "b" { source = "../b" }\n${policy('"a:*"')}`,
      'b/main.tf': `module "a" { source = "../a" }\n${policy('"b:*"')}`,
    }),
  ).toEqual(['policy p identity', 'allow a:* on *', 'policy p identity', 'allow b:* on *', 'gap cycle ../a, which calls itself']);
  expect(await bounded(`module "self" { source = "./" }\n${policy('"a:*"')}`)).toEqual([
    'policy p identity',
    'allow a:* on *',
    'gap cycle ./, which calls itself',
  ]);
});

test('a module outside of the workspace is not read', async () => {
  expect(await bounded({ 'infra/main.tf': 'module "x" { source = "../../other" }\nmodule "y" { source = "../missing" }\n' })).toEqual([
    'gap module ../../other, which is outside of the workspace',
    'gap module ../missing',
  ]);
});

test('names that depend on themselves', async () => {
  expect(
    await bounded(`
locals { a = local.b, b = [local.a] }
locals {
  c = local.d
  d = [local.c]
}
variable "v" { default = 1 }
resource "aws_iam_role" "r" {
  for_each           = aws_iam_role.r
  name               = aws_iam_role.r["x"].name
  assume_role_policy = jsonencode({ Statement = [] })
}
${policy('local.c')}
`),
  ).toEqual(['role r (unknown) maybe', 'policy r trust maybe', 'policy p identity', 'allow ? on *']);
});

test('texts and lists that double', async () => {
  const doubling = (start: string, twice: (name: string) => string) =>
    `locals {\n  x0 = ${start}\n${Array.from({ length: 60 }, (_, index) => `  x${index + 1} = ${twice(`local.x${index}`)}`).join('\n')}\n}\n`;
  for (const [start, twice] of [
    ['"ab"', (name: string) => `"\${${name}}\${${name}}"`],
    ['["a"]', (name: string) => `concat(${name}, ${name})`],
    ['["a"]', (name: string) => `[${name}, ${name}]`],
    ['["a"]', (name: string) => `flatten([${name}, ${name}])`],
    ['{ a = 1 }', (name: string) => `{ a = ${name}, b = ${name} }`],
    ['"a"', (name: string) => `join(${name}, [${name}, ${name}, ${name}])`],
    ['"a"', (name: string) => `jsonencode([${name}, ${name}])`],
    ['["a", "b"]', (name: string) => `[for p in setproduct(${name}, ${name}) : join("", p)]`],
    ['"a"', (name: string) => `replace("aaaaaaaa", "a", ${name})`],
  ] as const) {
    const told = await bounded(`${doubling(start, twice)}${policy('local.x60')}${policy('"s3:*"', 'other')}`);
    expect(told.at(-1), `${start} ${twice('x')}: ${told.map(line => line.slice(0, 100)).join('\n')}`).toBe('allow s3:* on *');
  }
});

test('equality, sets and order of values that share their parts', async () => {
  const lists = (name: string) =>
    `locals {\n  ${name}0 = ["a"]\n${Array.from({ length: 60 }, (_, index) => `  ${name}${index + 1} = [local.${name}${index}, local.${name}${index}]`).join('\n')}\n}\n`;
  const told = await bounded(
    `${lists('a')}${lists('b')}${policy('local.a60 == local.b60 ? "x" : "y"')}${policy('length(toset([local.a60, local.b60]))', 'set')}${policy('distinct([local.a60, local.b60])[0]', 'distinct')}`,
  );
  expect(told.filter(line => line.startsWith('policy'))).toHaveLength(3);
});

test('deep nesting', async () => {
  const deep = (open: string, close: string) => `${open.repeat(5_000)}"x"${close.repeat(5_000)}`;
  for (const value of [deep('[', ']'), deep('(', ')'), deep('upper(', ')'), `"x"${'.a'.repeat(5_000)}`, `1${' + 1'.repeat(5_000)}`])
    expect((await bounded(policy(value))).length).toBeGreaterThan(0);
  const chain = Array.from({ length: 5_000 }, (_, index) => `  x${index} = ${index === 4_999 ? '"end"' : `local.x${index + 1}`}`).join(
    '\n',
  );
  expect(await bounded(`locals {\n${chain}\n}\n${policy('local.x0')}`)).toEqual(['policy p identity', 'allow … on *']);
});

test('a hundred thousand instances', async () => {
  const told = await bounded(`
resource "aws_iam_role" "many" {
  count = 60000
  name  = "r\${count.index}"
}
resource "aws_iam_user" "more" {
  for_each = { for i in setproduct(range(300), range(300)) : "\${i[0]}-\${i[1]}" => i }
  name     = each.key
}
resource "aws_iam_policy" "rest" { policy = jsonencode({ Statement = [] }) }
`);
  expect(told.filter(line => line.startsWith('role'))).toHaveLength(10_000);
  expect(told.length).toBeLessThan(20_010);
  expect(told.filter(line => line.startsWith('gap'))).toEqual([
    'gap limit more than 10000 instances',
    'gap limit more than 10000 instances',
    'gap limit more than 20000 instances',
  ]);
});

test('patterns that backtrack, formats that pad, and other expensive calls', async () => {
  for (const value of [
    'regex("(a|a)*$$", join("", [for i in range(1000) : "a"]))',
    'regexall("(.*)*(.*)*b", join("", [for i in range(500) : "aaaa"]))',
    'replace(join("", [for i in range(1000) : "aaaaaaaaaa"]), "/a*a*a*a*b/", "")',
    'format("%1000000000s", "x")',
    'indent(100000, "a\\nb")',
    'pow(10, 300)',
    '1e999999999',
    'parseint(join("", [for i in range(1000) : "9999999999"]), 10)',
    'fileset(".", "**/**/**/**/**/**/**/**/**/**/*")',
  ])
    expect((await bounded(policy(value))).length).toBeGreaterThan(0);
});

test('broken text', async () => {
  expect(await bounded(`resource "aws_iam_role" "half" {\n  name = \n  tags = {\n\n${policy('"s3:*"')}`)).toContain('allow s3:* on *');
  expect(
    await bounded({
      'main.tf.json': '{"resource": {"aws_iam_role": {"r": {"name": "x", ',
      'x.tfvars': '= = =',
      'y.tf': 'resource {}\nmodule {}\nvariable {}\nlocals = 1\ndata "x" {}\n',
    }),
  ).toEqual(['role x (unknown)', 'gap module a module without a source']);
});
