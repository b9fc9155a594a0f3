import { gravity, type Level, type Preset, type RuleMeta } from '@idlint/model';
import type { Config, RuleSetting } from '../config/config.ts';

const presets: Record<Preset, number> = { recommended: 0, strict: 1, all: 2 };
/** Whether a configuration asks for what a preset asks for. */
export const asksFor = (config: Config, preset: Preset): boolean => presets[preset] <= presets[config.preset];

const levels = Object.keys(gravity) as Level[];

/** How a rule runs under a configuration. */
export interface Setting {
  /** The level that the user wants, whatever the rule says. */
  level?: Level;
  options: Record<string, number | string[]>;
}

const settings = new WeakMap<Config, Map<string, Setting | undefined>>();

/** Undefined where the rule is off. */
export function settingOf(rule: RuleMeta, config: Config): Setting | undefined {
  let known = settings.get(config);
  if (!known) {
    known = new Map();
    settings.set(config, known);
  }
  if (!known.has(rule.id)) known.set(rule.id, workOut(rule, config));
  return known.get(rule.id);
}

function workOut(rule: RuleMeta, config: Config): Setting | undefined {
  if (config.ignore && names(rule, config.ignore)) return undefined;
  if (config.select && !names(rule, config.select)) return undefined;
  const { id, family } = bySpecificity(rule, config);
  const wanted = id?.level ?? family?.level;
  if (!config.select) {
    if (wanted === 'off') return undefined;
    // A level for a family is for what the preset has switched on; a level for a rule switches it on.
    if (!(id?.level ?? (family?.level === 'on' ? 'on' : undefined)) && !asksFor(config, rule.preset)) return undefined;
  }
  const options = { ...rule.options, ...pick(rule, family), ...pick(rule, id) };
  return wanted && wanted !== 'on' && wanted !== 'off' ? { level: wanted, options } : { options };
}

/** Only options that the rule has: a family's settings are for many rules. */
const pick = (rule: RuleMeta, setting: RuleSetting | undefined): Record<string, number | string[]> =>
  Object.fromEntries(Object.entries(setting?.options ?? {}).filter(([name]) => rule.options && name in rule.options));

function bySpecificity(rule: RuleMeta, config: Config): { id: RuleSetting | undefined; family: RuleSetting | undefined } {
  const id = [rule.id, ...(rule.aliases ?? [])].map(name => config.rules[name]).find(setting => setting);
  return { id, family: config.rules[rule.family] };
}

/** Whether a list of ids and families speaks of the rule. */
const names = (rule: RuleMeta, list: readonly string[]): boolean =>
  list.some(name => name === rule.id || name === rule.family || rule.aliases?.includes(name));

/** One graver, for what is sensitive. */
export const raised = (level: Level): Level => levels.find(other => gravity[other] === gravity[level] + 1) ?? level;
