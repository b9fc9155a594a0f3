import { type Found, placeWithin, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Value } from '@idlint/model';
import { type Attribute, type Block, type Expression, parse, type Segment } from '@idlint/syntax/hcl';
import { type GrantOptions, nameIn, only, policyOf } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Policies of Consul: rules in HCL for keys, services, nodes and the access lists themselves. */
export const consulMappers: Record<string, Mapper> = { consul_acl_policy: policy };

function policy(resource: TerraformResource): Fact[] {
  const name = textOf(resource, 'name');
  const names = name.kind === 'known' ? [nameIn('consul:policy', name.value)] : [];
  return policyOf(resource, 'saas', 'name', names, rulesIn(argumentOf(resource, 'rules')));
}

/** `acl = "write"`, `key_prefix "shop/" { policy = "read" }`. */
function rulesIn(document: Found): GrantOptions[] {
  if (document.kind !== 'string' || document.encoded) return [];
  return parse(document.value).segments.flatMap(segment => ruleOf(segment, document) ?? []);
}

function ruleOf({ offset, item }: Segment, document: StringData): GrantOptions | undefined {
  if (item.kind === 'attribute') {
    const right = textOfExpression(item.value, offset, document);
    const about = known(item.name.name, placeWithin(document, offset + item.name.start, offset + item.name.end));
    // Rights on the access lists are rights on rights.
    const action = right?.kind === 'known' && item.name.name === 'acl' ? known(`acl:${right.value}`, right.at, right.via) : right;
    return action && { actions: only(action), resources: only(about), at: action.at };
  }
  const written = argument(item, 'policy');
  const right = written && textOfExpression(written.value, offset, document);
  const [label] = item.labels;
  if (!right || !label) return undefined;
  const at = placeWithin(document, offset + label.start, offset + label.end);
  return { actions: only(right), resources: only(known(`${item.type.name} "${label.name}"`, at)), at: right.at };
}

const argument = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.kind === 'attribute' && item.name.name === name);

function textOfExpression(expression: Expression, offset: number, document: StringData): Value<string> | undefined {
  if (expression.kind !== 'template' || expression.heredoc) return undefined;
  return stringValue(sliceString(document, offset + expression.start + 1, offset + expression.end - 1));
}
