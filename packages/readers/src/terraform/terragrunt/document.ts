import type { Data, MapData, MapEntry } from '@idlint/evaluate';
import {
  evaluate,
  type FileAccess,
  type Lazy,
  namespace,
  type OwnFunction,
  partOf,
  type Scope,
  settled,
  through,
  unknownData,
  type Work,
} from '@idlint/evaluate/hcl';
import { type Ask, folderOf, type Place, placeOf, type Uri, type Why } from '@idlint/model';
import type { Expression } from '@idlint/syntax/hcl';
import { argument, type ConfigBlock, placeAt, type Source, type Written } from '../configuration.ts';
import type { TerraformPart } from '../part.ts';
import { childOf } from '../paths.ts';
import { functionsOf } from './functions.ts';

/** What all documents that one unit reads share. */
export interface Surroundings {
  ask: Ask<TerraformPart>;
  work: Work;
  files: FileAccess;
  /** The unit that is evaluated. */
  original: Uri;
}

export interface Include {
  name: string;
  /** Undefined where the path leads nowhere. */
  document: TerragruntDocument | undefined;
  merge: 'shallow' | 'deep' | 'no_merge';
}

const deepest = 20;

/**
 * One file of Terragrunt's, as far as it is plain: locals, includes, the module and its inputs. What other units give (`dependency`), what
 * commands print and what is generated is not known. https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/
 */
export class TerragruntDocument {
  readonly uri: Uri;
  /** Whose folder the functions mean: an included file works for the one that includes it. */
  readonly unit: Uri;
  readonly isIncluded: boolean;
  readonly #around: Surroundings;
  readonly #depth: number;
  readonly #kept = new Map<string, Data | 'pending'>();
  readonly #locals = new Map<string, Written<Expression>>();
  readonly #blocks: ConfigBlock[] = [];
  #inputs: Written<Expression> | undefined;
  readonly #functions: Record<string, OwnFunction>;
  #includes: Include[] | undefined;

  constructor(uri: Uri, unit: Uri, around: Surroundings, depth = 0, isIncluded = false) {
    this.uri = uri;
    this.unit = unit;
    this.isIncluded = isIncluded;
    this.#around = around;
    this.#depth = depth;
    for (const { name: segment, item } of around.ask.part(uri)?.items ?? []) {
      const source = { uri, segment };
      if (item.kind === 'attribute') {
        if (item.name.name === 'inputs') this.#inputs = { node: item.value, source };
      } else if (item.type.name === 'locals') {
        for (const each of item.body.items) if (each.kind === 'attribute') this.#locals.set(each.name.name, { node: each.value, source });
      } else this.#blocks.push({ block: item, source, items: item.body.items.map(node => ({ node, source })) });
    }
    this.#functions = functionsOf(this);
  }

  get original(): Uri {
    return this.#around.original;
  }

  exists(uri: Uri): boolean {
    return this.#around.ask.text(uri) !== undefined;
  }

  blocks(type: string): ConfigBlock[] {
    return this.#blocks.filter(({ block }) => block.type.name === type);
  }

  /** The files that it builds on; of an included one none, as Terragrunt has it. */
  get includes(): Include[] {
    if (this.#includes) return this.#includes;
    this.#includes = [];
    if (this.isIncluded) return this.#includes;
    this.#includes = this.blocks('include').map(({ block, items }) => {
      const path = this.evaluated({ items }, 'path');
      const uri = path?.kind === 'string' ? childOf(folderOf(this.uri), path.value) : undefined;
      const merge = this.evaluated({ items }, 'merge_strategy');
      const document =
        uri !== undefined && this.exists(uri) && this.#depth < deepest
          ? new TerragruntDocument(uri, this.unit, this.#around, this.#depth + 1, true)
          : undefined;
      const strategy = merge?.kind === 'string' && (merge.value === 'deep' || merge.value === 'no_merge') ? merge.value : 'shallow';
      return { name: block.labels[0]?.name ?? '', document, merge: strategy };
    });
    return this.#includes;
  }

  /** An argument of one of its blocks. */
  evaluated(block: Pick<ConfigBlock, 'items'>, name: string): Data | undefined {
    const written = argument(block, name);
    return written && evaluate(written.node.value, this.scopeOf(written.source));
  }

  readonly scopeOf = ({ uri, segment }: Source): Scope => {
    const { work, files } = this.#around;
    return { uri, segment, work, files, functions: this.#functions, variable: name => this.#named(name) };
  };

  #named(name: string): Data | Lazy | undefined {
    switch (name) {
      case 'local':
        return namespace(
          (local, at) => this.local(local, at),
          () => [...this.#locals.keys()],
        );
      case 'include':
        return this.#included();
      case 'feature':
        return this.#features();
      case 'dependency':
      case 'values':
      case 'unit':
        return outsideOf(name);
      default:
        return undefined;
    }
  }

  local(name: string, use: Place): Data {
    const written = this.#locals.get(name);
    if (!written) {
      this.#around.work.failures++;
      return unknownData({ code: 'syntax', what: `local.${name}, which is not declared`, at: use }, use);
    }
    return through(this.#once(name, use, written), use);
  }

  #once(name: string, use: Place, { node, source }: Written<Expression>): Data {
    const kept = this.#kept.get(name);
    if (kept === 'pending') return unknownData({ code: 'cycle', what: `local.${name} depends on itself`, at: use }, use);
    if (kept) return kept;
    this.#kept.set(name, 'pending');
    const { work } = this.#around;
    const { failures } = work;
    const value = evaluate(node, this.scopeOf(source));
    work.failures = failures;
    this.#kept.set(name, value);
    return value;
  }

  /** `include.root.locals.x`; `include.locals.x` of one without a name. */
  #included(): Lazy {
    const find = (name: string): Include | undefined => this.includes.find(include => include.name === name);
    const bare = this.includes.find(include => include.name === '')?.document;
    const config = (document: TerragruntDocument | undefined, name: string, at: Place): Data | Lazy => {
      if (document && name === 'locals') return document.#named('local')!;
      if (document && name === 'inputs') return document.inputs() ?? emptyMap(at);
      return unknownData({ code: 'reference', what: `include.${name}`, at }, at);
    };
    return namespace(
      (name, at) =>
        bare
          ? config(bare, name, at)
          : namespace(
              (member, use) => config(find(name)?.document, member, use),
              () => ['locals', 'inputs'],
            ),
      () => this.includes.map(({ name }) => name),
    );
  }

  /** What a flag is without that somebody sets it. */
  #features(): Lazy {
    const flags = this.blocks('feature');
    return namespace(
      name =>
        namespace(
          (_member, at) => {
            const flag = flags.find(({ block }) => block.labels[0]?.name === name);
            return (flag && this.evaluated(flag, 'default')) ?? unknownData({ code: 'variable', what: `feature.${name}`, at }, at);
          },
          () => ['value'],
        ),
      () => flags.map(({ block }) => block.labels[0]?.name ?? ''),
    );
  }

  /** Its inputs with those of what it includes; its own win. */
  inputs(): Data | undefined {
    const own = this.#inputs && evaluate(this.#inputs.node, this.scopeOf(this.#inputs.source));
    let merged: Data | undefined;
    for (const { document, merge } of this.includes) {
      const more = merge === 'no_merge' ? undefined : document?.inputs();
      if (more) merged = merged ? joined(merged, more, merge === 'deep') : more;
    }
    const deep = this.includes.some(({ merge }) => merge === 'deep');
    return merged && own ? joined(merged, own, deep) : (own ?? merged);
  }

  /** The module, as the last one that names it does. */
  source(): { value: Data; at: Place } | undefined {
    for (const document of [this, ...this.includes.map(include => include.document).reverse()])
      for (const block of document?.blocks('terraform') ?? []) {
        const written = argument(block, 'source');
        const value = document!.evaluated(block, 'source');
        if (written && value) return { value, at: placeAt(written.source, written.node.value) };
      }
    return undefined;
  }

  /** The files of values that Terraform is given. */
  varFiles(): Uri[] {
    const documents = [...this.includes.map(({ document }) => document), this];
    return documents.flatMap(document =>
      (document?.blocks('terraform') ?? []).flatMap(({ items, source }) =>
        items.flatMap(({ node }) =>
          node.kind === 'block' && node.type.name === 'extra_arguments'
            ? ['required_var_files', 'optional_var_files'].flatMap(name =>
                document!.#paths(document!.evaluated({ items: node.body.items.map(item => ({ node: item, source })) }, name)),
              )
            : [],
        ),
      ),
    );
  }

  #paths(data: Data | undefined): Uri[] {
    if (data?.kind !== 'list') return [];
    const uris = data.items.map(item => (item.kind === 'string' ? childOf(folderOf(this.unit), item.value) : undefined));
    return uris.filter(uri => uri !== undefined && this.exists(uri)) as Uri[];
  }

  /** Why there may be labels on everything that no file of the workspace writes: a generated provider has them. */
  generatedLabels(): Why | undefined {
    for (const document of [this, ...this.includes.map(include => include.document)])
      for (const block of document?.blocks('generate') ?? []) {
        const contents = document!.evaluated(block, 'contents');
        if (contents?.kind !== 'string' || /default_(?:tags|labels)/.test(contents.value))
          return { code: 'template', what: 'a generated provider', at: placeAt(block.source, block.block.type) };
      }
    return undefined;
  }

  /** What another file says: `read_terragrunt_config`. */
  config(uri: Uri, at: Place): Data {
    if (this.#depth >= deepest) return unknownData({ code: 'cycle', what: `${uri} reads itself`, at }, at);
    const other = new TerragruntDocument(uri, uri, this.#around, this.#depth + 1);
    const entries = new Map<string, MapEntry>([
      ['locals', { key: at, value: settled(other.#named('local')!, at) }],
      ['inputs', { key: at, value: other.inputs() ?? emptyMap(at) }],
    ]);
    return { kind: 'map', of: 'object', at, entries, open: { code: 'unsupported', what: `the rest of ${uri}`, at } };
  }

  /** The values of a `.tfvars` file. */
  values(uri: Uri, at: Place): MapData {
    const { ask, work, files } = this.#around;
    const entries = (ask.part(uri)?.items ?? []).flatMap(({ name: segment, item }): [string, MapEntry][] => {
      if (item.kind !== 'attribute') return [];
      const value = evaluate(item.value, { uri, segment, work, files, variable: () => undefined });
      return [[item.name.name, { key: placeOf(uri, item.name.start, item.name.end, segment), value }]];
    });
    return { kind: 'map', of: 'object', at, entries: new Map(entries) };
  }
}

const emptyMap = (at: Place): MapData => ({ kind: 'map', of: 'object', at, entries: new Map() });

/** Of one key the later value; deep: maps within maps as well, and lists one after the other. */
function joined(first: Data, later: Data, deep: boolean): Data {
  if (first.kind === 'map' && later.kind === 'map') {
    const entries = new Map([...first.entries].map(([key, entry]) => [key, { key: entry.key, value: partOf(first, entry.value) }]));
    for (const [key, entry] of later.entries) {
      const value = partOf(later, entry.value);
      const before = deep ? entries.get(key)?.value : undefined;
      entries.set(key, { key: entry.key, value: before ? joined(before, value, true) : value });
    }
    const open = first.open ?? later.open;
    return { kind: 'map', of: 'object', at: later.at, entries, ...(open ? { open } : {}) };
  }
  if (!deep || first.kind !== 'list' || later.kind !== 'list') return later;
  const items = [...first.items.map(item => partOf(first, item)), ...later.items.map(item => partOf(later, item))];
  return { kind: 'list', of: 'tuple', at: later.at, items };
}

/** `dependency.vpc.outputs.id`: what only the run knows. */
function outsideOf(path: string): Lazy {
  const unknown = (at: Place): Data => unknownData({ code: 'reference', what: path, at }, at);
  return {
    kind: 'lazy',
    attribute: name => outsideOf(`${path}.${name}`),
    item: (_key, at) => unknown(at),
    entries: at => ({ open: unknown(at) }),
    whole: unknown,
  };
}
