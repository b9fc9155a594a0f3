import { families, type Level, type Preset, type RuleMeta } from '@idlint/model';
import { jsonSchema, type Shape } from './shape.ts';

const presets: readonly Preset[] = ['recommended', 'strict', 'all'];
const levels: readonly (Level | 'off' | 'on')[] = ['error', 'warning', 'note', 'off', 'on'];
const text: Shape = { is: 'text' };
const texts: Shape = { is: 'list', of: text };
const preset: Shape = { is: 'choice', of: presets, about: 'Which rules run: recommended (the default), strict, or all.' };

/** What a configuration file may say, given the rules there are. */
export function definitionOf(rules: readonly RuleMeta[]): Shape {
  const settings = settingsOf(rules);
  const override: Shape = {
    is: 'map',
    keys: { paths: { is: 'list', of: text, about: 'Micromatch patterns, from the folder of this file.' }, preset, rules: settings },
    needs: ['paths'],
  };
  return {
    is: 'map',
    keys: {
      extends: { is: 'either', of: [text, texts], about: 'Files (./base.yaml) or packages that this one builds on.' },
      preset,
      rules: settings,
      overrides: { is: 'list', of: override, about: 'Other settings for some paths; of several that match, the last wins.' },
      ignores: { ...texts, about: 'Micromatch patterns, from the folder of this file, of what is not linted.' },
      sensitive: { ...texts, about: 'Micromatch patterns of names and paths whose findings count a level more.' },
      ownAccounts: { ...texts, about: 'Accounts, projects, subscriptions and organisations of your own.' },
      ownerLabels: { ...texts, about: 'Tags, labels and annotations that name an owner, besides the usual ones.' },
      requireReason: { is: 'boolean', about: 'Whether every suppression must give a reason.' },
      suppressions: { is: 'list', of: suppression, about: 'Findings to silence where the format has no comments.' },
      root: { is: 'boolean', about: 'Whether a workspace begins here, although it stands inside of a repository.' },
    },
  };
}

const suppression: Shape = {
  is: 'map',
  keys: {
    rule: { is: 'text', about: 'A rule or a family.' },
    path: { is: 'text', about: 'A micromatch pattern, from the folder of this file.' },
    resource: { is: 'text', about: 'A micromatch pattern of the name of the thing.' },
    reason: text,
    owner: text,
    until: { is: 'day', about: 'The last day on which it holds.' },
  },
  needs: ['rule'],
};

function settingsOf(rules: readonly RuleMeta[]): Shape {
  const keys: Record<string, Shape> = {};
  for (const family of families) keys[family] = settingOf(`Every rule of the family ${family}.`, {});
  for (const rule of rules) for (const id of [rule.id, ...(rule.aliases ?? [])]) keys[id] = settingOf(rule.summary, rule.options ?? {});
  return { is: 'map', keys, about: 'Rules and families: error, warning, note, off or on.' };
}

function settingOf(about: string, options: Record<string, number | string[]>): Shape {
  const level: Shape = { is: 'choice', of: levels, yes: 'on', no: 'off' };
  const keys = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? number : texts] as const),
  );
  const more: Record<string, Shape> = Object.keys(options).length > 0 ? { options: { is: 'map', keys } } : {};
  return { is: 'either', of: [level, { is: 'map', keys: { level, ...more } }], about };
}

const number: Shape = { is: 'number' };

/** The JSON Schema of `idlint.yaml`, made from the rules. */
export const configurationSchema = (rules: readonly RuleMeta[]): Record<string, unknown> => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'idlint.yaml',
  description: 'Configuration of idlint, the linter for identities.',
  ...jsonSchema(definitionOf(rules)),
});
