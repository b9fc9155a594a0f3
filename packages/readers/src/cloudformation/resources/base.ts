import { type Found, itemsOf, stringValue } from '@idlint/evaluate';
import { absent, type FactBase, known, type Principal, type Value } from '@idlint/model';
import { nameOfIdentity, nameOfResource, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';

/** What all facts about a resource begin with. `what` tells several about one apart. */
export function baseOf({ id, at, exists }: CfnResource, { scope }: Template, what = ''): FactBase {
  return {
    key: `${scope}#${id}${what && `/${what}`}`,
    platform: 'aws',
    at,
    exists,
    names: what ? [] : [nameOfResource(scope, id)],
  };
}

export const nowhere = ({ at }: CfnResource): Value<never> => absent(at);

/** The resource itself, as whom a policy is attached to. */
export const itself = ({ id, at, called }: CfnResource, { scope }: Template): Principal => ({
  who: 'identity',
  written: known(called, at),
  name: nameOfResource(scope, id),
});

/** A user, group or role that a property speaks of. */
export function subjectOf(item: Found, type: 'role' | 'user' | 'group'): Principal {
  const name = spokenOf(item, nameOfIdentity(type));
  return { who: 'identity', written: stringValue(item), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** A name for each item that no other one has: its own, or its number. */
export function distinctly<T>(items: T[], nameOf: (item: T) => string | undefined): { item: T; called: string }[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const name = nameOf(item);
    const called = name !== undefined && !taken.has(name) ? name : String(index);
    taken.add(called);
    return { item, called };
  });
}

/** The first of a list that is not as it is expected, or all of them as one text. */
export function joinedTexts(found: Found, missing: Value<string>): Value<string> {
  const { items, open } = itemsOf(found);
  const texts = items.map(stringValue);
  const unclear = texts.find(text => text.kind !== 'known');
  if (unclear) return unclear;
  if (open) return { kind: 'unknown', why: open, at: found.at };
  const [first] = texts;
  return first ? known(texts.flatMap(text => (text.kind === 'known' ? text.value : [])).join(' '), first.at) : missing;
}
