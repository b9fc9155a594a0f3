/**
 * How many identity facts are equal, read from Bicep files and from the templates that the Bicep compiler made of them:
 * `npx tsx benchmarks/bicep.ts DIR [--differences]`, where DIR holds folders with both (`main.bicep` and `main.json` or `azuredeploy.json`),
 * as Azure/bicep-registry-modules and Azure/azure-quickstart-templates do. Places and keys are left out; names are compared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Ask, type Fact, SourceDocument, type Value } from '../packages/model/src/index.ts';
import { azure } from '../packages/readers/src/azure/index.ts';

type Part = ReturnType<typeof azure.read>;

const [directory, flag] = process.argv.slice(2);
if (!directory) {
  console.error('usage: npx tsx benchmarks/bicep.ts DIR [--differences]');
  process.exit(2);
}
await azure.load?.();

/** What modules of the Azure Verified Modules take, so that what they make of it is compared as well. */
const given = 'given.parameters.json';
const values: Record<string, unknown> = {
  roleAssignments: [
    { roleDefinitionIdOrName: 'Owner', principalId: '11111111-1111-1111-1111-111111111111', principalType: 'ServicePrincipal' },
    { roleDefinitionIdOrName: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', principalId: '22222222-2222-2222-2222-222222222222' },
  ],
  managedIdentities: {
    systemAssigned: true,
    userAssignedResourceIds: [
      '/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/shared/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deploy',
    ],
  },
  federatedIdentityCredentials: [
    { name: 'ci', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/shop:ref:refs/heads/main', audiences: ['x'] },
  ],
};
const parametersFile = JSON.stringify({ parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) });

const parts = new Map<string, Part | undefined>();
function ask(allowed: (uri: string) => boolean): Ask<Part> {
  const text = (uri: string): string | undefined => {
    const path = join(directory!, uri);
    return allowed(uri) && existsSync(path) ? readFileSync(path, 'utf8').replace(/^\uFEFF/, '') : undefined;
  };
  const part = (uri: string): Part | undefined => {
    if (uri.endsWith(given)) return azure.read(new SourceDocument(uri, parametersFile));
    if (!allowed(uri)) return undefined;
    if (!parts.has(uri)) {
      const content = text(uri);
      parts.set(uri, content === undefined ? undefined : azure.read(new SourceDocument(uri, content)));
    }
    return parts.get(uri);
  };
  // Beside `main.json` stands `main.given.parameters.json`.
  const list = (glob: string): string[] =>
    glob.endsWith('*.json') ? ['main', 'azuredeploy'].map(name => glob.replace(/\*\.json$/, `${name}.${given}`).replaceAll('\\', '')) : [];
  return { part, text, list, call: () => undefined };
}

const shown = (value: Value<unknown> | undefined): string => {
  if (!value || value.kind === 'absent') return '-';
  return value.kind === 'known' ? String(value.value) : '?';
};

/** What a fact says, without where it stands. */
function said(fact: Fact, root: string): string {
  // A policy without a name of its own is known by its key.
  const own = (name: unknown): string =>
    String(name)
      .replaceAll(`azure:${root}#`, 'azure:#')
      .replace(/^fact:.*(?=\/access\/)/, 'fact:');
  const named = (value: Value<unknown>): string => own(shown(value));
  const list = (values: { items: Value<string>[]; open?: unknown } | undefined): string =>
    values ? `${values.items.map(shown).join(' ')}${values.open ? ' …' : ''}` : '';
  switch (fact.kind) {
    case 'identity':
      return `identity ${fact.type} ${own(fact.names[0])} ${Object.keys(fact.labels.entries).join(' ')}`;
    case 'binding':
      return `binding ${named(fact.policy)} -> ${fact.subjects.items.map(({ name, written }) => own(name ?? shown(written)))} at ${fact.scope.level} ${list(fact.conditions.items[0]?.values)}`;
    case 'trust':
      return `trust ${named(fact.identity)} <- ${fact.principals.items.map(({ written }) => shown(written))} ${fact.conditions.items.map(({ key, values }) => `${key} ${list(values)}`)}`;
    case 'policy':
      return `policy ${own(fact.names[0])}`;
    case 'grant':
      return `grant ${list(fact.actions)} but ${list(fact.notActions)}`;
    case 'use':
      return `use ${named(fact.used)}`;
    case 'resource':
      return `resource ${fact.type} ${own(fact.names[0])} ${Object.entries(fact.settings).map(([name, value]) => `${name}=${shown(value)}`)}`;
    case 'credential':
      return `credential ${fact.type} ${named(fact.identity)} ${shown(fact.expires)}`;
    default:
      return '';
  }
}

function factsOf(uri: string, allowed: (uri: string) => boolean): { said: string[]; seen: boolean } {
  const found = azure.evaluate({ reader: azure.name, at: uri }, ask(allowed));
  return {
    said: found
      .map(fact => said(fact, uri))
      .filter(text => text !== '')
      .sort(),
    seen: !found.some(fact => fact.kind === 'gap' && fact.why.code === 'module'),
  };
}

/** What the one list has more than the other. */
function without(all: string[], those: string[]): string[] {
  const left = [...those];
  return all.filter(one => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

let [pairs, equalPairs, facts, equal, broken, parsed, unseen] = [0, 0, 0, 0, 0, 0, 0];
for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name !== 'main.bicep') continue;
  const uri = relative(directory, join(entry.parentPath, entry.name));
  parsed++;
  if ((ask(() => true).part(uri)?.faults.length ?? 0) > 0) broken++;
  const compiled = ['main.json', 'azuredeploy.json'].map(name => join(dirname(uri), name)).find(path => existsSync(join(directory, path)));
  if (!compiled) continue;
  const { said: fromBicep, seen } = factsOf(uri, () => true);
  // The compiler puts modules of a registry into the template; beside the Bicep file they are not there.
  if (!seen) {
    unseen++;
    continue;
  }
  const { said: fromJson } = factsOf(compiled, path => path === compiled);
  const [more, fewer] = [without(fromBicep, fromJson), without(fromJson, fromBicep)];
  pairs++;
  const same = fromBicep.length - more.length;
  facts += Math.max(fromBicep.length, fromJson.length);
  equal += same;
  if (more.length + fewer.length === 0) equalPairs++;
  else if (flag) {
    console.log(uri);
    for (const one of more) console.log(`  bicep  ${one}`);
    for (const one of fewer) console.log(`  json   ${one}`);
  }
}
console.log(`${parsed} main.bicep, ${broken} of them with faults`);
console.log(`${unseen} use modules that are not in the folder, and are left out`);
console.log(`${pairs} with their compiled template, ${equalPairs} with the same facts`);
console.log(`${facts} facts, ${equal} equal: ${(equal / Math.max(1, facts)).toFixed(3)}`);
