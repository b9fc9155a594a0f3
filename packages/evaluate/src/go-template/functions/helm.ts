import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { readJson, writeJson } from '../formats/json.ts';
import { writeToml } from '../formats/toml.ts';
import { readYaml } from '../formats/yaml-read.ts';
import { writeYaml } from '../formats/yaml-write.ts';
import { type Str, slice, str } from '../text.ts';
import { dict, list, type Value } from '../value.ts';
import { sentence } from './logic.ts';

/** What Helm adds to the language. https://helm.sh/docs/chart_template_guide/function_list/ */
export const helm: Record<string, FunctionDefinition> = {
  include: define('string any', ([name, dot], { engine }) => engine.include(name.value, dot)),
  tpl: define('string any', ([text, dot], { engine, at }) => engine.runText(text, dot, at)),
  // Whoever installs the chart gives the value: nothing is wrong with the chart, the value is not known.
  required: define('string any', ([message, value], { at }) => {
    const isMissing = value.kind === 'nil' || (value.kind === 'string' && value.value === '');
    if (!isMissing) return value;
    const why = { code: 'variable' as const, what: sentence(message.value), at };
    return str('required', { at, exact: false, literal: false, hole: why });
  }),
  toYaml: define('any', ([value]) => yaml(value)),
  mustToYaml: define('any', ([value]) => yaml(value)),
  toYamlPretty: define('any', ([value]) => yaml(value, 2)),
  fromYaml: define('string', ([text]) => mapIn(readYaml(text), 'YAML')),
  fromYamlArray: define('string', ([text]) => listIn(readYaml(text), 'YAML')),
  toJson: define('any', ([value]) => writeJson(value)),
  mustToJson: define('any', ([value]) => writeJson(value)),
  fromJson: define('string', ([text]) => mapIn(json(text), 'JSON')),
  fromJsonArray: define('string', ([text]) => listIn(json(text), 'JSON')),
  toToml: define('any', ([value]) => writeToml(value) ?? str('toml: top-level values must be Go maps or structs')),
  mustToToml: define('any', ([value]) => {
    const text = writeToml(value);
    if (!text) throw fault('toToml of what is no map');
    return text;
  }),
  fromToml: define('string', () => {
    throw fault('fromToml');
  }),
};

export function yaml(value: Value, indent = 0): Str {
  const text = writeYaml(value, indent);
  // On its way through JSON it meets a reader that takes no control characters.
  if (/[\x7f-\x84\x86-\x9f\ufffe\uffff]|\\x[789]|\\uFFF[EF]/.test(text.value) && holdsControls(value)) return str('');
  return text.value.endsWith('\n') ? slice(text, 0, text.value.length - 1) : text;
}

function holdsControls(value: Value, depth = 0): boolean {
  if (depth > 200) return false;
  if (value.kind === 'string') return /[\x7f-\x84\x86-\x9f\ufffe\uffff]/.test(value.value);
  if (value.kind === 'list') return value.items.some(item => holdsControls(item, depth + 1));
  return value.kind === 'map' && [...value.entries.values()].some(entry => holdsControls(entry, depth + 1));
}

interface Read {
  value: Value | undefined;
  fault?: { message: string };
}

const json = (text: Str): Read => ({ value: readJson(text) });

/** What is wrong with the text is the value, as Helm has it. */
function mapIn({ value, fault }: Read, format: string): Value {
  if (value?.kind === 'map' && !fault) return value;
  if (value?.kind === 'nil' && !fault) return dict();
  return dict([['Error', str(`this is no map of ${format}`)]]);
}

function listIn({ value, fault }: Read, format: string): Value {
  if (value?.kind === 'list' && !fault) return value;
  if (value?.kind === 'nil' && !fault) return list([]);
  return list([str(`this is no list of ${format}`)]);
}
