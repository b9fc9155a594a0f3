import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Texts that are valid HCL, each about one part of the grammar. */
export const valid: Record<string, string> = {
  empty: '',
  'attributes and blocks': `
a = 1
terraform {
}
module "vpc" { source = "./vpc" }
resource "aws_iam_role" deploy {
  name = "deploy"
  inner {
    deeper { on = true }
    deeper {}
  }
}`,
  comments: `# one
// two
/* three
   lines */ a /* in */ = /* between */ 1 # after
b = [ # first
  1, // second
  /* third */ 2
]`,
  identifiers: `caf\u00e9 = na\u00efve-1
_x = _
a-b = c--d
\u4e2d\u6587 = { \u03b1 = \u03b2 }
e = \u{1d4b3}`,
  numbers: `a = 0
b = 12.50
c = 1e10
d = 1.5E-3
e = 2e+2
f = 123456789012345678901234567890
g = -1
h = 1.e2`,
  operators: `a = 1 + 2 * 3 - 4 / 5 % 6
b = a == 1 && b != 2 || !c && -d < 3
c = (1 + 2) * 3 >= 4
d = x ? y : z ? 1 : 2
e = a || b == c ? d && e : f + 1
f = - - 1
g = !!x
h = a-b - c -d
i = 1-1`,
  'brackets and newlines': `a = [
  1,

  2
  ,
  3,
]
b = {
  x = 1
  "y" = 2,
  (z) = 3

  "\${w}-1" : 4, v = 5
  true = 6
  a.b = 8
}
c = f(
  1
  ,
  2,
)
d = (
  1
  +
  2
)
e = g[
  0
]
h = []
i = {}
j = [{ a = [[]] }, {}]`,
  'keys that are keywords elsewhere': `a = {
  true = 1
  null = 2
  if = 3
  for = 4
}`,
  'calls and namespaces': `a = f()
b = provider::aws::arn_parse(x)
c = max(1, l...)
d = f(g(h(1)), [2]...).x[0]
e = a :: b ( 1 )`,
  traversals: `a = b.c.d
b = c[0]["k"][d]
c = d.0.e
d = e.*.f.g[0]
e = f[*].g[1].h
f = g.*
g = h.*.0.i
h = i[*]
i = j[*][*].k.*.l
j = f(x).y
k = (x).y
l = "s".y
m = [1, 2][0]
n = { a = 1 }.a
o = a[b[c[0]]]
p = a["x-\${y}"]`,
  'for expressions': `a = [for x in y : x]
b = [for i, x in y : "\${i}-\${x}" if x != null]
c = { for k, v in m : k => v }
d = { for k, v in m : v => k... if k != "" }
e = [
  for x in y :
  x
]
f = {
  for k, v in { a = 1 } :
  upper(k) => [for w in v : w]
}
g = [for if in in : if]
h = [for x in a ? b : c : x]`,
  strings: `a = ""
b = "plain"
c = "tab\\tnew\\nline\\rquote\\"back\\\\slash"
d = "\\u00e9 \\U0001F600 \u{1f600}"
e = "\${a}"
f = "x\${a}y\${b}"
g = "$\${a} %%{ if } $ % $$ %% $x"
h = "\${"nested \${"deep"}"}"
i = "  \${~ a ~}  "
j = "\${
  a
}"
k = "\${ { a = "}" }["a"] }"`,
  directives: `a = "%{ if x }yes%{ else }no%{ endif }"
b = "%{if x}%{if y}1%{endif}%{endif}"
c = "%{ for x in y }\${x},%{ endfor }"
d = "%{ for k, v in y ~}  \${k} %{~ if v ~} = %{ endif }%{ endfor }"`,
  heredocs: `a = <<EOT
one
  two \${three}
EOT
b = <<-EOT
    indented
      more

    \${same}
    EOT
c = [<<A
x
A
, <<-B
  y
  B
]
d = f(<<JSON
{ "Statement": [{ "Action": "*" }] }
JSON
)
e = <<EOT
EOT
f = <<-EOT
  %{ if x ~}
  yes
  %{ endif ~}
  $\${literal} 100% \\n
EOT
g = <<E-1
E
E-1
`,
  'heredoc in a heredoc': `a = <<A
\${<<B
inner
B
}
A
`,
  'windows line ends': 'a = 1\r\nb = [\r\n  1,\r\n]\r\nc = <<-E\r\n  x\r\n  E\r\nd {\r\n}\r\n',
  'wide characters': 'a = "\u{1f600}" # \u{1f600}\nb = "\u{1f600}${c}\u4e2d"\nd = <<E\n\u{1f600} ${e}\nE\n',
};

/** Texts that are no valid HCL, each for one reason. */
export const invalid: string[] = [
  'a =\n',
  'a = 1 b = 2\n',
  'a = 1,\n',
  'a 1\n',
  'a\n',
  '= 1\n',
  '"a" = 1\n',
  'a = 1\na = 2\n',
  'b {\n  a = 1\n  a = 2\n}\n',
  'b { a = 1\n}\n',
  'b { a = 1, b = 2 }\n',
  'b { c {} }\n',
  'b {\n  a = 1 }\n',
  'b {} c {}\n',
  'b\n{\n}\n',
  'b "${x}" {}\n',
  'b "l\n" {}\n',
  'b {\n',
  'b {}}\n',
  'a = [1 2]\n',
  'a = [1,,2]\n',
  'a = [1\n',
  'a = {b}\n',
  'a = {b = 1 c = 2}\n',
  'a = {b =\n1}\n',
  'a = {, b = 1}\n',
  'a = (1\n',
  'a = ()\n',
  'a = 1 +\n2\n',
  'a = 1 ? 2\n',
  'a = b\n.c\n',
  'a = b.\n',
  'a = b.0.1\n',
  'a = b.*.*\n',
  'a = b[]\n',
  'a = b[*\n',
  'a = 1..2\n',
  'a = 1.2.3\n',
  'a = f(1 2)\n',
  'a = f(x..., y)\n',
  'a = f(,)\n',
  'a = b::c\n',
  'a = b::\n',
  'a = [for x in y]\n',
  'a = [for x : y]\n',
  'a = [for x in y : k => x]\n',
  'a = [for x in y : x...]\n',
  'a = {for x in y : x}\n',
  'a = [for, b]\n',
  'a = "x\n',
  'a = "x\ny"\n',
  'a = "\\q"\n',
  'a = "\\u12"\n',
  'a = "\\uD800"\n',
  'a = "\\U00110000"\n',
  'a = "${x"\n',
  'a = "${}"\n',
  'a = "${x y}"\n',
  'a = "%{ if x }"\n',
  'a = "%{ endif }"\n',
  'a = "%{ if x }%{ endfor }"\n',
  'a = "%{ if x }%{ else }%{ else }%{ endif }"\n',
  'a = "%{ unless x }%{ endif }"\n',
  'a = <<EOT\nx\n',
  'a = <<EOT\nx\nEOT',
  'a = <<EOT x\nEOT\n',
  'a = << EOT\nEOT\n',
  'a = <<EOT\nx\ry\nEOT\n',
  "a = 'x'\n",
  'a = `x`\n',
  'a = 1;\n',
  'a = b & c\n',
  'a = b ** c\n',
  'a = {b = 1 ~}\n',
  'a = \u201cx\u201d\n',
  'a = 1 /* never closed\n',
  'a\u00a0= 1\n',
  'a = 1\rb = 2\n',
];

/**
 * Real files: every Terraform file of the fixtures, and of the directory that IDLINT_HCL_CORPUS names, if it does (a few checked-out modules, a few
 * megabytes; `IDLINT_HCL_CORPUS=~/modules npx vitest run packages/syntax/test/hcl`).
 */
export function realFiles(): { name: string; text: string }[] {
  const fixtures = fileURLToPath(new URL('../../../test-fixtures', import.meta.url));
  return [fixtures, process.env.IDLINT_HCL_CORPUS].flatMap(root => (root && existsSync(root) ? under(root) : []));
}

function under(root: string): { name: string; text: string }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(tf|hcl|tfvars|nomad)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(name => ({ name, text: new TextDecoder().decode(readFileSync(name)) }));
}
