import { type Ask, globIn, type Place, placeOf, type Segment, type Uri } from '@idlint/model';
import type { Attribute, Block, Expression } from '@idlint/syntax/hcl';
import { type Head, headsOf, itemOf, type TerraformPart } from './part.ts';
import { childOf } from './paths.ts';

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
  block: Pick<Block, 'type' | 'labels'>;
  source: Source;
  /** The arguments and nested blocks that hold, in order; looked into when they are asked for. */
  readonly items: Written<Attribute | Block>[];
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
    for (const head of headsOf(uri, ask)) if (head.kind === 'block') enter(configuration, head, { uri, segment: head.segment }, ask);
  }
  return configuration;
}

type BlockHead = Extract<Head, { kind: 'block' }>;

function enter(configuration: Configuration, head: BlockHead, source: Source, ask: Ask<TerraformPart>): void {
  const [first = '', second = ''] = head.labels.map(({ name }) => name);
  const put = (blocks: Map<string, ConfigBlock>, name: string): void => add(blocks, name, blockAt(head, source, ask));
  switch (head.type.name) {
    case 'locals':
      for (const name of head.locals ?? []) configuration.locals.set(name, localAt(name, source, ask));
      break;
    case 'variable':
      put(configuration.variables, first);
      break;
    case 'resource':
      put(configuration.resources, `${first}.${second}`);
      break;
    case 'data':
      put(configuration.data, `${first}.${second}`);
      break;
    case 'module':
      put(configuration.modules, first);
      break;
    case 'output':
      put(configuration.outputs, first);
      break;
    case 'provider':
      addProvider(configuration.providers, blockAt(head, source, ask));
  }
}

export const blockAt = (head: BlockHead, source: Source, ask: Ask<TerraformPart>): ConfigBlock =>
  lazily(head, source, () => {
    const item = itemOf(source.uri, source.segment, ask);
    return item?.kind === 'block' ? item.body.items.map(node => ({ node, source })) : [];
  });

function lazily(block: ConfigBlock['block'], source: Source, make: () => ConfigBlock['items']): ConfigBlock {
  let items: ConfigBlock['items'] | undefined;
  return {
    block,
    source,
    get items() {
      items ??= make();
      return items;
    },
  };
}

const localAt = (name: string, source: Source, ask: Ask<TerraformPart>): Written<Expression> => ({
  source,
  get node(): Expression {
    const block = itemOf(source.uri, source.segment, ask);
    const items = block?.kind === 'block' ? block.body.items : [];
    // Of several that are called the same, the last.
    const found = items.filter((item): item is Attribute => item.kind === 'attribute' && item.name.name === name).at(-1);
    return found?.value ?? { kind: 'missing', start: 0, end: 0 };
  },
});

/** Of two blocks of one name the first holds, and Terraform refuses the second; one in an override file changes it. */
function add(blocks: Map<string, ConfigBlock>, name: string, next: ConfigBlock): void {
  const known = blocks.get(name);
  if (!known) blocks.set(name, next);
  else if (isOverride(next.source.uri))
    blocks.set(
      name,
      lazily(known.block, known.source, () => overridden(known.items, next.items)),
    );
}

/** In an override file, a provider changes the one of its name and alias. */
function addProvider(providers: ConfigBlock[], next: ConfigBlock): void {
  const name = next.block.labels[0]?.name;
  const same = isOverride(next.source.uri)
    ? providers.findIndex(
        ({ block, items }) => block.labels[0]?.name === name && plainText({ items }, 'alias') === plainText(next, 'alias'),
      )
    : -1;
  const known = providers[same];
  if (known) providers[same] = lazily(known.block, known.source, () => overridden(known.items, next.items));
  else providers.push(next);
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
export function plainText(block: Pick<ConfigBlock, 'items'>, name: string): string | undefined {
  const value = argument(block, name)?.node.value;
  if (value?.kind !== 'template') return undefined;
  const [only] = value.parts;
  return value.parts.length === 1 && only?.kind === 'literal' ? only.text : undefined;
}

/** The folder of a module that is named by a local path; undefined for other sources, and for what lies outside of the workspace. */
export function localSource(folder: Uri, source: string): Uri | undefined {
  return /^\.\.?(?:\/|$)/.test(source) ? childOf(folder, source) : undefined;
}
