import { type Data, type Found, labelsOf, member, stringValue } from '@idlint/evaluate';
import {
  absent,
  type Fact,
  type FactBase,
  known,
  type Labels,
  type Name,
  type Place,
  type Platform,
  type Uri,
  type Value,
  type Why,
} from '@idlint/model';

/**
 * One instance of a resource or data block, as the mappers of each provider ask for it. Nested blocks are lists of maps, as in
 * Terraform's JSON syntax; dynamic blocks are already expanded.
 */
export interface TerraformResource {
  mode: 'managed' | 'data';
  /** `aws_iam_role`. */
  type: string;
  name: string;
  /** `module.ci["eu"].aws_iam_role.deploy[0]`: unique in its root module. */
  address: string;
  /** The root module's folder. */
  root: Uri;
  /** The file that writes the block. */
  uri: Uri;
  /** One argument, or the nested blocks of one type; worked out when a mapper asks for it. */
  argument(name: string): Found;
  /** What is written in it, in order. */
  written: string[];
  /** The block's name label. */
  at: Place;
  exists: true | Why;
  /** The uses of the module that it is in, the nearest first. */
  through: Place[];
  /** What the provider adds to its tags or labels. */
  defaultLabels: Labels | undefined;
}

/** Turns one resource into facts. */
export type Mapper = (resource: TerraformResource) => Fact[];

/** The Name of a resource, made the same way from the declaration and from a reference to one of its attributes. */
export const terraformName = (root: Uri, address: string): Name => `terraform:${root}#${address}`;

export const nameOfResource = ({ root, address }: TerraformResource): Name => terraformName(root, address);

const step = /(?:\.([\w-]+)|(\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]))/y;

/**
 * The Name of what a reference speaks of: `infra#module.a["b"].aws_iam_role.deploy[0].arn` is an attribute of
 * `module.a["b"].aws_iam_role.deploy[0]`. Undefined where it is no reference to a resource.
 */
export function nameOfReference({ code, what }: Why): Name | undefined {
  return code === 'reference' ? nameOfAttribute(what) : undefined;
}

function nameOfAttribute(what: string): Name | undefined {
  const hash = what.indexOf('#');
  if (hash < 0) return undefined;
  const address = resourceIn(what.slice(hash + 1));
  return address === undefined ? undefined : terraformName(what.slice(0, hash), address);
}

/** The address of the resource at the beginning of a path. */
function resourceIn(path: string): string | undefined {
  const steps: { name?: string | undefined; end: number }[] = [];
  step.lastIndex = 0;
  const dotted = `.${path}`;
  for (let match = step.exec(dotted); match; match = step.exec(dotted)) steps.push({ name: match[1], end: step.lastIndex - 1 });
  let at = 0;
  while (steps[at]?.name === 'module') {
    at += 2;
    if (steps[at] && steps[at]!.name === undefined) at++;
  }
  if (steps[at]?.name === 'data') at++;
  const name = steps[at + 1];
  if (!steps[at]?.name || !name?.name) return undefined;
  const key = steps[at + 2];
  return path.slice(0, key && key.name === undefined ? key.end : name.end);
}

/** The Name that a value speaks of: by the reference that brought it, or as `ofText` makes it of what is written. */
export function spokenOf(found: Found, ofText: (text: string) => Name): Value<Name> {
  if (found.kind === 'absent') return found;
  const byReference = referenceOf(found);
  if (byReference) return known(byReference, found.at, found.via);
  const written = stringValue(found);
  return written.kind === 'known' ? known(ofText(written.value), written.at, written.via) : written;
}

function referenceOf(data: Data): Name | undefined {
  const name = data.origin !== undefined ? nameOfAttribute(data.origin) : data.kind === 'unknown' ? nameOfReference(data.why) : undefined;
  // What a data source looks up is declared elsewhere: what is written of it says more.
  return name && data.kind === 'string' && /(?:^|[#.])data\.|#(?:module\..*\.)?azuread_directory_role\./.test(name) ? undefined : name;
}

export const argumentOf = (resource: TerraformResource, name: string, ...path: string[]): Found => member(resource.argument(name), ...path);
export const textOf = (resource: TerraformResource, name: string, ...path: string[]): Value<string> =>
  stringValue(argumentOf(resource, name, ...path));

/** The key of a fact about a resource: the same after lines move, and another for each use of a module. */
export function keyOf({ uri, root, address }: TerraformResource, what = ''): string {
  const where = address.startsWith('module.') ? `${root}:` : '';
  return `${uri}#${where}${address}${what && `/${what}`}`;
}

/** What all facts about a resource begin with. `what` tells several about one apart. */
export function baseOf(resource: TerraformResource, platform: Platform, what = ''): FactBase {
  const { at, exists, through } = resource;
  return {
    key: keyOf(resource, what),
    platform,
    at,
    exists,
    names: what ? [] : [nameOfResource(resource)],
    ...(through.length > 0 ? { through } : {}),
  };
}

const saysNothing = new Set(['this', 'main', 'default', 'self']);

/** What it is called: as written, or by the name of its block where that is left to Terraform or not known. */
export function calledOf(resource: TerraformResource, argument: string): Value<string> {
  const name = textOf(resource, argument);
  if (name.kind === 'known') return name;
  const prefix = textOf(resource, `${argument}_prefix`);
  if (prefix.kind === 'known' && prefix.value !== '') return known(`${prefix.value.replace(/-$/, '')}-…`, prefix.at, prefix.via);
  // In a module, `this` is the thing that the module is about.
  const [, module] = /(?:^|\.)module\.([\w-]+(?:\[[^\]]*\])?)\.[\w-]+\.[\w-]+(?:\[[^\]]*\])?$/.exec(resource.address) ?? [];
  return known(module && saysNothing.has(resource.name) ? module : resource.name, resource.at);
}

/** Its tags or labels with those that the provider puts on everything; its own win. */
export function allLabels(resource: TerraformResource, argument: string): Labels {
  const own = labelsOf(argumentOf(resource, argument));
  const { defaultLabels } = resource;
  if (!defaultLabels) return own;
  const open = own.open ?? defaultLabels.open;
  return { entries: { ...defaultLabels.entries, ...own.entries }, ...(open ? { open } : {}) };
}

export const nowhere = (resource: TerraformResource): Value<never> => absent(resource.at);
