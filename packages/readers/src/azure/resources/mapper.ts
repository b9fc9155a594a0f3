import { type Found, hole, labelsOf, stringValue } from '@idlint/evaluate';
import { absent, type Fact, type Identity, type IdentityType, known, type Resource, type ResourceType, type Value } from '@idlint/model';
import { type Instance, propertyOf } from '../deployment.ts';
import { nameParts, textOf } from '../ids.ts';
import { baseOf } from '../names.ts';

/** Turns one resource into facts. */
export type Mapper = (instance: Instance) => Fact[];

export const property = (instance: Instance, ...path: [string, ...string[]]): Found => propertyOf(instance, ...path);

/** What it is called: as written, as far as that is known (`id-…`), or what the template calls it. Of a child, its own part of the name. */
export function calledOf({ name, type, symbol, at }: Instance): Value<string> {
  const text = textOf(name);
  const own = nameParts(text, type).at(-1) ?? text;
  const written = stringValue(own);
  if (written.kind === 'known' && written.value !== '') return written;
  const ends = own.value.split(hole).join('…');
  if (/[A-Za-z]{2}/.test(ends)) return known(ends, own.at);
  const [, parameter] = /^the parameter (.+)$/.exec(written.kind === 'unknown' ? written.why.what : '') ?? [];
  return known(symbol ?? parameter ?? type.slice(type.lastIndexOf('/') + 1), at);
}

export function identityOf(instance: Instance, type: IdentityType, what = ''): Identity {
  return {
    kind: 'identity',
    ...baseOf(instance, what),
    type,
    actor: 'machine',
    name: calledOf(instance),
    labels: labelsOf(property(instance, 'tags')),
  };
}

export function thing(instance: Instance, type: ResourceType, settings: Resource['settings']): Resource {
  return {
    kind: 'resource',
    ...baseOf(instance),
    type,
    name: calledOf(instance),
    labels: labelsOf(property(instance, 'tags')),
    settings,
  };
}

export const nowhere = ({ at }: Instance): Value<never> => absent(at);
