import { type Data, itemsOf, type MapData, type MapEntry, member } from '@idlint/evaluate';
import { encodeJson } from '@idlint/evaluate/hcl';

/**
 * `data.vault_policy_document`: the policy that the provider makes of it, in the JSON that Vault takes as well. Two rules may be about
 * one path, so each is a map of its own.
 */
export function vaultDocument(body: MapData): Data {
  const { at } = body;
  const rules = itemsOf(member(body, 'rule'));
  const items = rules.items.flatMap((rule): Data[] => {
    const path = member(rule, 'path');
    const capabilities = member(rule, 'capabilities');
    if (path.kind !== 'string')
      return [{ kind: 'unknown', at: rule.at, why: { code: 'dynamic', what: 'the path of a rule', at: rule.at } }];
    const inner = new Map<string, MapEntry>();
    if (capabilities.kind !== 'absent') inner.set('capabilities', { key: capabilities.at, value: capabilities });
    const about: Data = { kind: 'map', of: 'object', entries: inner, at: rule.at };
    return [{ kind: 'map', of: 'object', entries: new Map([[path.value, { key: path.at, value: about }]]), at: rule.at }];
  });
  const list: Data = { kind: 'list', of: 'tuple', items, at, ...(rules.open ? { open: rules.open } : {}) };
  return encodeJson({ kind: 'map', of: 'object', entries: new Map([['path', { key: at, value: list }]]), at }, at);
}
