import type { Preset, Uri } from '@idlint/model';
import { type AllowedSecret, type Config, type ConfiguredSuppression, defaultConfig, type RuleSetting } from './config.ts';
import { inPaths } from './patterns.ts';

/** What one configuration file says, its patterns counted from the workspace's root. */
export interface Layer {
  uri: Uri;
  settings: Settings;
  overrides: (Pick<Settings, 'preset' | 'rules' | 'varFiles' | 'parameterFiles' | 'valueFiles'> & { paths: string[] })[];
}

/** The part of a file that applies to every document under it. */
export interface Settings {
  preset?: Preset;
  rules?: Record<string, RuleSetting>;
  sensitive?: string[];
  ownAccounts?: string[];
  ownerLabels?: string[];
  ignores?: string[];
  varFiles?: Uri[];
  parameterFiles?: Uri[];
  valueFiles?: Uri[];
  requireReason?: boolean;
  archives?: boolean;
  suppressions?: ConfiguredSuppression[];
  allow?: AllowedSecret[];
}

/** Which overrides of the layers apply to a document: documents with equal answers share their configuration. */
export function overridesFor(layers: readonly Layer[], uri: Uri): string {
  let key = '';
  for (const { overrides } of layers) for (const { paths } of overrides) key += inPaths(paths, uri) ? '1' : '0';
  return key;
}

/** The layers from the farthest to the nearest, each followed by those of its overrides that apply; what comes later wins. */
export function mergeLayers(layers: readonly Layer[], applies: string, commandLine: Partial<Config>): Config {
  const config: Config = { ...defaultConfig };
  let at = 0;
  for (const { settings, overrides } of layers) {
    apply(config, settings);
    for (const override of overrides) if (applies[at++] === '1') apply(config, override);
  }
  return { ...config, ...commandLine };
}

function apply(config: Config, settings: Settings): void {
  config.preset = settings.preset ?? config.preset;
  config.requireReason = settings.requireReason ?? config.requireReason;
  config.archives = settings.archives ?? config.archives;
  config.rules = mergeRules(config.rules, settings.rules ?? {});
  for (const list of ['sensitive', 'ownAccounts', 'ownerLabels', 'ignores'] as const)
    if (settings[list]?.length) config[list] = [...new Set([...config[list], ...settings[list]])];
  // Not as a set: one that is given again holds from there.
  for (const list of ['varFiles', 'parameterFiles', 'valueFiles'] as const)
    if (settings[list]?.length) config[list] = [...config[list], ...settings[list]];
  if (settings.suppressions?.length) config.suppressions = [...config.suppressions, ...settings.suppressions];
  if (settings.allow?.length) config.allow = [...config.allow, ...settings.allow];
}

function mergeRules(old: Config['rules'], next: Config['rules']): Config['rules'] {
  const rules = { ...old };
  for (const [id, setting] of Object.entries(next)) {
    const options = { ...rules[id]?.options, ...setting.options };
    rules[id] = { ...rules[id], ...setting, ...(Object.keys(options).length > 0 ? { options } : {}) };
  }
  return rules;
}

/** A pattern as a file in `folder` means it, from the workspace's root: one without a slash is meant at any depth. */
export function fromRoot(folder: Uri, pattern: string): string {
  const plain = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const deep = pattern.replace(/\/+$/, '').includes('/') ? plain : `**/${plain}`;
  return folder === '' ? deep : `${folder.replace(/[\\*?[\]{}()!+@|]/g, '\\$&')}/${deep}`;
}
