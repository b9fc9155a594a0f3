import { type Data, type Found, stringValue } from '@idlint/evaluate';
import { absent, known, type Name, type Uri, type Value, type Why } from '@idlint/model';
import type { NameOf } from '../iam-policy/principal.ts';
import type { CfnResource } from './template.ts';

/** The Name of a resource of a template, the same from its declaration and from `Ref` and `Fn::GetAtt`. */
export const nameOfResource = (uri: Uri, id: string): Name => `cloudformation:${uri}#${id}`;

/** What `Ref` and `Fn::GetAtt` give is not known before deployment, but whose it is is. */
export const nameOfReference =
  (uri: Uri): NameOf =>
  ({ code, what }: Why) => {
    if (code !== 'reference' || !what.startsWith(`${uri}#`)) return undefined;
    return nameOfResource(uri, what.slice(uri.length + 1).split('.')[0]!);
  };

/** The Name that a property speaks of: by reference, or as `known` makes it of the text written there. */
export function spokenOf(uri: Uri, found: Found, nameOfText: (text: string) => Name): Value<Name> {
  if (found.kind === 'absent') return found;
  const written = stringValue(found);
  if (written.kind === 'known') return known(nameOfText(written.value), written.at, written.via);
  if (written.kind === 'absent') return absent(written.at);
  const name = written.prefix || written.suffix ? undefined : nameOfReference(uri)(written.why);
  return name ? known(name, written.at, written.via) : written;
}

export const nameOfArn = (arn: string): Name => `aws:${arn}`;

/** The name that the thing bears in the account, and the logical id where it is left to CloudFormation. */
export function nameInAccount({ id, at }: CfnResource, written: Data | Found): Value<string> {
  const name = stringValue(written);
  return name.kind === 'known' ? name : known(id, at);
}
