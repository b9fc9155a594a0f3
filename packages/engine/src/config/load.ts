import { folderOf, type Preset, type Range, type RuleMeta, type Uri } from '@idlint/model';
import type { Files } from '../api.ts';
import type { Config, ConfigFor } from './config.ts';
import { type Layer, mergeLayers, overridesFor } from './layers.ts';
import type { OwnSecretRule } from './own-secrets.ts';
import { isConfigFile } from './paths.ts';
import { show } from './show.ts';

/** A mistake in a configuration file: the file is not used as long as one is there. */
export interface ConfigProblem {
  uri: Uri;
  range: Range;
  /** The line of the file that holds the mistake; empty where it may hold a secret. */
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
  commandLine?: CommandLine | ((own: readonly OwnSecretRule[]) => CommandLine);
  /** `--config FILE`: applies to everything, its patterns counted from the root, in place of the files that are found. */
  explicit?: ConfigFile;
  /** An organisation's package that `extends` names, or undefined where it is not installed. */
  resolvePackage?: (name: string, from: Uri) => ConfigFile | undefined;
}

/** What was asked for there; where it names rules, those that the configuration brings have to be known first. */
interface CommandLine {
  preset?: Preset;
  select?: string[];
  ignore?: string[];
}

export interface Configuration {
  configFor: ConfigFor;
  problems: ConfigProblem[];
  /** The files that were read, those that they extend among them. */
  uses: Uri[];
  /** Rules of secrets that the root's files bring, for the scanner. */
  own: OwnSecretRule[];
  /** What `--show-config` prints: the settings that apply to a document, as YAML, and the files they come from. */
  show(uri: Uri): string;
}

/** Reads every `idlint.yaml` of the workspace. Loads the parser only where there is one. */
export async function loadConfiguration(options: ConfigurationOptions): Promise<Configuration> {
  const { files, rules, commandLine = {}, explicit } = options;
  const found = explicit ? [] : files.list().filter(uri => isConfigFile(uri));
  const reader = found.length > 0 || explicit ? new (await import('./read.ts')).ConfigReader(options) : undefined;
  const byFolder = new Map<Uri, Layer[]>();
  const atRoot = found.filter(uri => folderOf(uri) === '').slice(-1);
  const roots = explicit ? [explicit] : atRoot.map(uri => reader!.fileOf(uri));
  const everywhere = reader?.readRoot(roots) ?? [];
  for (const uri of found)
    if (folderOf(uri) !== '') byFolder.set(folderOf(uri), reader!.read(uri, reader!.fileOf(uri).text, folderOf(uri)));
  const own = [...(reader?.own.values() ?? [])];

  const chains = new Map<Uri, Chain>();
  const root: Chain = { layers: everywhere, configs: new Map() };
  const chainOf = (folder: Uri): Chain => {
    // Every document is asked about, and in most workspaces there is one file at most, at the root.
    if (folder === '' || byFolder.size === 0) return root;
    let chain = chains.get(folder);
    if (!chain) {
      const outer = chainOf(folderOf(folder));
      const own = byFolder.get(folder);
      chain = own ? { layers: [...outer.layers, ...own], configs: new Map() } : outer;
      chains.set(folder, chain);
    }
    return chain;
  };
  const problems = reader?.problems ?? [];
  // A rule whose pattern is wrong is none yet: that is said first.
  const asked = typeof commandLine === 'function' ? (problems.length > 0 ? {} : commandLine(own)) : commandLine;
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Partial<Config>;
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
    problems,
    uses: [...new Set(reader?.uses ?? [])],
    own,
    show: uri =>
      show(
        uri,
        configFor(uri),
        chainOf(folderOf(uri))
          .layers.map(layer => layer.uri)
          .reverse(),
        [...rules, ...own.map(({ rule }): RuleMeta => ({ ...rule, family: 'secrets' }))],
      ),
  };
}

/** What applies in a folder and in those below that have no file of their own. */
interface Chain {
  layers: Layer[];
  configs: Map<string, Config>;
}
