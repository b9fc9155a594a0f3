import { folderOf, type Preset, type RuleMeta, SourceDocument, type Uri } from '@idlint/model';
import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { check, type Mistake } from './check.ts';
import { definitionOf } from './definition.ts';
import { fromRoot, type Layer, type Settings } from './layers.ts';
import type { ConfigFile, ConfigProblem, ConfigurationOptions } from './load.ts';
import { allowedOf, mistakesIn, type OwnSecretRule, ownRulesOf, type WrittenSecrets } from './own-secrets.ts';
import { join } from './paths.ts';

/** A file as it is written, once checked. */
interface Written extends Omit<Settings, 'rules' | 'allow' | 'varFiles' | 'parameterFiles' | 'valueFiles'> {
  /** Whoever opens the workspace looks for it; here it only has to be allowed. */
  root?: boolean;
  extends?: string | string[];
  rules?: Record<string, WrittenSetting>;
  overrides?: {
    paths: string[];
    preset?: Preset;
    rules?: Record<string, WrittenSetting>;
    terraform?: WrittenTerraform;
    cloudformation?: WrittenCloudFormation;
    helm?: WrittenHelm;
  }[];
  terraform?: WrittenTerraform;
  cloudformation?: WrittenCloudFormation;
  helm?: WrittenHelm;
  secrets?: WrittenSecrets;
}
interface WrittenTerraform {
  varFiles?: string[];
}
interface WrittenCloudFormation {
  parameterFiles?: string[];
}
interface WrittenHelm {
  valueFiles?: string[];
}
type WrittenSetting = NonNullable<Settings['rules']>[string] | NonNullable<Settings['rules']>[string]['level'];

const notHere = "Patterns stand in the configuration at the workspace's root: every file is looked through with the same ones";

/** Enough of a rule to be named in settings. */
const announced = (id: string): RuleMeta => ({
  id,
  family: 'secrets',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: `A pattern of this workspace's own.`,
  remedy: '',
  standards: {},
});

/** Files that extend each other twice over would be read without an end in sight. */
const mostFiles = 1000;

export class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly uses: Uri[] = [];
  /** Patterns of secrets that the root's files bring, by id: of several, what extends wins. */
  readonly own = new Map<string, OwnSecretRule>();
  readonly #options: ConfigurationOptions;
  #shape: ReturnType<typeof definitionOf>;
  /** The files that hold for the whole workspace, those that they extend among them. */
  readonly #roots = new Set<Uri>();
  readonly #parsed = new Map<string, Document>();

  constructor(options: ConfigurationOptions) {
    this.#options = options;
    this.#shape = definitionOf(options.rules);
  }

  /** The files that hold for the whole workspace: only they bring patterns, and every other file may speak of those. */
  readRoot(roots: readonly ConfigFile[]): Layer[] {
    const ids = new Set(roots.flatMap(({ uri, text }) => this.#announced(uri, text)));
    for (const { id, aliases = [] } of this.#options.rules) for (const name of [id, ...aliases]) ids.delete(name);
    if (ids.size > 0) this.#shape = definitionOf([...this.#options.rules, ...[...ids].map(announced)]);
    return roots.flatMap(({ uri, text }) => this.read(uri, text, '', true));
  }

  fileOf(uri: Uri): ConfigFile {
    return { uri, text: decode(this.#options.files.read(uri)) };
  }

  /** The layers of a file, those that it extends first; none where it holds a mistake. */
  read(uri: Uri, text: string, folder: Uri, root = false, extending: readonly Uri[] = []): Layer[] {
    this.uses.push(uri);
    const source = new SourceDocument(uri, text);
    const document = this.#parse(uri, source.text);
    const broken = document.errors[0];
    if (broken) return this.#report(source, [{ start: broken.pos[0], end: broken.pos[1], message: sentence(broken.message) }]);
    const { value, mistakes } = check(document, this.#shape);
    if (mistakes.length > 0) return this.#report(source, mistakes);
    const written = (value ?? {}) as Written;
    const placeOf = (...path: (string | number)[]) => {
      const [start, end] = (document.getIn(path, true) as { range?: [number, number] } | undefined)?.range ?? [0, 0];
      return { start, end };
    };
    const secrets = written.secrets ?? {};
    const more = mistakesIn(secrets, this.#options.rules, placeOf);
    if (root) this.#roots.add(uri);
    else if (secrets.patterns?.length && !this.#roots.has(uri))
      more.push({ ...placeOf('secrets', 'patterns'), message: notHere, suggestion: 'What is allowed can stand here' });
    if (more.length > 0) return this.#report(source, more);
    const bases = [written.extends ?? []].flat();
    const layers: Layer[] = [];
    for (const [at, base] of bases.entries()) {
      const place = Array.isArray(written.extends) ? placeOf('extends', at) : placeOf('extends');
      const file = this.#resolve(base, uri);
      if (this.uses.length > mostFiles) this.#report(source, [{ ...place, message: `More than ${mostFiles} files are extended` }]);
      else if (!file) this.#report(source, [{ ...place, message: `"${base}" is not here` }]);
      else if ([...extending, uri].includes(file.uri)) this.#report(source, [{ ...place, message: `"${base}" extends this file in turn` }]);
      else layers.push(...this.read(file.uri, file.text, folder, root, [...extending, uri]));
    }
    if (root) for (const rule of ownRulesOf(secrets, source, placeOf)) this.own.set(rule.rule.id, rule);
    return [...layers, layerOf(uri, written, folder, placeOf)];
  }

  #parse(uri: Uri, text: string): Document {
    const key = `${uri}\n${text}`;
    const parsed = this.#parsed.get(key) ?? parseDocument(text, { prettyErrors: false, uniqueKeys: true });
    this.#parsed.set(key, parsed);
    return parsed;
  }

  /** Ids of the patterns that a file brings and those that it extends, read before anything is checked: settings may name them. */
  #announced(uri: Uri, text: string, seen = new Set<Uri>()): string[] {
    if (seen.has(uri) || seen.size > mostFiles) return [];
    seen.add(uri);
    const document = this.#parse(uri, new SourceDocument(uri, text).text);
    if (document.errors.length > 0 || !isMap(document.contents)) return [];
    const bases = document.get('extends');
    const names = isSeq(bases) ? bases.items.map(item => (isScalar(item) ? item.value : item)) : [bases];
    const patterns = document.getIn(['secrets', 'patterns']);
    const own = isSeq(patterns) ? patterns.items.map(item => (isMap(item) ? item.get('id') : undefined)) : [];
    const extended = names.flatMap(name => {
      const file = typeof name === 'string' ? this.#resolve(name, uri) : undefined;
      return file ? this.#announced(file.uri, file.text, seen) : [];
    });
    return [...extended, ...own.filter(id => typeof id === 'string')];
  }

  #resolve(base: string, from: Uri): ConfigFile | undefined {
    if (!/^\.{0,2}\/|\.ya?ml$/.test(base)) return this.#options.resolvePackage?.(base, from);
    const uri = join(folderOf(from), base);
    const bytes = uri === undefined ? undefined : this.#options.files.read(uri);
    return bytes && { uri: uri!, text: decode(bytes) };
  }

  #report(source: SourceDocument, mistakes: Mistake[]): [] {
    const hidden = new Set(mistakes.flatMap(({ start, ...one }) => (one.private ? source.positionAt(start).line : [])));
    for (const { start, end, message, suggestion } of mistakes) {
      const range = source.rangeOf(start, end);
      const text = source.text.slice(source.lineStarts[range.start.line], source.lineStarts[range.start.line + 1]).trimEnd();
      const line = hidden.has(range.start.line) ? '' : text;
      this.problems.push({ uri: source.uri, range, line, message, ...(suggestion ? { suggestion } : {}) });
    }
    return [];
  }
}

function layerOf(
  uri: Uri,
  written: Written,
  folder: Uri,
  placeOf: (...path: (string | number)[]) => { start: number; end: number },
): Layer {
  const {
    root: _root,
    extends: _,
    rules,
    overrides = [],
    ignores,
    suppressions,
    sensitive,
    secrets = {},
    terraform,
    cloudformation,
    helm,
    ...rest
  } = written;
  const settings: Settings = {
    ...rest,
    rules: settingsOf(rules),
    allow: allowedOf(secrets, folder),
    ...varFilesOf(terraform, folder),
    ...parameterFilesOf(cloudformation, folder),
    ...valueFilesOf(helm, folder),
    ...(ignores ? { ignores: ignores.map(pattern => fromRoot(folder, pattern)) } : {}),
    ...(sensitive ? { sensitive: sensitive.map(pattern => (pattern.includes('/') ? fromRoot(folder, pattern) : pattern)) } : {}),
    ...(suppressions
      ? {
          suppressions: suppressions.map(({ path, ...one }, at) => ({
            ...one,
            path: path === undefined ? fromRoot(folder, '/**') : fromRoot(folder, path),
            at: { uri, segment: '', ...placeOf('suppressions', at) },
          })),
        }
      : {}),
  };
  return {
    uri,
    settings,
    overrides: overrides.map(({ paths, preset, rules, terraform: own, cloudformation: ownTemplates, helm: ownCharts }) => ({
      paths: paths.map(pattern => fromRoot(folder, pattern)),
      ...(preset ? { preset } : {}),
      ...varFilesOf(own, folder),
      ...parameterFilesOf(ownTemplates, folder),
      ...valueFilesOf(ownCharts, folder),
      rules: settingsOf(rules),
    })),
  };
}

/** Files outside of the workspace are never read: what leads there is as good as not given. */
const varFilesOf = (terraform: WrittenTerraform | undefined, folder: Uri): Pick<Settings, 'varFiles'> => {
  const varFiles = (terraform?.varFiles ?? []).flatMap(path => join(folder, path) ?? []);
  return varFiles.length > 0 ? { varFiles } : {};
};

const parameterFilesOf = (cloudformation: WrittenCloudFormation | undefined, folder: Uri): Pick<Settings, 'parameterFiles'> => {
  const parameterFiles = (cloudformation?.parameterFiles ?? []).flatMap(path => join(folder, path) ?? []);
  return parameterFiles.length > 0 ? { parameterFiles } : {};
};

const valueFilesOf = (helm: WrittenHelm | undefined, folder: Uri): Pick<Settings, 'valueFiles'> => {
  const valueFiles = (helm?.valueFiles ?? []).flatMap(path => join(folder, path) ?? []);
  return valueFiles.length > 0 ? { valueFiles } : {};
};

const settingsOf = (written: Record<string, WrittenSetting> | undefined): NonNullable<Settings['rules']> =>
  Object.fromEntries(
    Object.entries(written ?? {}).flatMap(([id, setting]) =>
      setting === undefined ? [] : [[id, typeof setting === 'string' ? { level: setting } : setting] as const],
    ),
  );

/** The parser's words, without its picture of the line. */
const sentence = (message: string): string =>
  message
    .split('\n')[0]!
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/\.$/, '');

const decode = (bytes: Uint8Array | undefined): string => (bytes ? new SourceDocument('', bytes).text : '');
