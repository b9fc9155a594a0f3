import { type Data, labelsOf } from '@idlint/evaluate';
import { evaluate } from '@idlint/evaluate/hcl';
import type { Labels } from '@idlint/model';
import type { Expression } from '@idlint/syntax/hcl';
import { evaluateMember } from './body.ts';
import { argument, type ConfigBlock } from './configuration.ts';
import type { Module } from './module.ts';
import { settle } from './settle.ts';

/** Where each provider keeps the labels that it puts on everything. */
const defaults: Record<string, [block: string, argument: string] | [argument: string]> = {
  aws: ['default_tags', 'tags'],
  google: ['default_labels'],
  'google-beta': ['default_labels'],
};

const known = new WeakMap<Module, Map<string, Labels | undefined>>();

/** `aws`, `aws.virginia`: the provider that a resource names, or the one that its type begins with. */
function providerOf(type: string, block: ConfigBlock): string {
  const written = argument(block, 'provider')?.node.value;
  return (written && providerText(written)) || (type.split('_')[0] ?? type);
}

/** `aws.virginia` of an expression. In JSON, and in old configurations, it is a string; OpenTofu has many under one alias (`aws.by_region["eu"]`). */
function providerText(node: Expression): string {
  switch (node.kind) {
    case 'variable':
      return node.name;
    case 'get-attr':
      return node.on.kind === 'variable' ? `${node.on.name}.${node.name.name}` : '';
    case 'index':
      return providerText(node.on);
    case 'template':
      return node.parts.length === 1 && node.parts[0]?.kind === 'literal' ? node.parts[0].text : '';
    default:
      return '';
  }
}

/** The labels that the resource's provider adds. */
export function providerLabels(module: Module, type: string, block: ConfigBlock): Labels | undefined {
  return labelsOfProvider(module, providerOf(type, block));
}

function labelsOfProvider(module: Module, provider: string): Labels | undefined {
  const kept = known.get(module) ?? new Map<string, Labels | undefined>();
  known.set(module, kept);
  if (!kept.has(provider)) kept.set(provider, findLabels(module, provider));
  return kept.get(provider);
}

function findLabels(module: Module, provider: string): Labels | undefined {
  const [name = ''] = provider.split('.');
  const path = defaults[name];
  const found = path && findArgument(module, provider, path[0]);
  const { generatedLabels } = module.root;
  if (!found) return path && generatedLabels ? { entries: {}, open: generatedLabels } : undefined;
  const settled = settle(found);
  const block = path[1] && settled.kind === 'list' ? settled.items[0] : settled;
  const labels = path[1] && block?.kind === 'map' ? block.entries.get(path[1])?.value : block;
  return labels && labelsOf(labels);
}

/** An argument of the provider that a resource or data source works with. */
export function providerArgument(module: Module, type: string, block: ConfigBlock, argument: string): Data | undefined {
  const value = findArgument(module, providerOf(type, block), argument);
  return value?.kind === 'null' ? undefined : value;
}

/** A module without a provider of its own has that of its caller. */
function findArgument(module: Module, provider: string, argument: string): Data | undefined {
  const [name = '', alias] = provider.split('.');
  const block = module.configuration.providers.find(each => each.block.labels[0]?.name === name && aliasOf(module, each) === alias);
  if (block) return evaluateMember(block.items, argument, module.scopeOf);
  const { parent } = module.use;
  return parent && findArgument(parent, passedOn(module, provider), argument);
}

function aliasOf(module: Module, block: ConfigBlock): string | undefined {
  const alias = argument(block, 'alias');
  const value = alias && evaluate(alias.node.value, module.scopeOf(alias.source));
  return value?.kind === 'string' ? value.value : undefined;
}

/** What `providers = { aws = aws.virginia }` of the call says; otherwise the same name goes on. */
function passedOn(module: Module, provider: string): string {
  const block = module.use.parent?.configuration.modules.get(module.use.path.at(-1)!);
  const providers = block && argument(block, 'providers')?.node.value;
  if (providers?.kind !== 'object') return provider.split('.')[0]!;
  const entry = providers.entries.find(({ key }) => providerText(key) === provider);
  return entry ? providerText(entry.value) : provider.split('.')[0]!;
}
