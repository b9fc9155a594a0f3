import { type Data, type MapData, member, sliceString, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import { textOf, whole } from './strings.ts';

/** `AWS::Region` and its like; undefined for any other name. The partition is taken for the public one, as templates are written for it. */
export function pseudoParameter(name: string, at: Place): Data | undefined {
  switch (name) {
    case 'AWS::NoValue':
      return { kind: 'null', at };
    case 'AWS::Partition':
      return whole('aws', at);
    case 'AWS::URLSuffix':
      return whole('amazonaws.com', at);
    default:
      return name.startsWith('AWS::') ? { kind: 'unknown', why: { code: 'reference', what: name, at }, at } : undefined;
  }
}

/** A parameter's default, seen from `use`. Types that only name the value (in Parameter Store) say nothing about it. */
export function parameterValue(name: string, parameter: MapData, use: Place): Data {
  const type = knownValue(stringValue(member(parameter, 'Type'))) ?? 'String';
  const written = member(parameter, 'Default');
  const what = `the parameter ${name}`;
  if (written.kind === 'absent' || type.startsWith('AWS::SSM::Parameter'))
    return { kind: 'unknown', why: { code: 'variable', what, at: use }, at: use };
  const via = [...(written.via ?? []), use];
  if (!/^(?:CommaDelimitedList|List<.*>)$/.test(type)) return { ...written, via };
  const text = textOf(written);
  if (!text) return { ...written, via };
  const items: Data[] = [];
  for (const item of text.value.matchAll(/[^,\s](?:[^,]*[^,\s])?/g))
    items.push({ ...sliceString(text, item.index, item.index + item[0].length), via });
  return { kind: 'list', items, at: written.at, via };
}
