import { type Preset, SourceDocument, type Uri } from '@idlint/model';
import { parseDocument } from 'yaml';
import { check, type Mistake } from './check.ts';
import { definitionOf } from './definition.ts';
import { fromRoot, type Layer, type Settings } from './layers.ts';
import type { ConfigFile, ConfigProblem, ConfigurationOptions } from './load.ts';
import { folderOf, join } from './paths.ts';

/** A file as it is written, once checked. */
interface Written extends Omit<Settings, 'rules'> {
  /** Whoever opens the workspace looks for it; here it only has to be allowed. */
  root?: boolean;
  extends?: string | string[];
  rules?: Record<string, WrittenSetting>;
  overrides?: { paths: string[]; preset?: Preset; rules?: Record<string, WrittenSetting> }[];
}
type WrittenSetting = NonNullable<Settings['rules']>[string] | NonNullable<Settings['rules']>[string]['level'];

/** Files that extend each other twice over would be read without an end in sight. */
const mostFiles = 1000;

export class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly uses: Uri[] = [];
  readonly #options: ConfigurationOptions;
  readonly #shape: ReturnType<typeof definitionOf>;

  constructor(options: ConfigurationOptions) {
    this.#options = options;
    this.#shape = definitionOf(options.rules);
  }

  readFile(uri: Uri, folder: Uri): Layer[] {
    return this.read(uri, decode(this.#options.files.read(uri)), folder);
  }

  /** The layers of a file, those that it extends first; none where it holds a mistake. */
  read(uri: Uri, text: string, folder: Uri, extending: readonly Uri[] = []): Layer[] {
    this.uses.push(uri);
    const source = new SourceDocument(uri, text);
    const document = parseDocument(source.text, { prettyErrors: false, uniqueKeys: true });
    const broken = document.errors[0];
    if (broken) return this.#report(source, [{ start: broken.pos[0], end: broken.pos[1], message: sentence(broken.message) }]);
    const { value, mistakes } = check(document, this.#shape);
    if (mistakes.length > 0) return this.#report(source, mistakes);
    const written = (value ?? {}) as Written;
    const placeOf = (...path: (string | number)[]) => {
      const [start, end] = (document.getIn(path, true) as { range?: [number, number] } | undefined)?.range ?? [0, 0];
      return { start, end };
    };
    const bases = [written.extends ?? []].flat();
    const layers: Layer[] = [];
    for (const [at, base] of bases.entries()) {
      const place = Array.isArray(written.extends) ? placeOf('extends', at) : placeOf('extends');
      const file = this.#resolve(base, uri);
      if (this.uses.length > mostFiles) this.#report(source, [{ ...place, message: `More than ${mostFiles} files are extended` }]);
      else if (!file) this.#report(source, [{ ...place, message: `"${base}" is not here` }]);
      else if ([...extending, uri].includes(file.uri)) this.#report(source, [{ ...place, message: `"${base}" extends this file in turn` }]);
      else layers.push(...this.read(file.uri, file.text, folder, [...extending, uri]));
    }
    return [...layers, layerOf(uri, written, folder, placeOf)];
  }

  #resolve(base: string, from: Uri): ConfigFile | undefined {
    if (!/^\.{0,2}\/|\.ya?ml$/.test(base)) return this.#options.resolvePackage?.(base, from);
    const uri = join(folderOf(from), base);
    const bytes = uri === undefined ? undefined : this.#options.files.read(uri);
    return bytes && { uri: uri!, text: decode(bytes) };
  }

  #report(source: SourceDocument, mistakes: Mistake[]): [] {
    for (const { start, end, message, suggestion } of mistakes) {
      const range = source.rangeOf(start, end);
      const line = source.text.slice(source.lineStarts[range.start.line], source.lineStarts[range.start.line + 1]).trimEnd();
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
  const { root: _root, extends: _, rules, overrides = [], ignores, suppressions, sensitive, ...rest } = written;
  const settings: Settings = {
    ...rest,
    rules: settingsOf(rules),
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
    overrides: overrides.map(({ paths, preset, rules }) => ({
      paths: paths.map(pattern => fromRoot(folder, pattern)),
      ...(preset ? { preset } : {}),
      rules: settingsOf(rules),
    })),
  };
}

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
