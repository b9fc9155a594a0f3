import { families, type RuleMeta, type Uri } from '@idlint/model';
import { settingOf } from '../judge/settings.ts';
import type { Config } from './config.ts';

/** The settings that apply to a document, as a configuration file would say them. */
export function show(uri: Uri, config: Config, from: readonly Uri[], rules: readonly RuleMeta[]): string {
  const lines = [
    `# ${uri}: ${from.length > 0 ? `from ${from.join(', ')}` : 'no configuration file; the defaults'}`,
    `preset: ${config.preset}`,
  ];
  for (const name of ['select', 'ignore', 'ignores', 'sensitive', 'ownAccounts', 'ownerLabels'] as const)
    if (config[name]?.length) lines.push(`${name}: [${config[name].map(quote).join(', ')}]`);
  if (config.varFiles.length > 0) lines.push('terraform:', `  varFiles: [${config.varFiles.map(quote).join(', ')}]`);
  if (config.parameterFiles.length > 0) lines.push('cloudformation:', `  parameterFiles: [${config.parameterFiles.map(quote).join(', ')}]`);
  if (config.valueFiles.length > 0) lines.push('helm:', `  valueFiles: [${config.valueFiles.map(quote).join(', ')}]`);
  if (config.requireReason) lines.push('requireReason: true');
  if (config.archives) lines.push('archives: true');
  if (config.suppressions.length > 0) lines.push('suppressions:', ...config.suppressions.map(one => `  - ${suppressionLine(one)}`));
  if (config.allow.length > 0) lines.push('secrets:', '  allow:', ...config.allow.map(one => `    - ${suppressionLine(one)}`));
  lines.push('rules:');
  for (const family of families) {
    const own = rules.filter(rule => rule.family === family);
    if (own.length > 0) lines.push(`  # ${family}`, ...own.map(rule => `  ${rule.id}: ${ruleLine(rule, config)}`));
  }
  return `${lines.join('\n')}\n`;
}

function ruleLine(rule: RuleMeta, config: Config): string {
  const setting = settingOf(rule, config);
  if (!setting) return 'off';
  const level = setting.level ?? rule.level;
  const options = Object.entries(setting.options);
  if (options.length === 0) return level;
  return `{ level: ${level}, options: { ${options.map(([name, value]) => `${name}: ${typeof value === 'number' ? value : `[${value.map(quote).join(', ')}]`}`).join(', ')} } }`;
}

const suppressionLine = (one: Config['suppressions'][number] | Config['allow'][number]): string =>
  `{ ${Object.entries(one)
    .filter(([name, value]) => name !== 'at' && value !== undefined)
    .map(([name, value]) => `${name}: ${quote(value)}`)
    .join(', ')} }`;

const quote = (text: string): string =>
  /^[\w./-]*[a-zA-Z_/][\w./-]*$/.test(text) && !/^(?:true|false|null|on|off|yes|no)$/.test(text) ? text : JSON.stringify(text);
