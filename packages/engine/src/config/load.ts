import type { Preset, Range, RuleMeta, Uri } from '@idlint/model';
import type { Files } from '../api.ts';
import type { Config, ConfigFor } from './config.ts';
import { type Layer, mergeLayers, overridesFor } from './layers.ts';
import { folderOf, isConfigFile } from './paths.ts';
import { show } from './show.ts';

/** A mistake in a configuration file: the file is not used as long as one is there. */
export interface ConfigProblem {
  uri: Uri;
  range: Range;
  /** The line of the file that holds the mistake. */
  line: string;
  message: string;
  /** `Did you mean "preset"?` */
  suggestion?: string;
}

/** A configuration file that the workspace's list does not hold: one named by `--config`, or that of an organisation's package. */
export interface ConfigFile {
  uri: Uri;
  text: string;
}

export interface ConfigurationOptions {
  files: Pick<Files, 'list' | 'read'>;
  /** Every rule there is, those of secrets and those of the linter itself (`linterRules`) among them. */
  rules: readonly RuleMeta[];
  commandLine?: { preset?: Preset; select?: string[]; ignore?: string[] };
  /** `--config FILE`: applies to everything, its patterns counted from the root, in place of the files that are found. */
  explicit?: ConfigFile;
  /** An organisation's package that `extends` names, or undefined where it is not installed. */
  resolvePackage?: (name: string, from: Uri) => ConfigFile | undefined;
}

export interface Configuration {
  configFor: ConfigFor;
  problems: ConfigProblem[];
  /** The files that were read, those that they extend among them. */
  uses: Uri[];
  /** What `--show-config` prints: the settings that apply to a document, as YAML, and the files they come from. */
  show(uri: Uri): string;
}

/** Reads every `idlint.yaml` of the workspace. Loads the parser only where there is one. */
export async function loadConfiguration(options: ConfigurationOptions): Promise<Configuration> {
  const { files, rules, commandLine = {}, explicit } = options;
  const found = explicit ? [] : files.list().filter(uri => isConfigFile(uri));
  const reader = found.length > 0 || explicit ? new (await import('./read.ts')).ConfigReader(options) : undefined;
  const byFolder = new Map<Uri, Layer[]>();
  for (const uri of found) byFolder.set(folderOf(uri), reader!.readFile(uri, folderOf(uri)));
  const everywhere = explicit ? reader!.read(explicit.uri, explicit.text, '') : [];

  const chains = new Map<Uri, Chain>();
  const root: Chain = { layers: [...everywhere, ...(byFolder.get('') ?? [])], configs: new Map() };
  const chainOf = (folder: Uri): Chain => {
    if (folder === '') return root;
    let chain = chains.get(folder);
    if (!chain) {
      const outer = chainOf(folderOf(folder));
      const own = byFolder.get(folder);
      chain = own ? { layers: [...outer.layers, ...own], configs: new Map() } : outer;
      chains.set(folder, chain);
    }
    return chain;
  };
  const given = Object.fromEntries(Object.entries(commandLine).filter(([, value]) => value !== undefined)) as Partial<Config>;
  const configFor: ConfigFor = uri => {
    const { layers, configs } = chainOf(folderOf(uri));
    const applies = overridesFor(layers, uri);
    let config = configs.get(applies);
    if (!config) {
      config = mergeLayers(layers, applies, given);
      configs.set(applies, config);
    }
    return config;
  };
  return {
    configFor,
    problems: reader?.problems ?? [],
    uses: [...new Set(reader?.uses ?? [])],
    show: uri =>
      show(
        uri,
        configFor(uri),
        chainOf(folderOf(uri))
          .layers.map(layer => layer.uri)
          .reverse(),
        rules,
      ),
  };
}

/** What applies in a folder and in those below that have no file of their own. */
interface Chain {
  layers: Layer[];
  configs: Map<string, Config>;
}
