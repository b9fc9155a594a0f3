/** Small configurations whose outputs the real terraform has worked out; record.ts asks it again. */
export const cases: Record<string, Record<string, string>> = {
  'type constraints and their defaults': {
    'main.tf': `
variable "text" { type = string }
variable "flag" { type = bool }
variable "numbers" { type = list(number) }
variable "names" { type = set(string) }
variable "tags" { type = map(string) }
variable "pair" { type = tuple([string, number]) }
variable "anything" { type = any }
variable "many" { type = list(any) }
variable "object" {
  type = object({
    name  = string
    count = optional(number)
    on    = optional(bool, true)
    list  = optional(list(string), ["d"])
    inner = optional(object({ a = optional(string, "x"), b = optional(number, 5) }), {})
    map   = optional(map(object({ v = optional(string, "v") })), { k = {} })
  })
}
variable "objects" {
  type = map(object({ a = optional(string, "none"), b = optional(list(object({ c = optional(number, 1) })), []) }))
}
variable "nothing" {
  type    = string
  default = null
}
variable "strict" {
  type     = string
  default  = "kept"
  nullable = false
}
output "all" {
  value = [var.text, var.flag, var.numbers, var.names, var.tags, var.pair, var.anything, var.many, var.object, var.objects, var.nothing, var.strict]
}
`,
    'terraform.tfvars': `
text     = 5
flag     = "true"
numbers  = ["1", 2.50]
names    = ["b", "a", "b"]
tags     = { a = 1, b = true }
pair     = [1, "2"]
anything = { a = [1, "x"] }
many     = [1, "x", true]
object   = { name = "n", extra = "gone", on = null, inner = { b = 6 }, map = { k = { v = null }, l = { v = "w" } } }
objects  = { one = {}, two = { a = null, b = [{}, { c = 2 }, { c = null }] } }
`,
  },
  'values from files, the later one wins': {
    'main.tf': `
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
output "all" { value = [var.a, var.b, var.c, var.d] }
`,
    'terraform.tfvars': 'a = "terraform.tfvars"\nb = "terraform.tfvars"\nc = "terraform.tfvars"\n',
    'terraform.tfvars.json': '{ "b": "terraform.tfvars.json", "c": "terraform.tfvars.json" }',
    'z.auto.tfvars': 'c = "z"\nd = "z"\n',
    'b.auto.tfvars.json': '{ "c": "b $${x} ${y}" , "d": "b" }',
    'other.tfvars': 'a = "never"\n',
  },
  'modules with count, for_each and nested calls': {
    'main.tf': `
locals {
  teams = { shop = ["a", "b"], data = [] }
  on    = true
}
module "team" {
  source   = "./modules/team"
  for_each = local.teams
  name     = each.key
  members  = each.value
}
module "maybe" {
  source = "./modules/team"
  count  = local.on ? 2 : 0
  name   = "m\${count.index}"
}
module "never" {
  source = "./modules/team"
  count  = local.on ? 0 : 1
  name   = "never"
}
module "chained" {
  source   = "./modules/team"
  for_each = module.team
  name     = "\${each.key}-\${each.value.size}"
}
module "one" {
  source  = "./modules/team"
  name    = module.maybe[1].label
  members = flatten(values(module.team)[*].members)
}
output "labels" { value = { for k, m in module.team : k => m.label } }
output "maybe" { value = module.maybe[*].label }
output "never" { value = [module.never, try(module.never[0].label, "none"), one(module.never[*].label)] }
output "chained" { value = sort([for m in module.chained : m.label]) }
output "one" { value = [module.one.label, module.one.size, module.one.paths] }
output "whole" { value = module.one }
output "keys" { value = keys(module.team) }
`,
    'modules/team/main.tf': `
variable "name" {}
variable "members" {
  type    = list(string)
  default = ["nobody"]
}
module "inner" {
  source = "../inner"
  text   = var.name
}
output "label" { value = module.inner.upper }
output "size" { value = length(var.members) }
output "members" { value = var.members }
output "paths" { value = [path.module, path.root, module.inner.path, module.inner.file] }
`,
    'modules/inner/main.tf': `
variable "text" { type = string }
output "upper" { value = upper(var.text) }
output "path" { value = path.module }
output "file" { value = templatefile("\${path.module}/file.tftpl", { who = var.text }) }
`,
    'modules/inner/file.tftpl': 'Hello ${who}\n%{ for i in range(2) }${i}%{ endfor }',
  },
  'resources by count and for_each, their attributes and splats': {
    'main.tf': `
resource "terraform_data" "one" { input = { a = 1, b = ["x"] } }
resource "terraform_data" "many" {
  count = 3
  input = "n\${count.index}"
}
resource "terraform_data" "each" {
  for_each = toset(["b", "a"])
  input    = "\${each.key}=\${each.value}"
}
resource "terraform_data" "none" {
  count = 0
  input = "none"
}
resource "terraform_data" "chain" {
  for_each = terraform_data.each
  input    = "\${each.key}: \${each.value.input}"
}
output "one" { value = [terraform_data.one.input.a, terraform_data.one.input["b"][0]] }
output "many" { value = [terraform_data.many[*].input, terraform_data.many.*.input, terraform_data.many[1].input, length(terraform_data.many)] }
output "each" { value = [for k, r in terraform_data.each : "\${k}/\${r.input}"] }
output "none" { value = [terraform_data.none, terraform_data.none[*].input, try(terraform_data.none[0].input, "gone"), one(terraform_data.none[*].input)] }
output "chain" { value = { for k, r in terraform_data.chain : k => r.input } }
output "values" { value = values(terraform_data.each)[*].input }
output "single" { value = terraform_data.one[*].input.a }
`,
  },
  'override files': {
    'main.tf': `
variable "v" {
  type    = string
  default = "base"
}
locals {
  a = "base"
  b = "base"
}
resource "terraform_data" "r" {
  input            = "base"
  triggers_replace = "base"
}
module "m" {
  source = "./m"
  x      = "base"
}
output "all" { value = [var.v, local.a, local.b, terraform_data.r.input, terraform_data.r.triggers_replace, module.m.x] }
`,
    'override.tf': 'variable "v" {\n  default = "override"\n}\nlocals {\n  a = "override"\n}\n',
    'x_override.tf': 'resource "terraform_data" "r" {\n  input = "x_override"\n}\nmodule "m" {\n  x = "x_override"\n}\n',
    'm/main.tf': 'variable "x" {}\noutput "x" { value = var.x }\n',
  },
  'the JSON syntax': {
    'main.tf.json': `{
  "variable": { "n": { "type": "list(number)", "default": ["1", 2] }, "s": { "default": "\${not} a template" } },
  "locals": { "a": "\${var.n[0] + 1}", "b": ["x\${local.a}y", { "\${var.n[1]}": true }], "c": "\${var.n}", "d": "%{ if true }yes%{ endif }" },
  "resource": { "terraform_data": { "r": { "count": 2, "input": "\${count.index}" } } },
  "module": { "m": { "source": "./m", "x": "\${local.a}" } },
  "output": { "all": { "value": ["\${local.a}", "\${local.b}", "\${local.c}", "\${local.d}", "\${var.s}", "\${terraform_data.r[*].input}", "\${module.m.x}", "$\${kept}"] } }
}`,
    'm/main.tf.json': '{ "variable": { "x": {} }, "output": { "x": { "value": "got ${var.x}" } } }',
  },
  'locals in any order, functions and expressions over them': {
    'main.tf': `
locals {
  policies = { for role, actions in local.roles : role => jsonencode({
    Version   = "2012-10-17"
    Statement = [for service, names in local.by_service[role] : { Effect = "Allow", Action = sort(names), Resource = coalesce(lookup(local.resources, service, null), "*") }]
  }) }
  by_service = { for role, actions in local.roles : role => { for action in actions : split(":", action)[0] => action... } }
  roles = merge(local.base, { ci = concat(lookup(local.base, "read", []), ["s3:PutObject", "sqs:Send*"]) })
  base  = yamldecode(file("\${path.module}/roles.yaml")).roles
  resources = {
    s3 = "arn:aws:s3:::\${join("-", compact(["acme", "", lower("PROD")]))}/*"
  }
}
output "policies" { value = local.policies }
output "roles" { value = local.roles }
`,
    'roles.yaml': 'roles:\n  read: &read\n    - s3:GetObject\n    - s3:ListBucket\n  admin:\n    - "iam:*"\n',
  },
};
