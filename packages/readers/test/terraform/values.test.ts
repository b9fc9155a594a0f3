import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('variables from defaults, files and types; locals in any order; files and templates; cycles and what is outside', async () => {
  expect(
    await lines({
      'terraform.tfvars': `
actions = ["a:one"]
team    = "from-tfvars"
`,
      'b.auto.tfvars': `
team = "from-b"
`,
      'a.auto.tfvars.json': `
{ "team": "from-a", "other": "$\${kept}" }
`,
      'unread.tfvars': `
team = "never"
`,
      'variables.tf': `
variable "actions" {
  type = set(string)
}
variable "team" {}
variable "other" {}
variable "settings" {
  type = list(object({
    name    = string
    actions = optional(list(string), ["default:Action"])
    on      = optional(bool)
    inner   = optional(object({ x = optional(string, "inner") }), {})
  }))
  default = [{ name = "one" }, { name = "two", actions = ["own:Action"], on = "true" }]
}
variable "strict" {
  type     = string
  default  = "kept"
  nullable = false
}
`,
      'main.tf': `
locals {
  c = "\${local.b}-c"
  b = "\${local.a}-b"
  a = var.team
  self = local.self
  x = local.y
  y = local.x
}
resource "aws_iam_policy" "list" {
  name   = "\${local.c}-\${var.other}"
  policy = jsonencode({ Statement = [for s in var.settings : { Effect = "Allow", Action = s.actions, Resource = "\${s.name}:\${s.inner.x}" } ] })
}
resource "aws_iam_policy" "cycle" {
  name   = "cycle"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = local.self, Resource = [local.x] } })
}
resource "aws_iam_policy" "set" {
  policy = jsonencode({ Statement = { Effect = "Allow", Action = var.actions, Resource = trimspace(file("\${path.module}/resource.txt")) } })
}
resource "aws_iam_policy" "outside" {
  policy = file("../../../etc/passwd")
}
resource "aws_iam_policy" "here" {
  policy = templatefile("\${path.module}/policies/p.json.tftpl", { bucket = "b", actions = ["s3:Put*"] })
}
resource "aws_iam_policy" "missing" {
  policy = file("policies/none.json")
}
`,
      'resource.txt': `
arn:aws:s3:::x
`,
      'policies/p.json.tftpl': `
{ "Statement": [
%{ for a in actions ~}
  { "Effect": "Allow", "Action": "\${a}", "Resource": "arn:aws:s3:::\${bucket}/*" }
%{ endfor ~}
] }
`,
      'main_override.tf': `
resource "aws_iam_policy" "set" {
  name = "overridden"
}
`,
    }),
  ).toEqual([
    'policy from-b-b-c-$${kept} identity',
    'allow default:Action on one:inner',
    'allow own:Action on two:inner',
    'policy cycle identity',
    'allow … on ?',
    'policy overridden identity',
    'allow a:one on arn:aws:s3:::x',
    'policy outside identity',
    'gap reference ../../../etc/passwd, which is outside of the workspace',
    'policy here identity',
    'allow s3:Put* on arn:aws:s3:::b/*',
    'policy missing identity',
    'gap reference policies/none.json, which is not in the workspace',
    'gap reference ../../../etc/passwd, which is outside of the workspace',
  ]);
});

test('the JSON syntax', async () => {
  expect(
    await lines({
      'main.tf.json': `
{
  "//": "a comment",
  "variable": { "env": { "type": "string", "default": "prod \${no}" }, "names": { "type": "list(string)", "default": ["a"] } },
  "locals": { "actions": ["s3:*", "\${upper(\\"x\\")}"] },
  "resource": {
    "aws_iam_role": {
      "ci": {
        "name": "ci-\${var.env}",
        "assume_role_policy": "\${jsonencode({ Statement = [{ Effect = \\"Allow\\", Action = \\"sts:AssumeRole\\", Principal = { AWS = \\"*\\" } }] })}",
        "inline_policy": [{ "name": "one", "policy": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:*\\", \\"Resource\\": \\"*\\"}]}" }],
        "dynamic": { "inline_policy": { "for_each": "\${toset([\\"x\\", \\"y\\"])}", "content": { "name": "\${inline_policy.value}", "policy": "\${jsonencode({ Statement = [] })}" } } }
      }
    },
    "aws_iam_policy": { "p": [{ "name": "p", "policy": "\${jsonencode({ Statement = [{ Effect = \\"Allow\\", Action = local.actions, Resource = \\"*\\" }] })}" }] }
  },
  "data": { "aws_iam_policy_document": { "d": { "statement": { "actions": ["kms:*"], "resources": ["*"] } } } },
  "module": { "m": { "source": "./m", "document": "\${data.aws_iam_policy_document.d.json}" } }
}
`,
      'm/main.tf': `
variable "document" {}
resource "aws_iam_policy" "m" { policy = var.document }
`,
    }),
  ).toEqual([
    'role ci-prod ${no} (unknown)',
    'policy ci trust',
    'allow sts:AssumeRole to everyone:*',
    'trust allow terraform:#aws_iam_role.ci <- everyone:*',
    'policy one identity',
    'allow s3:* on *',
    'binding terraform:#aws_iam_role.ci/inline_policy/one -> terraform:#aws_iam_role.ci',
    'policy x identity',
    'binding terraform:#aws_iam_role.ci/inline_policy/x -> terraform:#aws_iam_role.ci',
    'policy y identity',
    'binding terraform:#aws_iam_role.ci/inline_policy/y -> terraform:#aws_iam_role.ci',
    'policy p identity',
    'allow s3:* X on *',
    'policy m identity',
    'allow kms:* on *',
  ]);
});
