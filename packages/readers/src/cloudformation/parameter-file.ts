import { type Data, mapOf, member, sliceString, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';

/**
 * The parameters in a file that a template is deployed with, as the AWS command line takes it (a list of `ParameterKey` and
 * `ParameterValue`, or of `Key=Value`), or as CodePipeline and other tools do (`{ "Parameters": { … } }`, a map alone). A stack set takes
 * them in the first of these forms.
 */
export function parametersIn(file: Data | undefined): [string, Data][] {
  if (file?.kind === 'list') return file.items.flatMap(parameterIn);
  const map = file && mapOf(file.kind === 'map' && file.entries.has('Parameters') ? member(file, 'Parameters') : file);
  return [...(map?.entries ?? [])].flatMap(([name, { value }]): [string, Data][] => (value.kind === 'null' ? [] : [[name, value]]));
}

function parameterIn(item: Data): [string, Data][] {
  if (item.kind === 'string') {
    const equals = item.value.indexOf('=');
    return equals > 0 ? [[item.value.slice(0, equals), sliceString(item, equals + 1, item.value.length)]] : [];
  }
  const name = knownValue(stringValue(member(item, 'ParameterKey')));
  const value = member(item, 'ParameterValue');
  return name !== undefined && value.kind !== 'absent' ? [[name, value]] : [];
}
