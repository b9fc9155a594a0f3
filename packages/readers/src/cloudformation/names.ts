import { type Found, stringValue } from '@idlint/evaluate';
import { absent, known, type Name, type Value, type Why } from '@idlint/model';
import type { CfnResource } from './template.ts';

/**
 * The Name of a resource of a template, the same from its declaration and from `Ref` and `Fn::GetAtt`. `scope` is the template's path,
 * and for a nested one the path of the outermost with the logical ids that lead to it: `app.yaml#Network`.
 */
export const nameOfResource = (scope: string, id: string): Name => `cloudformation:${scope}#${id}`;

/** How an unknown value, or the origin of a known one, says which attribute of which resource it is. */
export const referenceTo = (scope: string, id: string, attribute?: string): string => `${scope}#${id}${attribute ? `.${attribute}` : ''}`;

/** What `Ref` and `Fn::GetAtt` give is not known before deployment, but whose it is is. */
export function nameOfReference({ code, what }: Why): Name | undefined {
  return code === 'reference' ? nameOfAttribute(what) : undefined;
}

function nameOfAttribute(what: string): Name | undefined {
  const hash = what.lastIndexOf('#');
  if (hash <= 0) return undefined;
  const [id] = what.slice(hash + 1).split('.');
  return id && /^\w+$/.test(id) ? nameOfResource(what.slice(0, hash), id) : undefined;
}

/** The Name that a property speaks of: by reference, or as `known` makes it of the text written there. */
export function spokenOf(found: Found, nameOfText: (text: string) => Name): Value<Name> {
  if (found.kind === 'absent') return found;
  const byOrigin = found.origin === undefined ? undefined : nameOfAttribute(found.origin);
  if (byOrigin) return known(byOrigin, found.at, found.via);
  const written = stringValue(found);
  if (written.kind === 'known') return known(nameOfText(written.value), written.at, written.via);
  if (written.kind === 'absent') return absent(written.at);
  const name = written.prefix || written.suffix ? undefined : nameOfReference(written.why);
  return name ? known(name, written.at, written.via) : written;
}

const nameOfArn = (arn: string): Name => `aws:${arn}`;

const builtin = /^arn:[\w-]+:iam::aws:policy\//;

/** The Name of a policy that an ARN speaks of. The partition makes no difference to what AWS's own policies allow. */
export const nameOfPolicyArn = (arn: string): Name => nameOfArn(arn.replace(builtin, 'arn:aws:iam::aws:policy/'));

/** A user, group or role by its name or, where only that is taken, by its ARN. */
export const nameOfIdentity =
  (type: 'role' | 'user' | 'group') =>
  (text: string): Name =>
    text.startsWith('arn:') ? nameOfArn(text) : `aws:${type}/${text}`;

/** The name that the thing bears in the account, and what its template calls it where that is left to CloudFormation. */
export function nameInAccount({ called, at }: CfnResource, written: Found): Value<string> {
  const name = stringValue(written);
  return name.kind === 'known' ? name : known(called, at);
}
