import { families, type Level, type Preset, type RuleMeta } from '@idlint/model';
import { jsonSchema, type Shape } from './shape.ts';

const presets: readonly Preset[] = ['recommended', 'strict', 'all'];
const levels: readonly (Level | 'off' | 'on')[] = ['error', 'warning', 'note', 'off', 'on'];
const text: Shape = { is: 'text' };
const texts: Shape = { is: 'list', of: text };
/** Bytes, as the scanner looks for them. */
const keyword: Shape = {
  is: 'text',
  form: { pattern: '^[\\x20-\\x7e]{3,100}$', wrong: 'is three characters or more, of ASCII' },
};
const preset: Shape = { is: 'choice', of: presets, about: 'Which rules run: recommended (the default), strict, or all.' };

const terraform: Shape = {
  is: 'map',
  keys: {
    varFiles: {
      ...texts,
      about: 'Files that Terraform is given with -var-file, from the folder of this file; of several values the last holds.',
    },
  },
  about: 'How Terraform is run.',
};

const cloudformation: Shape = {
  is: 'map',
  keys: {
    parameterFiles: {
      ...texts,
      about: 'Files of parameters that templates are deployed with, from the folder of this file; of several values the last holds.',
    },
  },
  about: 'How templates of CloudFormation are deployed.',
};

const helm: Shape = {
  is: 'map',
  keys: {
    valueFiles: {
      ...texts,
      about: 'Files of values that charts are installed with, from the folder of this file; of several values the last holds.',
    },
  },
  about: 'How charts of Helm are installed.',
};

/** What a configuration file may say, given the rules there are. */
export function definitionOf(rules: readonly RuleMeta[]): Shape {
  const settings = settingsOf(rules);
  const override: Shape = {
    is: 'map',
    keys: {
      paths: { is: 'list', of: text, about: 'Micromatch patterns, from the folder of this file.' },
      preset,
      rules: settings,
      terraform,
      cloudformation,
      helm,
    },
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
      archives: {
        is: 'boolean',
        about: "Whether zip, tar and gzip files are looked into for secrets; in the file at the workspace's root.",
      },
      secrets: {
        is: 'map',
        keys: {
          patterns: { is: 'list', of: pattern, about: "Secrets of your own to look for; in the file at the workspace's root." },
          allow: { is: 'list', of: allowed, about: 'Values, paths and names that are no secrets to worry about.' },
        },
        about: 'Secrets of your own, and those that are allowed.',
      },
      suppressions: { is: 'list', of: suppression, about: 'Findings to silence where the format has no comments.' },
      terraform,
      cloudformation,
      helm,
      root: { is: 'boolean', about: 'Whether a workspace begins here, although it stands inside of a repository.' },
    },
  };
}

const pattern: Shape = {
  is: 'map',
  keys: {
    id: {
      is: 'text',
      form: {
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        wrong: 'is lower-case words with hyphens between them',
        suggestion: 'Such as acme-token',
      },
      about: 'The rule, as suppressions and --select name it.',
    },
    name: { is: 'text', about: 'What is found, in your words: Acme deploy token.' },
    pattern: { is: 'text', about: 'A regular expression with an end; its first group, or the whole of it, is the secret.' },
    keywords: { is: 'list', of: keyword, about: 'One of these stands in every match; lower case means any case.' },
    near: { is: 'list', of: keyword, about: 'Names of which one must stand before the secret, where its form alone is no proof.' },
    ignoreCase: { is: 'boolean', about: 'Whether the pattern is for any case.' },
    minEntropy: { is: 'number', about: 'Bits for each character that the secret must have.' },
    level: { is: 'choice', of: levels.slice(0, 3), about: 'error (the default), warning or note.' },
    summary: text,
    remedy: text,
    revoke: { is: 'text', about: 'Where to take it back.' },
    finds: { is: 'list', of: text, about: 'Examples that it finds, with templates such as {alnum:32}; idlint test-rules tries them.' },
    passes: { is: 'list', of: text, about: 'Examples that it leaves alone.' },
  },
  needs: ['id', 'name', 'pattern'],
};

const allowed: Shape = {
  is: 'map',
  keys: {
    sha256: {
      is: 'text',
      form: {
        pattern: '^[0-9a-fA-F]{64}$',
        wrong: 'is the SHA-256 of the value: 64 hexadecimal digits',
        suggestion: 'printf %s "$VALUE" | sha256sum prints it',
      },
      about: 'The SHA-256 of the value, in hexadecimal.',
    },
    path: { is: 'text', about: 'A micromatch pattern, from the folder of this file.' },
    name: { is: 'text', about: 'A micromatch pattern of the name that the value is given.' },
    reason: text,
  },
  needs: ['reason'],
  private: true,
};

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
  return { is: 'map', keys, about: 'Rules and families: error, warning, note, off or on.', once: 'rules' };
}

function settingOf(about: string, options: Record<string, number | string[]>): Shape {
  const keys = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? number : texts] as const),
  );
  const more: Record<string, Shape> = Object.keys(options).length > 0 ? { options: { is: 'map', keys } } : {};
  const setting: Shape = { is: 'either', of: [level, { is: 'map', keys: { level, ...more } }], about };
  return more.options ? setting : { ...setting, once: 'setting' };
}

const level: Shape = { is: 'choice', of: levels, yes: 'on', no: 'off', once: 'level' };

const number: Shape = { is: 'number' };

/** The JSON Schema of `idlint.yaml`, made from the rules. */
export const configurationSchema = (rules: readonly RuleMeta[]): Record<string, unknown> => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'idlint.yaml',
  description: 'Configuration of idlint, the linter for identities.',
  ...jsonSchema(definitionOf(rules)),
});
