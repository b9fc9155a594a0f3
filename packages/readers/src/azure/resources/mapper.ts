import { type Data, type Found, hole, labelsOf, stringValue } from '@idlint/evaluate';
import { absent, type Fact, type Identity, type IdentityType, known, type Resource, type ResourceType, type Value } from '@idlint/model';
import { type Instance, propertyOf } from '../deployment.ts';
import { nameParts, textOf } from '../ids.ts';
import { baseOf } from '../names.ts';

/** Turns one resource into facts. */
export type Mapper = (instance: Instance) => Fact[];

export const property = (instance: Instance, ...path: [string, ...string[]]): Found => propertyOf(instance, ...path);

/** What it is called: as written, as far as that is known (`id-…`), or what the template calls it. Of a child, its own part of the name. */
export function calledOf(instance: Instance): Value<string> {
  const { name, type, symbol, at } = instance;
  const text = textOf(name);
  const own = nameParts(text, type).at(-1) ?? text;
  const [, parameter] =
    own.kind === 'string' && own.parts?.length === 1 && 'hole' in own.parts[0]!.from
      ? (/^the parameter (.+)$/.exec(own.parts[0]!.from.hole.what) ?? [])
      : [];
  return shown(own) ?? known(symbol ?? parameter ?? type.slice(type.lastIndexOf('/') + 1), at);
}

/** A text as people call it: what is not known of it is left out (`[…] Operators`). */
export function shown(text: Data): Value<string> | undefined {
  const written = stringValue(text);
  if (written.kind === 'known') return written.value === '' ? undefined : written;
  if (text.kind !== 'string') return undefined;
  const ends = text.value.split(hole).join('…');
  return /[A-Za-z]{2}/.test(ends) ? known(ends, text.at, text.via) : undefined;
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
