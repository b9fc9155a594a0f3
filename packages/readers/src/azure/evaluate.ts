import { type Data, member, stringValue } from '@idlint/evaluate';
import { type Ask, type Fact, type Gap, knownValue, type Place, placeOf, type Unit, type Uri } from '@idlint/model';
import type { Expression } from '@idlint/syntax/bicep';
import { uniqueKeys } from '../unique-keys.ts';
import { BicepDeployment } from './bicep.ts';
import { type Deployment, deepestDeployment, Root } from './deployment.ts';
import { hasParameters, parametersFor } from './parameters.ts';
import { type AzurePart, jsonOf } from './part.ts';
import { resolved } from './paths.ts';
import { factsOf } from './resources/index.ts';
import { ownTarget, type TargetLevel } from './target.ts';
import { TemplateDeployment } from './template.ts';

/** Everything that one template deploys, as facts: once for each file of parameters that is made for it. */
export function evaluated({ at: uri }: Unit, ask: Ask<AzurePart>): Fact[] {
  const found = ask.part(uri);
  if (!found) return [];
  return parametersFor(uri, ask).flatMap(({ variant, inputs }) => {
    const root = new Root(uri, ask, variant);
    const deployment = deploymentOf(root, found, inputs(root));
    if (!deployment) return [];
    return uniqueKeys([...withoutMade(factsIn(deployment)), ...gapsOf(root)]);
  });
}

function deploymentOf(root: Root, part: AzurePart, inputs: Map<string, Data>): Deployment | undefined {
  const start = placeOf(root.uri, 0, 0);
  const use = (level: TargetLevel) => ({ inputs, target: ownTarget(level, start), prefix: '', through: [] as Place[] });
  const { bicep } = part;
  if (bicep) {
    const scope = bicep.statements.find(({ kind }) => kind === 'targetScope');
    return new BicepDeployment(root, root.uri, bicep, use(levelNamed(scope?.kind === 'targetScope' ? plainWord(scope.value) : undefined)));
  }
  const json = jsonOf(root.uri, part);
  if (!json || !isTemplate(json)) return undefined;
  return new TemplateDeployment(root, root.uri, json, use(levelOfSchema(json)));
}

const plainWord = (node: Expression): string | undefined => {
  const [part] = node.kind === 'string' ? node.parts : [];
  return part?.kind === 'text' ? part.value : undefined;
};

const levelNamed = (word: string | undefined): TargetLevel =>
  word === 'subscription' || word === 'managementGroup' || word === 'tenant' ? word : 'resourceGroup';

function levelOfSchema(template: Data): TargetLevel {
  const schema = (knownValue(stringValue(member(template, '$schema'))) ?? '').toLowerCase();
  if (schema.includes('subscriptiondeploymenttemplate')) return 'subscription';
  if (schema.includes('managementgroupdeploymenttemplate')) return 'managementGroup';
  return schema.includes('tenantdeploymenttemplate') ? 'tenant' : 'resourceGroup';
}

const isTemplate = (json: Data): boolean => json.kind === 'map' && json.entries.has('resources');

function factsIn(deployment: Deployment, depth = 0): Fact[] {
  if (depth > deepestDeployment) return [];
  return deployment.instances().flatMap(instance => {
    if (instance.existing || instance.exists === false) return [];
    const nested = instance.nested();
    if (!nested) return factsOf(instance);
    const { exists } = instance;
    const facts = factsIn(nested, depth + 1);
    return exists === true ? facts : facts.map(fact => (fact.exists === true ? { ...fact, exists } : fact));
  });
}

/** A name that ends with what is not known, and that nobody bears, says nothing. */
function withoutMade(facts: Fact[]): Fact[] {
  const borne = new Set(facts.flatMap(({ names }) => names));
  return facts.map(fact => {
    if (fact.kind !== 'binding') return fact;
    const items = fact.subjects.items.map(subject => {
      if (!subject.name || borne.has(subject.name) || !/[{}][^/]*$/.test(subject.name)) return subject;
      const { name: _, ...rest } = subject;
      return rest;
    });
    return { ...fact, subjects: { ...fact.subjects, items } };
  });
}

function gapsOf(root: Root): Gap[] {
  return [...root.unseen.values()].map(
    ({ at, why, message }, index): Gap => ({
      kind: 'gap',
      key: `${root.uri}#${root.variant}unseen/${why.what}${index}`,
      platform: 'azure',
      at,
      exists: true,
      names: [],
      severity: 'limit',
      why,
      message,
    }),
  );
}

/**
 * Templates that others use are judged where they are used, and with the parameters that are made for them; one that nobody uses is judged with
 * its own defaults.
 */
export function unitsAmong(claimed: Uri[], ask: Ask<AzurePart>): Unit[] {
  const used = new Set<Uri>();
  const all = new Set(claimed);
  for (const uri of claimed) for (const path of pathsIn(uri, ask.part(uri))) if (all.has(path) && path !== uri) used.add(path);
  return claimed.flatMap((at): Unit[] => {
    if (at.endsWith('.bicepparam') || (used.has(at) && !hasParameters(at, ask))) return [];
    const part = ask.part(at);
    if (part?.compiled !== undefined && sourceBeside(at, all)) return [];
    return part?.json && !isTemplate(part.json) ? [] : [{ reader: 'azure', at }];
  });
}

/** Paths of the workspace that a template is made of. */
function pathsIn(uri: Uri, part: AzurePart | undefined): Uri[] {
  const written: string[] = [];
  for (const statement of part?.bicep?.statements ?? []) if (statement.kind === 'module') written.push(plainWord(statement.path) ?? '');
  if (part?.json) linkedIn(part.json, written);
  return written.flatMap(path => resolved(uri, path) ?? []);
}

/** `templateLink: { relativePath }`, however deep. */
function linkedIn(data: Data, found: string[], budget = { left: 100_000 }): void {
  if (--budget.left < 0) return;
  if (data.kind === 'list') for (const item of data.items) linkedIn(item, found, budget);
  if (data.kind !== 'map') return;
  for (const [key, { value }] of data.entries) {
    if (key === 'relativePath' && value.kind === 'string') found.push(value.value);
    else linkedIn(value, found, budget);
  }
}

/** Whether the file that Bicep has made a template of is there itself. */
const sourceBeside = (uri: Uri, all: Set<Uri>): boolean =>
  all.has(uri.replace(/\.json$/, '.bicep')) || all.has(uri.replace(/[^/]*$/, 'main.bicep'));
