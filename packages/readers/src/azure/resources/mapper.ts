import { type Found, labelsOf, stringValue } from '@idlint/evaluate';
import { absent, type Fact, type Identity, type IdentityType, known, type Resource, type ResourceType, type Value } from '@idlint/model';
import { type Instance, propertyOf } from '../deployment.ts';
import { baseOf } from '../names.ts';

/** Turns one resource into facts. */
export type Mapper = (instance: Instance) => Fact[];

export const property = (instance: Instance, ...path: [string, ...string[]]): Found => propertyOf(instance, ...path);

/** What it is called: as written, or by its symbolic name where that is not known. */
export function calledOf({ name, key, at }: Instance): Value<string> {
  const written = stringValue(name);
  return written.kind === 'known' ? written : known(key, at);
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
