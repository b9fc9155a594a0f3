import type { Dict, Parsed, Str, Value } from '@idlint/evaluate/go-template';
import { type Ask, folderOf, globIn, inFolder, type Place, placeOf, resolvePath, type Uri, type Why } from '@idlint/model';
import { ignored } from './ignore.ts';
import { type Dependency, type Metadata, metadataOf } from './metadata.ts';
import type { HelmPart, Language } from './part.ts';

/** A chart with everything in its folder. */
export interface Chart {
  folder: Uri;
  /** As its parent calls it. */
  name: string;
  metadata: Metadata;
  values: Dict;
  /** Paths in the chart: `templates/role.yaml`. */
  templates: { path: string; uri: Uri }[];
  /** What `.Files` gives. */
  files: { path: string; uri: Uri }[];
  dependencies: Chart[];
}

/** What could not be read. */
export interface Missing {
  at: Place;
  message: string;
  severity: 'broken' | 'limit';
  why: Why;
}

/** Charts within charts within charts … */
const deepest = 12;
/** … of which some are used many times. */
const mostCharts = 300;
const special = new Set(['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json', 'requirements.yaml', 'requirements.lock']);

/** Reads charts from the workspace, each with the charts in its `charts/` folder, and those that it names by a path. */
export class ChartLoader {
  readonly missing: Missing[] = [];
  #loaded = 0;
  readonly #ask: Ask<HelmPart>;
  readonly #language: Language;

  constructor(ask: Ask<HelmPart>, language: Language) {
    this.#ask = ask;
    this.#language = language;
  }

  /** Undefined where there is no Chart.yaml with a name. */
  load(folder: Uri): Chart | undefined {
    return this.#load(folder, this.#paths(folder), []);
  }

  /** The files of a chart's folder, by their paths in it. */
  #paths(folder: Uri): string[] {
    const uris = this.#ask.list(globIn(folder, '**/*'));
    const start = folder === '' ? 0 : folder.length + 1;
    const rules = this.#ask.text(inFolder(folder, '.helmignore'));
    const leftOut = rules === undefined ? () => false : ignored(rules);
    return uris.map(uri => uri.slice(start)).filter(path => !leftOut(path));
  }

  #load(folder: Uri, paths: readonly string[], within: readonly Uri[]): Chart | undefined {
    if (within.includes(folder) || within.length > deepest) return undefined;
    if (++this.#loaded > mostCharts) return this.#tooMany(folder);
    const uri = inFolder(folder, 'Chart.yaml');
    const all = this.#yaml(uri);
    if (all?.kind !== 'map') return this.#nameless(uri);
    const old = all.entries.has('dependencies') ? undefined : this.#yaml(inFolder(folder, 'requirements.yaml'));
    const metadata = metadataOf(all, old, placeOf(uri, 0, 0));
    if (metadata.name === '') return this.#nameless(uri);
    const values = this.#yaml(inFolder(folder, 'values.yaml'));
    const chart: Chart = {
      folder,
      name: metadata.name,
      metadata,
      values: values?.kind === 'map' ? values : this.#language.template.dict(),
      templates: [],
      files: [],
      dependencies: [],
    };
    const below = new Map<string, string[]>();
    const archives: string[] = [];
    for (const path of paths) {
      const sub = /^charts\/([^_.][^/]*)\/(.+)$/.exec(path);
      const packed = /^charts\/([^/]+\.tgz)$/.exec(path)?.[1];
      if (sub) below.set(sub[1]!, [...(below.get(sub[1]!) ?? []), sub[2]!]);
      else if (packed) archives.push(packed);
      else if (path.startsWith('templates/')) chart.templates.push({ path, uri: inFolder(folder, path) });
      else if (!special.has(path) && !path.startsWith('charts/')) chart.files.push({ path, uri: inFolder(folder, path) });
    }
    for (const [name, inner] of below) {
      const sub = this.#load(inFolder(folder, `charts/${name}`), inner, [...within, folder]);
      if (sub) chart.dependencies.push(sub);
    }
    this.#local(chart, archives, [...within, folder]);
    return chart;
  }

  /** What `helm dependency build` would put into `charts/`, as far as it is here: named by a path, or beside the chart. */
  #local(chart: Chart, archives: readonly string[], within: readonly Uri[]): void {
    const known = new Set<string>();
    for (const dependency of chart.metadata.dependencies) {
      const { chart: name, repository, at } = dependency;
      if (chart.dependencies.some(({ metadata }) => metadata.name === name)) continue;
      const folder = localFolder(chart.folder, repository);
      const found = folder === undefined ? this.#beside(chart, dependency, within) : this.#load(folder, this.#paths(folder), within);
      const archive = archives.find(each => each.startsWith(`${name}-`) && /^-v?\d/.test(each.slice(name.length)));
      if (found) chart.dependencies.push(found);
      else if (archive) {
        known.add(archive);
        this.#packed(archive, at);
      } else this.#absent(name, at);
    }
    const at = placeOf(inFolder(chart.folder, 'Chart.yaml'), 0, 0);
    for (const archive of archives) if (!known.has(archive)) this.#packed(archive, at);
  }

  /** Of many charts in one folder, some use others, by the address at which they are published. */
  #beside({ folder }: Chart, { chart: name, version }: Dependency, within: readonly Uri[]): Chart | undefined {
    if (folder === '' || /[/\\]|^\.*$/.test(name)) return undefined;
    const beside = inFolder(folderOf(folder), name);
    const text = this.#ask.text(inFolder(beside, 'Chart.yaml'));
    if (text === undefined || beside === folder) return undefined;
    const { value } = valuesOf(inFolder(beside, 'Chart.yaml'), text, this.#language);
    const own = value.kind === 'map' ? metadataOf(value, undefined, placeOf(beside, 0, 0)) : undefined;
    if (own?.name !== name || (version !== '' && this.#language.template.satisfies(own.version, version) === false)) return undefined;
    return this.#load(beside, this.#paths(beside), within);
  }

  #tooMany(folder: Uri): undefined {
    const at = placeOf(inFolder(folder, 'Chart.yaml'), 0, 0);
    const why: Why = { code: 'limit', what: 'charts that use too many others', at };
    if (this.#loaded === mostCharts + 1) this.missing.push({ at, message: why.what, severity: 'limit', why });
  }

  #nameless(uri: Uri): undefined {
    const at = placeOf(uri, 0, 0);
    if (this.missing.some(({ at }) => at.uri === uri)) return;
    this.missing.push({
      at,
      message: 'this chart has no name',
      severity: 'broken',
      why: { code: 'syntax', what: 'a chart without a name', at },
    });
  }

  #absent(name: string, at: Place): void {
    const why: Why = { code: 'module', what: name, at };
    this.missing.push({ at, message: `the chart ${name}, which this one depends on, is not here`, severity: 'limit', why });
  }

  #packed(archive: string, at: Place): void {
    const path = `charts/${archive}`;
    const why: Why = { code: 'unsupported', what: path, at };
    this.missing.push({ at, message: `the packed chart ${path} is not read`, severity: 'limit', why });
  }

  /** What the files say together, the later ones first of all. One that is not there is said. */
  given(files: readonly Uri[], chart: Uri): Dict {
    const values = this.#language.template.dict();
    for (const uri of files) {
      const value = this.#yaml(uri);
      if (value?.kind === 'map') overlay(values, value);
      else if (this.#ask.text(uri) === undefined) {
        const at = placeOf(inFolder(chart, 'Chart.yaml'), 0, 0);
        const why: Why = { code: 'reference', what: uri, at };
        this.missing.push({ at, message: `the file of values ${uri} is not here`, severity: 'limit', why });
      }
    }
    return values;
  }

  /** A document of values; what is wrong with it is kept. */
  #yaml(uri: Uri): Value | undefined {
    const text = this.#ask.text(uri);
    if (text === undefined) return undefined;
    const { value, fault } = valuesOf(uri, text, this.#language);
    if (fault) {
      const at = placeOf(uri, fault.at, fault.at);
      this.missing.push({ at, message: fault.message, severity: 'broken', why: { code: 'syntax', what: 'YAML', at } });
    }
    return this.#language.template.deepCopy(value);
  }
}

function overlay(target: Dict, source: Dict): void {
  for (const [key, value] of source.entries) {
    const own = target.entries.get(key);
    if (own?.kind === 'map' && value.kind === 'map') overlay(own, value);
    else target.entries.set(key, value);
  }
}

/** `file://../common`; undefined for what lies outside of the workspace, or elsewhere. */
export const localFolder = (folder: Uri, repository: string): Uri | undefined =>
  repository.startsWith('file://') ? resolvePath(folder, repository.slice('file://'.length)) : undefined;

/** Values as they were read last: a chart is evaluated many times, its values change seldom. */
const read = new Map<Uri, { text: string; result: ReturnType<Language['template']['readYaml']> }>();
const mostRead = 256;

function valuesOf(uri: Uri, text: string, { template }: Language): ReturnType<Language['template']['readYaml']> {
  const known = read.get(uri);
  if (known?.text === text) return known.result;
  const result = template.readYaml(template.str(text, { at: placeOf(uri, 0, text.length), exact: true, literal: false }));
  read.delete(uri);
  read.set(uri, { text, result });
  for (const oldest of read.keys()) {
    if (read.size <= mostRead) break;
    read.delete(oldest);
  }
  return result;
}

/** A template with its tree, which its document's part holds where it was claimed. */
export function templateAt(uri: Uri, ask: Ask<HelmPart>, { template }: Language): { source: Str; parsed: Parsed } | undefined {
  const text = ask.text(uri);
  if (text === undefined) return undefined;
  const source = template.str(text, { at: placeOf(uri, 0, text.length), exact: true, literal: true });
  return { source, parsed: ask.part(uri)?.template ?? template.parseTemplate(text) };
}
