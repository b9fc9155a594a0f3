/**
 * Random configurations: locals that lean on each other, resources by count and for_each, a module by for_each, and outputs that look at all
 * of it. The same seed gives the same configuration. What Terraform may refuse stands in `try`.
 */
export function configuration(seed: number): Record<string, string> {
  const random = new Random(seed);
  const module = new Expressions(random, { string: ['var.name'], list: ['var.items'], map: [], number: [], bool: ['var.on'] });
  const inner = `variable "name" {}
variable "items" { type = list(string) }
variable "on" {
  type    = bool
  default = true
}
locals {
  text = try(${module.text('string', 2)}, "refused")
}
resource "terraform_data" "inner" {
  count = var.on ? length(var.items) : 0
  input = "\${count.index}:\${var.items[count.index]}"
}
output "text" { value = local.text }
output "inputs" { value = terraform_data.inner[*].input }
output "items" { value = try(${module.text('list', 2)}, "refused") }
`;
  const root = new Expressions(random, { string: ['var.word'], list: ['var.words'], map: ['var.tags'], number: ['var.size'], bool: [] });
  const locals: string[] = [];
  for (const type of ['string', 'list', 'map', 'number', 'bool', 'list', 'map', 'string'] as const) {
    const name = `l${locals.length}`;
    locals.push(`  ${name} = try(${root.text(type, 3)}, ${defaults[type]})`);
    root.known[type].push(`local.${name}`);
  }
  random.shuffle(locals);
  const blocks = `resource "terraform_data" "counted" {
  count = try(min(3, abs(floor(${root.text('number', 1)}))), 1)
  input = "\${count.index}-\${try(${root.text('string', 1)}, "")}"
}
resource "terraform_data" "each" {
  for_each = toset(try(${root.text('list', 2)}, []))
  input    = { key = each.key, value = "\${each.value}!", more = try(${root.text('list', 1)}, null) }
}
module "m" {
  source   = "./m"
  for_each = try(${root.text('map', 2)}, {})
  name     = "\${each.key}=\${each.value}"
  items    = [for r in terraform_data.each : r.input.value if try(${root.text('bool', 1)}, true)]
  on       = try(${root.text('bool', 1)}, false)
}
`;
  root.known.list.push(
    'terraform_data.counted[*].input',
    'keys(terraform_data.each)',
    'values(module.m)[*].text',
    'flatten(values(module.m)[*].inputs)',
  );
  root.known.map.push('{ for k, r in terraform_data.each : k => r.input.value }', '{ for k, m in module.m : k => join("+", m.items) }');
  root.known.number.push('length(module.m)', 'length(terraform_data.each)');
  root.known.string.push('one([for m in module.m : m.text][*])', 'terraform_data.counted[0].input');
  const outputs = (['string', 'list', 'map', 'number', 'bool', 'list', 'map', 'string'] as const).map(
    (type, index) => `output "o${index}" { value = try(${root.text(type, 4)}, "refused") }`,
  );
  return {
    'main.tf': `variable "word" { default = "${random.pick(words)}" }
variable "words" {
  type    = list(string)
  default = ["b", "a", "${random.pick(words)}"]
}
variable "tags" {
  type    = map(string)
  default = { team = "${random.pick(words)}", env = "prod" }
}
variable "size" { default = ${random.below(5)} }
locals {
${locals.join('\n')}
}
${blocks}${outputs.join('\n')}
`,
    'm/main.tf': inner,
  };
}

type Kind = 'string' | 'list' | 'map' | 'number' | 'bool';

const words = ['alpha', 'Beta', 'x-1', 'é', 'a b', '7', ''];
const defaults: Record<Kind, string> = { string: '"none"', list: '["none"]', map: '{ none = "none" }', number: '0', bool: 'false' };

class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed * 2_654_435_761 + 1;
  }
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
  shuffle(items: unknown[]): void {
    for (let at = items.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [items[at], items[other]] = [items[other], items[at]];
    }
  }
}

/** Texts of expressions of a type, made of each other and of what is known. */
class Expressions {
  readonly known: Record<Kind, string[]>;
  readonly #random: Random;

  constructor(random: Random, known: Record<Kind, string[]>) {
    this.#random = random;
    this.known = known;
  }

  text(type: Kind, depth: number): string {
    const known = this.known[type];
    if (depth <= 0) return known.length > 0 && this.#random.below(3) > 0 ? this.#random.pick(known) : this.#literal(type);
    if (this.#random.below(8) === 0) {
      const [a, b] = [this.text(type, depth - 1), this.text(type, depth - 1)];
      return `(${this.text('bool', depth - 1)} ? ${a} : ${b})`;
    }
    const of = (kind: Kind): string => this.text(kind, depth - 1);
    return this.#random.pick(forms[type])(of, this.#random);
  }

  #literal(type: Kind): string {
    switch (type) {
      case 'string':
        return JSON.stringify(this.#random.pick(words));
      case 'list':
        return `[${Array.from({ length: this.#random.below(4) }, () => JSON.stringify(this.#random.pick(words))).join(', ')}]`;
      case 'map':
        return `{ ${['k', '"a b"', 'z']
          .slice(this.#random.below(3))
          .map(key => `${key} = ${JSON.stringify(this.#random.pick(words))}`)
          .join(', ')} }`;
      case 'number':
        return String(this.#random.below(7) - 1);
      case 'bool':
        return this.#random.pick(['true', 'false']);
    }
  }
}

type Form = (of: (type: Kind) => string, random: Random) => string;

const forms: Record<Kind, Form[]> = {
  string: [
    of => `"\${${of('string')}}-\${${of('number')}}"`,
    of => `"%{ if ${of('bool')} }yes \${${of('string')}}%{ else }no%{ endif }"`,
    of => `"%{ for i, x in ${of('list')} }\${i}\${x};%{ endfor }"`,
    of => `upper(${of('string')})`,
    of => `join("/", ${of('list')})`,
    of => `lookup(${of('map')}, ${of('string')}, ${of('string')})`,
    of => `format("%s|%d|%v", ${of('string')}, ${of('number')}, ${of('bool')})`,
    of => `try(${of('list')}[${of('number')}], ${of('string')})`,
    of => `try(${of('map')}["k"], ${of('string')})`,
    of => `jsonencode(${of('map')})`,
    of => `replace(${of('string')}, "/[aeiou]/", "_")`,
    of => `coalesce(${of('string')}, ${of('string')}, "last")`,
    of => `trimsuffix(title(${of('string')}), "a")`,
    of => `element(concat(${of('list')}, ["end"]), ${of('number')})`,
  ],
  list: [
    of => `[${of('string')}, ${of('string')}]`,
    of => `[for x in ${of('list')} : upper(x)]`,
    of => `[for i, x in ${of('list')} : "\${i}\${x}" if x != ${of('string')}]`,
    of => `concat(${of('list')}, ${of('list')})`,
    of => `distinct(${of('list')})`,
    of => `keys(${of('map')})`,
    of => `values(${of('map')})`,
    of => `sort(tolist(toset(${of('list')})))`,
    of => `flatten([${of('list')}, [${of('list')}, ${of('string')}]])`,
    of => `[for pair in setproduct(${of('list')}, ${of('list')}) : join("", pair)]`,
    of => `[for o in [{ v = ${of('string')} }, { v = ${of('string')} }] : o.v][*]`,
    of => `compact(${of('list')})`,
    of => `split("-", ${of('string')})`,
    of => `try(slice(${of('list')}, 0, ${of('number')}), ${of('list')})`,
    of => `[for k, v in ${of('map')} : "\${k}:\${v}"]`,
    of => `reverse(${of('list')})`,
    of => `jsondecode(jsonencode(${of('list')}))`,
    of => `tolist(setunion(${of('list')}, ${of('list')}))`,
    of => `try(matchkeys(${of('list')}, ${of('list')}, ${of('list')}), ${of('list')})`,
    of => `try(chunklist(${of('list')}, 2)[0], ${of('list')})`,
  ],
  map: [
    of => `merge({ k = ${of('string')} }, { (${of('string')}) = ${of('string')} })`,
    of => `merge(${of('map')}, ${of('map')})`,
    of => `try({ for k, v in ${of('map')} : upper(k) => v }, ${of('map')})`,
    of => `{ for i, x in ${of('list')} : "n\${i}" => x }`,
    of => `{ for k, v in { for x in ${of('list')} : length(x) => x... } : k => join(",", v) }`,
    of => `tomap({ a = ${of('string')} })`,
    of => `{ for x in toset(${of('list')}) : x => "\${x}-\${${of('string')}}" }`,
    of => `try(zipmap(${of('list')}, ${of('list')}), ${of('map')})`,
    of => `merge([for x in ${of('list')} : { (x) = ${of('string')} }]...)`,
    () => 'jsondecode("{\\"j\\":\\"x\\"}")',
    of => `yamldecode(yamlencode(${of('map')}))`,
  ],
  number: [
    of => `length(${of('list')})`,
    of => `length(${of('map')})`,
    of => `${of('number')} + ${of('number')} * 2`,
    of => `(${of('number')} - ${of('number')})`,
    of => `max(${of('number')}, ${of('number')}, 1)`,
    of => `try(index(${of('list')}, ${of('string')}), -1)`,
    of => `try(tonumber(${of('string')}), ${of('number')})`,
    of => `sum([${of('number')}, ${of('number')}])`,
    of => `${of('number')} % 3`,
  ],
  bool: [
    of => `contains(${of('list')}, ${of('string')})`,
    of => `${of('string')} == ${of('string')}`,
    of => `(${of('number')} < ${of('number')} || ${of('bool')})`,
    of => `(!${of('bool')} && ${of('bool')})`,
    of => `can(${of('list')}[${of('number')}])`,
    of => `alltrue([for x in ${of('list')} : x != ""])`,
    of => `${of('list')} == ${of('list')}`,
    of => `anytrue([${of('bool')}, ${of('bool')}])`,
    of => `startswith(${of('string')}, "a")`,
    of => `can(regex("^[a-z]", ${of('string')}))`,
  ],
};
