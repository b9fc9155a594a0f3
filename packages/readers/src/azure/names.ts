import { type Data, type Found, hole, stringValue } from '@idlint/evaluate';
import { canonical } from '@idlint/evaluate/arm';
import { type FactBase, known, type Name, type Principal, unknown, type Value, type Why } from '@idlint/model';
import type { Instance, Root } from './deployment.ts';
import { labelOf } from './target.ts';

/**
 * The Name of a resource within what is deployed together, the same from its declaration and from a reference to it. A parameter that is not
 * given stands there by its name.
 */
export const nameOfLabel = (root: Root, label: string): Name =>
  `azure:${root.uri}#${label.replaceAll(/\$\{the parameter (\w+)\}/g, '$1').toLowerCase()}`;

/** Attributes that stand for the resource's own identity. */
const ofIdentity = /^[\w.:-]*(?:principalId|clientId) of (.+)$/s;

/** The Name of what a value speaks of that only the cloud knows: `properties.principalId of Microsoft.…/userAssignedIdentities/deploy`. */
function nameOfReference(root: Root, { code, what }: Why): Name | undefined {
  const label = code === 'reference' ? ofIdentity.exec(what)?.[1] : undefined;
  return label === undefined ? undefined : nameOfLabel(root, label);
}

/** Whom a principal's id means: a resource of the deployment, or an object of the directory. */
export function principalNamed(root: Root, found: Found): Value<Name> {
  const written = stringValue(found);
  if (written.kind === 'known') return known(`azure:principal/${written.value.toLowerCase()}`, written.at, written.via);
  if (written.kind !== 'unknown' || written.prefix || written.suffix) return written;
  const name = nameOfReference(root, written.why);
  return name ? known(name, written.at, written.via) : written;
}

/** The one who is given something. An empty id is a parameter that whoever deploys fills in. */
export function principalOf(root: Root, found: Found): Principal {
  const written = stringValue(found);
  if (written.kind === 'known' && written.value === '')
    return { who: 'identity', written: unknown({ code: 'reference', what: 'an id that is left empty' }, written.at, written.via) };
  const name = principalNamed(root, found);
  return { who: 'identity', written, ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** The Name behind an id that is written or put together. */
export function nameOfId(root: Root, data: Data): Name | undefined {
  if (data.kind !== 'string') return undefined;
  const text = canonical(data);
  return text.startsWith('/') ? nameOfLabel(root, labelOf(data)) : undefined;
}

const betweenHoles = new RegExp(`${hole}([^${hole}]*)${hole}`, 'g');

/** The same of an id that stands as a key: `userAssignedIdentities: { '${identity.id}': {} }`. */
export function nameOfKey(root: Root, key: string): Name {
  const text = key.replaceAll(betweenHoles, (_, what: string) => `\${${what}}`);
  return nameOfLabel(root, labelOf({ kind: 'string', value: text, at: { uri: root.uri, segment: '', start: 0, end: 0 } }));
}

/** What all facts about a resource begin with. `what` tells several about one apart. */
export function baseOf(instance: Instance, what = ''): FactBase & { platform: 'azure' } {
  const { deployment, at, exists, key } = instance;
  const { root, uri, prefix, through } = deployment;
  const where = prefix || uri !== root.uri ? `${root.uri}:` : '';
  return {
    key: `${uri}#${where}${root.variant && `${root.variant}:`}${prefix}${key}${what && `/${what}`}`,
    platform: 'azure',
    at,
    // What does not exist is asked for no facts.
    exists: exists === false ? true : exists,
    names: what ? [] : [nameOfLabel(root, labelOf(instance.id))],
    ...(through.length > 0 ? { through } : {}),
  };
}
