import { type Ask, type Place, placeOf, type Segment, type Uri } from '@idlint/model';
import type { Attribute, Block, Expression } from '@idlint/syntax/hcl';
import type { TerraformPart } from './part.ts';
import { childOf, globIn } from './paths.ts';

/** The document and segment that offsets of a node count in. */
export interface Source {
  uri: Uri;
  segment: Segment;
}
/** A node, and where it is written: an override file may add to a block of another. */
export interface Written<T> {
  node: T;
  source: Source;
}

/** One top-level block, with what override files say of it. */
export interface ConfigBlock {
  block: Block;
  source: Source;
  /** The arguments and nested blocks that hold, in order. */
  items: Written<Attribute | Block>[];
}

/** What a folder's files declare: a module, before anybody uses it. */
export interface Configuration {
  folder: Uri;
  variables: Map<string, ConfigBlock>;
  locals: Map<string, Written<Expression>>;
  /** By `aws_iam_role.deploy`. */
  resources: Map<string, ConfigBlock>;
  data: Map<string, ConfigBlock>;
  modules: Map<string, ConfigBlock>;
  outputs: Map<string, ConfigBlock>;
  providers: ConfigBlock[];
}

export const placeAt = ({ uri, segment }: Source, { start, end }: { start: number; end: number }): Place =>
  placeOf(uri, start, end, segment);

const isOverride = (uri: Uri): boolean => /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(uri);

/** The configuration files of a folder; OpenTofu reads `x.tofu` in the place of `x.tf`. */
export function filesOf(folder: Uri, ask: Ask<TerraformPart>): Uri[] {
  const files = ask.list(globIn(folder, '*.{tf,tofu,tf.json,tofu.json}'));
  const tofu = new Set(files.filter(uri => /\.tofu(?:\.json)?$/.test(uri)).map(uri => uri.replace(/\.tofu(\.json)?$/, '.tf$1')));
  return files.filter(uri => !tofu.has(uri));
}

/** The configuration that the files of a folder make up; undefined where there is none. */
export function configurationOf(folder: Uri, ask: Ask<TerraformPart>): Configuration | undefined {
  const files = filesOf(folder, ask);
  if (files.length === 0) return undefined;
  const configuration: Configuration = {
    folder,
    variables: new Map(),
    locals: new Map(),
    resources: new Map(),
    data: new Map(),
    modules: new Map(),
    outputs: new Map(),
    providers: [],
  };
  for (const uri of [...files.filter(each => !isOverride(each)), ...files.filter(isOverride)]) {
    for (const { name: segment, item } of ask.part(uri)?.items ?? []) {
      if (item.kind === 'block') enter(configuration, item, { uri, segment }, isOverride(uri));
    }
  }
  return configuration;
}

function enter(configuration: Configuration, block: Block, source: Source, override: boolean): void {
  const [first = '', second = ''] = block.labels.map(({ name }) => name);
  switch (block.type.name) {
    case 'locals':
      for (const item of block.body.items)
        if (item.kind === 'attribute') configuration.locals.set(item.name.name, { node: item.value, source });
      break;
    case 'variable':
      put(configuration.variables, first, block, source, override);
      break;
    case 'resource':
      put(configuration.resources, `${first}.${second}`, block, source, override);
      break;
    case 'data':
      put(configuration.data, `${first}.${second}`, block, source, override);
      break;
    case 'module':
      put(configuration.modules, first, block, source, override);
      break;
    case 'output':
      put(configuration.outputs, first, block, source, override);
      break;
    case 'provider':
      configuration.providers.push(blockOf(block, source));
  }
}

const blockOf = (block: Block, source: Source): ConfigBlock => ({ block, source, items: block.body.items.map(node => ({ node, source })) });

/** Of two blocks of one name the first holds, and Terraform refuses the second; one in an override file changes it. */
function put(blocks: Map<string, ConfigBlock>, name: string, block: Block, source: Source, override: boolean): void {
  const known = blocks.get(name);
  if (!known) blocks.set(name, blockOf(block, source));
  else if (override) blocks.set(name, { ...known, items: overridden(known.items, blockOf(block, source).items) });
}

const calledOf = ({ node }: Written<Attribute | Block>): string =>
  node.kind === 'attribute' ? node.name.name : node.type.name === 'dynamic' ? (node.labels[0]?.name ?? '') : node.type.name;

/** An argument takes the place of the one of its name; nested blocks, of all those of their type. */
function overridden(items: Written<Attribute | Block>[], by: Written<Attribute | Block>[]): Written<Attribute | Block>[] {
  const replaced = new Set(by.map(calledOf));
  return [...items.filter(item => !replaced.has(calledOf(item))), ...by];
}

export const argument = ({ items }: Pick<ConfigBlock, 'items'>, name: string): Written<Attribute> | undefined =>
  items.find((item): item is Written<Attribute> => item.node.kind === 'attribute' && item.node.name.name === name);

/** The text of an argument that is a plain string: a module's source. */
export function plainText(block: ConfigBlock, name: string): string | undefined {
  const value = argument(block, name)?.node.value;
  if (value?.kind !== 'template') return undefined;
  const [only] = value.parts;
  return value.parts.length === 1 && only?.kind === 'literal' ? only.text : undefined;
}

/** The folder of a module that is named by a local path; undefined for other sources, and for what lies outside of the workspace. */
export function localSource(folder: Uri, source: string): Uri | undefined {
  return /^\.\.?(?:\/|$)/.test(source) ? childOf(folder, source) : undefined;
}
