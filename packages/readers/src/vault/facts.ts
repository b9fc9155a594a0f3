import { type Fact, type Grant, keyName, known, type Policy, placeOf, type Uri } from '@idlint/model';
import { type PathRule, type PathRules, pathsOf } from './policy.ts';

/** The policy of one document, called as the file is: `policies/shop.hcl` is `shop`, and so may be `shop-policy.hcl`. */
export function factsOf(uri: Uri, { rules }: PathRules): Fact[] {
  if (rules.length === 0) return [];
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/(?:\.vault)?\.hcl$/, '');
  const at = rules[0]!.at;
  const key = `${uri}#policy`;
  const names = [...new Set([name, name.replace(/[-_.]?policy$/i, '')])].filter(Boolean).map(text => `vault:policy/${text.toLowerCase()}`);
  const policy: Policy = {
    kind: 'policy',
    key,
    platform: 'vault',
    at,
    exists: true,
    names: [...names, keyName(key)],
    name: known(name, placeOf(uri, 0, 0)),
    layer: 'identity',
    faults: [],
  };
  const taken = new Map<string, number>();
  return [policy, ...rules.map(rule => grantOf(key, rule, taken))];
}

function grantOf(policy: string, { path, capabilities, at }: PathRule, taken: Map<string, number>): Grant {
  const called = path.kind === 'known' ? path.value : '…';
  const count = (taken.get(called) ?? 0) + 1;
  taken.set(called, count);
  return {
    kind: 'grant',
    key: `${policy}/${called}${count > 1 ? `~${count}` : ''}`,
    platform: 'vault',
    at,
    exists: true,
    names: [pathsOf(policy)],
    policy,
    layer: 'identity',
    effect: capabilities.items.some(value => value.kind === 'known' && value.value === 'deny') ? 'deny' : 'allow',
    actions: capabilities,
    resources: { items: [path] },
    conditions: { items: [] },
  };
}
