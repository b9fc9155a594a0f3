import { known, type Name, type Value } from '@idlint/model';

/**
 * The Name of a role of AWS that is written as its ARN or its name. Where the account is put in from outside
 * (`arn:aws:iam::${{ vars.ACCOUNT }}:role/deploy`), the role's own name is known all the same.
 */
export function nameOfRole(written: Value<string>): Value<Name> {
  if (written.kind === 'known')
    return known(written.value.startsWith('arn:') ? `aws:${written.value}` : `aws:role/${written.value}`, written.at, written.via);
  const own =
    written.kind === 'unknown' && written.prefix?.startsWith('arn:') ? /^:role\/(?:.*\/)?([^/]+)$/.exec(written.suffix ?? '') : undefined;
  return own ? known(`aws:role/${own[1]}`, written.at, 'via' in written ? written.via : undefined) : written;
}
