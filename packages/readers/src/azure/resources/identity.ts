import { type Found, itemsOf, stringValue } from '@idlint/evaluate';
import { type Credential, type Fact, keyName, known, type Name, type Trust, type Use, type Value } from '@idlint/model';
import { claimsOf } from '../common.ts';
import type { Instance } from '../deployment.ts';
import { baseOf, nameOfId, nameOfKey, nameOfLabel, principalNamed } from '../names.ts';
import { labelOf } from '../target.ts';
import { calledOf, identityOf, nowhere, property } from './mapper.ts';

/** Managed identities, what runs as them, and who may become them. */
export const managedIdentity = (instance: Instance): Fact[] => [identityOf(instance, 'service-account')];

/** `identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: {…} }` of any resource. */
export function identityBlock(instance: Instance): Fact[] {
  const block = property(instance, 'identity');
  if (block.kind !== 'map') return [];
  const { root } = instance.deployment;
  const kind = stringValue(property(instance, 'identity', 'type'));
  const assigned = property(instance, 'identity', 'userAssignedIdentities');
  const has = /assigned/i.test(kind.kind === 'known' ? kind.value : 'assigned') && !(kind.kind === 'absent' && assigned.kind === 'absent');
  if (!has) return [];
  const base = baseOf(instance);
  const workload = { ...identityOf(instance, 'workload'), names: [...base.names, keyName(base.key)] };
  const uses = used(instance, assigned).map(
    ({ at, name }, index): Use => ({
      kind: 'use',
      ...baseOf(instance, `runs-as/${index}`),
      at,
      how: 'runs-as',
      user: base.key,
      used: name,
    }),
  );
  return [workload, ...uses];

  function used(of: Instance, found: Found): { at: Use['at']; name: Value<Name> }[] {
    // A map from ids, or for deployment scripts of old a list of them.
    if (found.kind === 'map')
      return [...found.entries].map(([key, entry]) => ({ at: entry.key, name: known(nameOfKey(root, key), entry.key, found.via) }));
    if (found.kind === 'unknown') return [{ at: found.at, name: found }];
    return itemsOf(found).items.flatMap(item => {
      const name = nameOfId(root, item);
      return name ? [{ at: item.at, name: known(name, item.at, item.via) }] : of === instance ? [] : [];
    });
  }
}

/** A federated credential of an identity: whoever the issuer says it is becomes that identity. */
export function federatedCredential(instance: Instance): Fact[] {
  const label = labelOf(instance.id);
  const parent = label.slice(0, label.toLowerCase().lastIndexOf('/federatedidentitycredentials/'));
  return [trust(instance, known(nameOfLabel(instance.deployment.root, parent), instance.at))];
}

function trust(instance: Instance, identity: Value<Name>, path: ['properties'] | [] = ['properties']): Trust {
  const said = (name: string): Found => property(instance, ...([...path, name] as [string, ...string[]]));
  const issuer = stringValue(said('issuer'));
  return {
    kind: 'trust',
    ...baseOf(instance),
    identity,
    effect: 'allow',
    principals: { items: [{ who: 'federated', written: issuer }] },
    conditions: { items: claimsOf(issuer, { sub: said('subject'), aud: said('audiences') }) },
  };
}

/** Microsoft Graph's applications and their service principals, which are one identity where they are declared together. */
export function application(instance: Instance): Fact[] {
  const written = stringValue(property(instance, 'displayName'));
  const own = {
    ...identityOf(instance, 'application'),
    name: written.kind === 'known' ? written : calledOf(instance),
    labels: { entries: {} },
  };
  return [own, ...(['passwordCredentials', 'keyCredentials'] as const).flatMap(list => secrets(instance, list))];
}

export function servicePrincipal(instance: Instance): Fact[] {
  const of = principalNamed(instance.deployment.root, appId(property(instance, 'appId')));
  const own = identityOf(instance, 'application');
  return [
    {
      ...own,

      labels: { entries: {} },
      names: [...own.names, ...(of.kind === 'known' ? [of.value] : [])],
    },
  ];
}

/** `app.appId` stands for the application. */
function appId(found: Found): Found {
  if (found.kind !== 'unknown') return found;
  return { ...found, why: { ...found.why, what: found.why.what.replace(/^appId of /, 'clientId of ') } };
}

/** `name: '${app.uniqueName}/github'`. */
export function applicationCredential(instance: Instance): Fact[] {
  const [, inner] = /\$\{uniqueName of (.+)\}/.exec(labelOf(instance.id)) ?? [];
  const label = labelOf(instance.id).replace(/\/federatedIdentityCredentials\/.*$/i, '');
  return [trust(instance, known(nameOfLabel(instance.deployment.root, inner ?? label), instance.at), [])];
}

function secrets(instance: Instance, list: 'passwordCredentials' | 'keyCredentials'): Credential[] {
  return itemsOf(property(instance, list)).items.map((item, index) => ({
    kind: 'credential',
    ...baseOf(instance, `${list}/${index}`),
    at: item.at,
    type: list === 'passwordCredentials' ? 'password' : 'certificate',
    identity: known(nameOfLabel(instance.deployment.root, labelOf(instance.id)), item.at),
    expires: stringValue(item.kind === 'map' ? (item.entries.get('endDateTime')?.value ?? { kind: 'absent', at: item.at }) : item),
    rotates: nowhere(instance),
  }));
}
