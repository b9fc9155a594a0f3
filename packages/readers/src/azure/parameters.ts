import { type Data, member } from '@idlint/evaluate';
import { unknownData } from '@idlint/evaluate/hcl';
import { type Ask, placeOf, type Uri } from '@idlint/model';
import { BicepDeployment } from './bicep.ts';
import type { Root } from './deployment.ts';
import { type AzurePart, jsonOf } from './part.ts';
import { resolved } from './paths.ts';
import { ownTarget } from './target.ts';

/** One set of values that a template is deployed with. */
interface Given {
  /** Empty where there is only one. */
  variant: string;
  inputs(root: Root): Map<string, Data>;
}

/** More files of parameters than this are not looked at for one template. */
const mostVariants = 12;

/**
 * The files of parameters that are made for a template: `.bicepparam` files that say so (`using`), and `main.parameters.json`,
 * `main.prod.parameters.json`, `main.parameters.prod.json` beside `main.bicep` or `main.json`. Without any, its defaults.
 */
export function parametersFor(uri: Uri, ask: Ask<AzurePart>): Given[] {
  const found = filesFor(uri, ask);
  if (found.length === 0) return [{ variant: '', inputs: () => new Map() }];
  return found.slice(0, mostVariants).map(one => ({ variant: found.length > 1 ? one.uri : '', inputs: one.inputs }));
}

/** Whether somebody deploys the template by itself. */
export const hasParameters = (uri: Uri, ask: Ask<AzurePart>): boolean => filesFor(uri, ask).length > 0;

function filesFor(uri: Uri, ask: Ask<AzurePart>): { uri: Uri; inputs: Given['inputs'] }[] {
  const found: { uri: Uri; inputs: Given['inputs'] }[] = [];
  for (const other of ask.list('**/*.bicepparam')) {
    const file = ask.part(other)?.bicep;
    if (file && usedBy(other, file) === uri) found.push({ uri: other, inputs: root => bicepInputs(root, other, file, ask) });
  }
  const [, folder = '', name = ''] = /^(.*\/)?([^/]+)\.(?:bicep|jsonc?)$/.exec(uri) ?? [];
  const files = ask.list(`${escaped(folder)}*.json`).filter(other => other.startsWith(`${folder}${name}.`));
  for (const other of files) {
    if (!isParameters(other.slice(folder.length + name.length + 1))) continue;
    const json = jsonOf(other, ask.part(other));
    if (json) found.push({ uri: other, inputs: () => jsonInputs(json) });
  }
  return found;
}

const escaped = (text: string): string => text.replace(/[*?[\]{}()!+@\\]/g, '\\$&');

/** What stands between the name of the template and the end: `parameters.json`, `prod.parameters.json`, `parameters.prod.json`. */
const isParameters = (rest: string): boolean => /^(?:parameters|[^.]+\.parameters|parameters\.[^.]+)\.json$/.test(rest);

function usedBy(uri: Uri, file: NonNullable<AzurePart['bicep']>): Uri | undefined {
  const using = file.statements.find(({ kind }) => kind === 'using');
  const [part] = using?.kind === 'using' && using.value.kind === 'string' ? using.value.parts : [];
  return part?.kind === 'text' ? resolved(uri, part.value) : undefined;
}

function bicepInputs(root: Root, uri: Uri, file: NonNullable<AzurePart['bicep']>, ask: Ask<AzurePart>, depth = 0): Map<string, Data> {
  const inputs = new Map<string, Data>();
  const base = file.statements.find(({ kind }) => kind === 'extends');
  const [part] = base?.kind === 'extends' && base.value.kind === 'string' ? base.value.parts : [];
  const under = part?.kind === 'text' ? resolved(uri, part.value) : undefined;
  const inherited = under === undefined || depth > 5 ? undefined : ask.part(under)?.bicep;
  if (inherited && under !== undefined)
    for (const [name, value] of bicepInputs(root, under, inherited, ask, depth + 1)) inputs.set(name, value);
  const start = placeOf(uri, 0, 0);
  const own = new BicepDeployment(root, uri, file, {
    inputs: new Map(),
    target: ownTarget('resourceGroup', start),
    prefix: '',
    through: [],
  });
  for (const statement of file.statements) {
    if (statement.kind !== 'param' || !statement.value) continue;
    const value = own.variable(statement.id.name, placeOf(uri, statement.id.start, statement.id.end));
    // Where it is written is where it is given: that it has a name there is no way that it came.
    if (value && value.kind !== 'lazy') inputs.set(statement.id.name, { ...value, via: (value.via ?? []).slice(0, -1) });
  }
  return inputs;
}

function jsonInputs(json: Data): Map<string, Data> {
  const inputs = new Map<string, Data>();
  const parameters = member(json, 'parameters');
  if (parameters.kind !== 'map') return inputs;
  for (const [name, entry] of parameters.entries) {
    const value = member(entry.value, 'value');
    if (value.kind === 'absent')
      inputs.set(name, unknownData({ code: 'reference', what: `a secret for ${name}`, at: entry.key }, entry.key));
    else inputs.set(name, leftOpen(value, name));
  }
  return inputs;
}

/** Values that another tool fills in: `${AZURE_LOCATION}` (azd), `#{location}#`, `GEN-UNIQUE`. */
const filledIn = /\$\{[^}]*\}|#\{[^}]*\}#?|__\w+__|^(?:GEN|GET)-[A-Z]/;

const leftOpen = (value: Data, name: string): Data =>
  value.kind === 'string' && filledIn.test(value.value)
    ? unknownData({ code: 'variable', what: `the parameter ${name}`, at: value.at }, value.at)
    : value;
