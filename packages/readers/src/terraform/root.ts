import { type Data, isWhole } from '@idlint/evaluate';
import { evaluate, type FileAccess, newWork, type Scope, unknownData, type Work } from '@idlint/evaluate/hcl';
import { type Ask, folderOf, type Gap, globIn, type Place, placeOf, type Uri, type Why } from '@idlint/model';
import {
  argument,
  type ConfigBlock,
  type Configuration,
  configurationOf,
  filesOf,
  localSource,
  placeAt,
  plainText,
  type Source,
} from './configuration.ts';
import { Module, type Use } from './module.ts';
import { headsOf, itemOf, type TerraformPart } from './part.ts';
import { childOf, relativePath } from './paths.ts';

/** How a root module is run. */
interface Entered extends Pick<Use, 'address' | 'through'> {
  folder: Uri;
  /** Values of the environment; files win. */
  given(variable: string): Data | undefined;
  /** Files that Terraform is given beside those that it takes by itself. */
  varFiles: Uri[];
}

/** A root module under evaluation: what all the modules that it calls share. */
export class Root {
  readonly folder: Uri;
  readonly work: Work = newWork();
  readonly files: FileAccess;
  /** What is not seen from here, by fact key. */
  readonly gaps = new Map<string, Gap>();
  /** Policy documents that a resource takes, by their addresses: they are judged there. */
  readonly usedDocuments = new Set<string>();
  /** Why everything may have labels that nobody writes here. */
  generatedLabels: Why | undefined;
  readonly #ask: Ask<TerraformPart>;
  readonly #configurations = new Map<Uri, Configuration | undefined>();
  #installed: Map<string, Uri> | undefined;

  constructor(folder: Uri, ask: Ask<TerraformPart>) {
    this.folder = folder;
    this.#ask = ask;
    this.files = this.#fileAccess();
  }

  configuration(folder: Uri): Configuration | undefined {
    if (!this.#configurations.has(folder)) this.#configurations.set(folder, configurationOf(folder, this.#ask));
    return this.#configurations.get(folder);
  }

  /** The root module itself; undefined where the folder has no configuration. */
  module(): Module | undefined {
    return this.entered({ folder: this.folder, address: '', through: [], given: () => undefined, varFiles: [] });
  }

  /** A module that is run with values from elsewhere. */
  entered({ folder, address, through, given, varFiles }: Entered): Module | undefined {
    const configuration = this.configuration(folder);
    if (!configuration) return undefined;
    const values = this.#values(folder, varFiles);
    const input = (name: string): Data | undefined => values.get(name)?.() ?? given(name);
    return new Module(this, configuration, { address, path: [], through, exists: true, input });
  }

  /** The module that a block calls, or why it is not here. */
  calledBy(caller: Module, name: string, block: ConfigBlock): Configuration | Why {
    const at = placeAt(block.source, block.block.labels[0] ?? block.block.type);
    const source = plainText(block, 'source') ?? workedOut(caller, block);
    if (source === undefined)
      return this.#notSeen(
        block,
        at,
        argument(block, 'source') ? 'a module whose source is worked out' : 'a module without a source',
        'module',
      );
    const local = localSource(caller.configuration.folder, source);
    if (local === undefined && /^\.\.?\//.test(source))
      return this.#notSeen(block, at, `${source}, which is outside of the workspace`, 'module');
    const folder = local ?? this.#installedModules().get([...caller.use.path, name].join('.'));
    const configuration = folder === undefined ? undefined : this.configuration(folder);
    if (!configuration) return this.#notSeen(block, at, source, 'module');
    for (let module: Module | undefined = caller; module; module = module.use.parent)
      if (module.configuration.folder === folder) return this.#notSeen(block, at, `${source}, which calls itself`, 'cycle');
    return configuration;
  }

  #notSeen(block: ConfigBlock, at: Place, what: string, code: 'module' | 'cycle'): Why {
    const why: Why = { code, what, at };
    const key = `${block.source.uri}#${block.source.segment}/gap`;
    const message =
      code === 'cycle'
        ? 'the module calls itself'
        : what.startsWith('a module')
          ? `${what} is not looked into`
          : `the module ${what.replace(/, which.*/, '')} is not in the workspace`;
    this.say(key, at, why, message);
    return why;
  }

  /** Something that is not looked at, said once. */
  say(what: string, at: Place, why: Why, message: string): void {
    // A module's gap is one for each root that uses it, and said once of its line.
    const key = folderOf(at.uri) === this.folder ? what : `${what}@${this.folder}`;
    if (!this.gaps.has(key))
      this.gaps.set(key, { kind: 'gap', key, platform: 'source', at, exists: true, names: [], severity: 'limit', why, message });
  }

  /** What `terraform init` has brought, where it stands in the workspace. */
  #installedModules(): Map<string, Uri> {
    if (this.#installed) return this.#installed;
    this.#installed = new Map();
    const manifest = this.#ask.text(childOf(this.folder, '.terraform/modules/modules.json')!);
    for (const { Key, Dir } of manifest === undefined ? [] : manifestModules(manifest)) {
      const folder = childOf(this.folder, Dir);
      if (folder !== undefined) this.#installed.set(Key, folder);
    }
    return this.#installed;
  }

  /** The values of variables that Terraform takes by itself from files: later ones win. */
  #values(folder: Uri, varFiles: Uri[]): Map<string, () => Data> {
    const values = new Map<string, () => Data>();
    const named = [...new Set([folder, this.folder])].flatMap(each =>
      this.#ask.list(globIn(each, '{terraform.tfvars,terraform.tfvars.json,*.auto.tfvars,*.auto.tfvars.json}')),
    );
    const first = named.filter(uri => /(?:^|\/)terraform\.tfvars(?:\.json)?$/.test(uri));
    for (const uri of [...first, ...named.filter(each => !first.includes(each)), ...varFiles, ...this.#varFiles()])
      for (const head of headsOf(uri, this.#ask))
        if (head.kind === 'attribute') values.set(head.name.name, () => this.#valueAt({ uri, segment: head.segment }));
    return values;
  }

  /** What the configuration says that Terraform is given with `-var-file`. */
  #varFiles(): Uri[] {
    const [main] = filesOf(this.folder, this.#ask);
    const files = main === undefined ? [] : (this.#ask.settings?.(main).varFiles ?? []);
    return files.filter(uri => {
      const isHere = this.#ask.text(uri) !== undefined;
      if (!isHere) {
        const at = placeOf(main!, 0, 0);
        const why: Why = { code: 'variable', what: uri, at };
        this.say(`${this.folder}#varFile/${uri}`, at, why, `${uri}, which the configuration names, is not in the workspace`);
      }
      return isHere;
    });
  }

  #valueAt(source: Source): Data {
    const item = itemOf(source.uri, source.segment, this.#ask);
    const value = item?.kind === 'attribute' ? item.value : ({ kind: 'missing', start: 0, end: 0 } as const);
    return evaluate(value, this.#bareScope(source));
  }

  #bareScope({ uri, segment }: Source): Scope {
    return { uri, segment, work: this.work, files: this.files, variable: () => undefined };
  }

  /** Files as the configuration names them, seen from the root; nothing outside of the workspace is ever read. */
  #fileAccess(): FileAccess {
    const refused = (path: string, at: Place): Data => {
      const why: Why = { code: 'reference', what: `${path}, which is outside of the workspace`, at };
      this.say(`${at.uri}#${at.segment}/outside/${path}`, at, why, `${path} is outside of the workspace and is not read`);
      return unknownData(why, at);
    };
    return {
      text: (path, at) => {
        const uri = childOf(this.folder, path);
        if (uri === undefined) return { not: refused(path, at) };
        const text = this.#ask.text(uri);
        if (text !== undefined) return { text, uri };
        this.work.failures++;
        return { not: unknownData({ code: 'reference', what: `${path}, which is not in the workspace`, at }, at) };
      },
      exists: path => {
        const uri = childOf(this.folder, path);
        return uri === undefined ? undefined : this.#ask.text(uri) !== undefined;
      },
      list: path => {
        const folder = childOf(this.folder, path);
        return folder === undefined ? undefined : this.#ask.list(globIn(folder, '**')).map(uri => relativePath(folder, uri));
      },
    };
  }
}

/** OpenTofu takes variables and locals in the source of a module. */
function workedOut(caller: Module, block: ConfigBlock): string | undefined {
  const source = argument(block, 'source');
  const value = source && evaluate(source.node.value, caller.scopeOf(source.source));
  return value?.kind === 'string' && isWhole(value) ? value.value : undefined;
}

function manifestModules(text: string): { Key: string; Dir: string }[] {
  try {
    const { Modules } = JSON.parse(text) as { Modules?: unknown };
    return Array.isArray(Modules) ? Modules.filter(isManifestModule) : [];
  } catch {
    return [];
  }
}

const isManifestModule = (entry: unknown): entry is { Key: string; Dir: string } => {
  const { Key, Dir } = (entry ?? {}) as { Key?: unknown; Dir?: unknown };
  return typeof Key === 'string' && Key !== '' && typeof Dir === 'string';
};
