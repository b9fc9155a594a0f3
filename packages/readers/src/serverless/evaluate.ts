import { type Data, mapOf, member, stringValue } from '@idlint/evaluate';
import { type Ask, type Fact, type Gap, knownValue, placeOf, type Uri, type Why } from '@idlint/model';
import { factsOf } from '../cloudformation/resources/index.ts';
import { Stack } from '../cloudformation/stack.ts';
import type { World } from '../cloudformation/world.ts';
import type { DataPart } from '../part.ts';
import { linked } from '../terraform/linked.ts';
import { Resolver } from './resolver.ts';
import { templateOf } from './template.ts';

/** A service as the CloudFormation template that the framework makes of it, and the facts of that. */
export function factsIn(uri: Uri, ask: Ask<DataPart>): Fact[] {
  const part = ask.part(uri);
  if (!part) return [];
  const start = placeOf(uri, 0, 0);
  if (!part.documents[0])
    return /\.(?:ya?ml|json)$/.test(uri)
      ? []
      : [gap(uri, 'program', start, { code: 'unsupported', what: uri, at: start }, 'a service that is written as a program is not read')];
  const root = mapOf(part.documents[0]);
  if (!root?.entries.has('service') || !root.entries.has('provider')) return [];
  const resolver = new Resolver(uri, root, file => (file === uri ? root : ask.part(file)?.documents[0]));
  const provider = resolver.all(root.entries.get('provider')!.value);
  const name = provider.kind === 'string' ? provider.value : knownValue(stringValue(member(provider, 'name')));
  if (name !== 'aws') {
    const { at } = provider;
    const what = name ?? 'a provider that is not known';
    return [gap(uri, 'provider', at, { code: 'unsupported', what, at }, `services for ${what} are not read`)];
  }
  const { template, region } = templateOf(root, provider, resolver);
  const stack = new Stack({ uri, template, world: worldOf(ask), ...(region ? { environment: { region } } : {}) }, uri);
  return linked(stack.templates().flatMap(made => factsOf(made)));
}

const worldOf = (ask: Ask<DataPart>): World => ({
  template: uri => mapOf(ask.part(uri)?.documents[0] ?? nothing(uri)),
  endingIn: () => [],
  document: uri => ask.part(uri)?.documents[0],
  exported: (name, at) => ({ kind: 'unknown', why: { code: 'reference', what: `the export ${name}`, at }, at }),
});

const nothing = (uri: Uri): Data => ({ kind: 'null', at: placeOf(uri, 0, 0) });

const gap = (uri: Uri, what: string, at: Gap['at'], why: Why, message: string): Gap => ({
  kind: 'gap',
  key: `${uri}#${what}/gap`,
  platform: 'source',
  at,
  exists: true,
  names: [],
  severity: 'limit',
  why,
  message,
});
