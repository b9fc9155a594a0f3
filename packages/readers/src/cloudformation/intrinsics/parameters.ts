import { boolValue, type Data, itemsOf, type MapData, member, sliceString, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import { textOf, unknown, whole } from './strings.ts';

/** What is known of where a template is deployed. */
export interface Environment {
  account?: string;
  region?: string;
}

/** `AWS::Region` and its like; undefined for any other name. The partition is taken for the public one, as templates are written for it. */
export function pseudoParameter(name: string, at: Place, { account, region }: Environment = {}): Data | undefined {
  switch (name) {
    case 'AWS::NoValue':
      return { kind: 'null', at };
    case 'AWS::Partition':
      return whole('aws', at);
    case 'AWS::URLSuffix':
      return whole('amazonaws.com', at);
    case 'AWS::AccountId':
      return account === undefined ? unknown({ code: 'reference', what: name }, at) : whole(account, at);
    case 'AWS::Region':
      return region === undefined ? unknown({ code: 'reference', what: name }, at) : whole(region, at);
    default:
      return name.startsWith('AWS::') ? unknown({ code: 'reference', what: name }, at) : undefined;
  }
}

/** The value of a parameter, seen from `use`: the one that it is given, or else its default, or the only one that it allows. */
export function parameterValue(name: string, parameter: MapData, use: Place, given?: Data): Data {
  const type = knownValue(stringValue(member(parameter, 'Type'))) ?? 'String';
  const what = `the parameter ${name}`;
  // A value that is not to be shown, and one that stands in Parameter Store, are nothing to work with.
  if (knownValue(boolValue(member(parameter, 'NoEcho'))) === true || type.startsWith('AWS::SSM::Parameter'))
    return unknown({ code: 'variable', what }, use);
  const allowed = itemsOf(member(parameter, 'AllowedValues'));
  const only = allowed.items.length === 1 && !allowed.open ? allowed.items[0] : undefined;
  const written = given ?? member(parameter, 'Default');
  if (written.kind === 'absent' && !only) return unknown({ code: 'variable', what }, use);
  const value = written.kind === 'absent' ? only! : written;
  const via = [...(value.via ?? []), use];
  if (!/^(?:CommaDelimitedList|List<.*>)$/.test(type) || value.kind === 'list' || value.kind === 'unknown') return { ...value, via };
  const text = textOf(value);
  if (!text) return { ...value, via };
  const items: Data[] = [];
  for (const item of text.value.matchAll(/[^,\s](?:[^,]*[^,\s])?/g))
    items.push({ ...sliceString(text, item.index, item.index + item[0].length), via });
  return { kind: 'list', items, at: value.at, via };
}

/** Whether the parameter can surely never have this value. */
export function isNotAllowed(parameter: MapData, text: string): boolean {
  const { items, open } = itemsOf(member(parameter, 'AllowedValues'));
  if (items.length === 0 || open) return false;
  return items.every(item => {
    const allowed = stringValue(item);
    return allowed.kind === 'known' && allowed.value !== text;
  });
}
