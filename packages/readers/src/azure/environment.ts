import { type Data, isWhole, type StringData } from '@idlint/evaluate';
import { canonical, notWorkedOut, opaque } from '@idlint/evaluate/arm';
import { holeText, type Lazy, madeText, unknownData } from '@idlint/evaluate/hcl';
import { jsonInString } from '@idlint/evaluate/json';
import { yamlInString } from '@idlint/evaluate/yaml';
import { type Place, placeOf } from '@idlint/model';
import type { Deployment } from './deployment.ts';
import { idOfCall, textOf } from './ids.ts';
import { resolved } from './paths.ts';
import { scoped, type Target } from './target.ts';

const ids = new Set(['resourceid', 'subscriptionresourceid', 'tenantresourceid', 'managementgroupresourceid', 'extensionresourceid']);

/** Functions whose answer depends on the deployment: where it goes, and files beside it. What only the cloud knows is not known. */
export function environment({ target, uri, root }: Deployment, name: string, given: () => Data[], at: Place): Data | Lazy | undefined {
  const word = name.toLowerCase();
  if (ids.has(word)) return idOfCall(word, given(), target, at) ?? notWorkedOut(name, given(), at);
  switch (word) {
    case 'resourcegroup':
      return scoped(groupOf(given(), target), called(name, given()), at);
    case 'subscription':
      return scoped({ ...target, level: 'subscription', ...subscriptionOf(given()) }, called(name, given()), at);
    case 'managementgroup': {
      const [managementGroup] = given().map(textOf);
      return scoped({ ...target, level: 'managementGroup', ...(managementGroup ? { managementGroup } : {}) }, called(name, given()), at);
    }
    case 'tenant':
      return scoped({ ...target, level: 'tenant' }, 'tenant()', at);
    case 'deployment':
    case 'environment':
    case 'deployer':
      return opaque(`${name}()`);
    case 'loadtextcontent':
    case 'loadjsoncontent':
    case 'loadyamlcontent':
      return loaded(word, given(), uri, root.ask.text, at);
    default:
      return undefined;
  }
}

const called = (name: string, given: Data[]): string => `${name}(${given.map(one => canonical(one)).join(', ')})`;

function groupOf(given: Data[], target: Target): Target {
  const [first, second] = given.map(textOf);
  const own: Target = { ...target, level: 'resourceGroup' };
  if (!first) return own;
  return second ? { ...own, subscription: first, group: second } : { ...own, group: first };
}

const subscriptionOf = (given: Data[]): { subscription?: StringData } => {
  const [subscription] = given.map(textOf);
  return subscription ? { subscription } : {};
};

/** The text of a file beside the Bicep file; nothing outside of the workspace is ever read. */
function loaded(how: string, [path]: Data[], from: string, read: (uri: string) => string | undefined, at: Place): Data {
  const not = (what: string): Data => unknownData({ code: 'reference', what, at }, at);
  if (path?.kind !== 'string' || !isWhole(path)) return notWorkedOut(how, path ? [path] : [], at);
  const uri = resolved(from, path.value);
  if (uri === undefined) return not('a file outside of the workspace');
  const text = read(uri);
  if (text === undefined) return not(path.value);
  const whole: StringData = { kind: 'string', value: text, at: placeOf(uri, 0, text.length) };
  if (how === 'loadtextcontent') return whole;
  if (how === 'loadjsoncontent') return jsonInString(whole).data;
  return yamlInString(whole)[0]?.data ?? not(path.value);
}

/** A value that is given from outside and has no default. */
export const notGiven = (name: string, at: Place): Data => unknownData({ code: 'variable', what: `the parameter ${name}`, at }, at);

export const cyclic = (name: string, at: Place): Data => unknownData({ code: 'cycle', what: name, at }, at);

/** What was worked out, by name. Whoever asks for it meanwhile depends on itself. */
export class Remembered {
  readonly #values = new Map<string, Data | Lazy>();

  get(name: string, use: Place, work: () => Data | Lazy): Data | Lazy {
    const known = this.#values.get(name);
    if (known) return known;
    this.#values.set(name, cyclic(name, use));
    const value = work();
    this.#values.set(name, value);
    return value;
  }
}

export const symbolText = (name: string, at: Place): StringData =>
  name === '' ? holeText({ code: 'syntax', what: 'a name', at }, at) : madeText(name, at);
