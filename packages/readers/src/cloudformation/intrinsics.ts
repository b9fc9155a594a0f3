import {
  type Data,
  itemsOf,
  type ListData,
  type MapData,
  type MapEntry,
  mapOf,
  member,
  type StringData,
  sliceString,
  stringValue,
} from '@idlint/evaluate';
import { type Absent, knownValue, type Place, type Uri, type Why } from '@idlint/model';
import { Conditions } from './conditions.ts';
import { parameterValue, pseudoParameter } from './parameters.ts';
import { joined, textOf, whole } from './strings.ts';

/** So many parts of values are worked out for one template; what is beyond is not known. */
const mostSteps = 400_000;
const deepest = 60;

/**
 * CloudFormation's intrinsic functions worked out: parameters by their defaults, mappings, conditions; what only the cloud knows stays
 * unknown, inside of a string as a hole.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Intrinsics {
  readonly #uri: Uri;
  readonly #sections: MapData;
  readonly #conditions: Conditions;
  #left = mostSteps;
  #depth = 0;

  constructor(uri: Uri, sections: MapData) {
    this.#uri = uri;
    this.#sections = sections;
    this.#conditions = new Conditions(mapOf(member(sections, 'Conditions')), data => this.work(data));
  }

  /** Whether a resource with this `Condition` exists: surely not only where no parameter has a say in it. */
  exists(condition: Data | Absent): true | false | Why {
    if (condition.kind === 'absent') return true;
    const answer = this.#conditions.named(condition);
    if (answer.holds === undefined) return answer.why;
    if (answer.holds) return true;
    const what = `the condition ${knownValue(stringValue(condition)) ?? ''}`.trim();
    return answer.assumed ? { code: 'variable', what, at: condition.at } : false;
  }

  /** Works out a value and everything in it. What the function for no value (`AWS::NoValue`) stands for is null. */
  work(data: Data): Data {
    if (data.kind !== 'map' && data.kind !== 'list') return data;
    if (this.#left-- <= 0 || this.#depth >= deepest) return unknown({ code: 'limit', what: 'a template this large' }, data.at);
    this.#depth++;
    const worked = data.kind === 'list' ? this.#list(data) : this.#map(data);
    this.#depth--;
    return worked;
  }

  #list(list: ListData): Data {
    const items: Data[] = [];
    for (const item of list.items) {
      const worked = this.work(item);
      if (worked.kind !== 'null') items.push(worked);
    }
    return { ...list, items };
  }

  #map(map: MapData): Data {
    if (map.entries.size === 1) {
      const [[name, { value }]] = map.entries as unknown as [[string, MapEntry]];
      if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) {
        const result = this.#call(name, value, map.at);
        if (result) return result;
      }
    }
    const entries = new Map<string, MapEntry>();
    let open = map.open;
    for (const [key, entry] of map.entries) {
      if (key.startsWith('Fn::')) open ??= { code: 'function', what: key, at: entry.key };
      else entries.set(key, { key: entry.key, value: this.work(entry.value) });
    }
    return open ? { ...map, entries, open } : { ...map, entries };
  }

  #call(name: string, argument: Data, at: Place): Data | undefined {
    switch (name) {
      case 'Ref':
        return this.#ref(argument, at);
      case 'Fn::GetAtt':
        return this.#getAtt(argument, at);
      case 'Fn::Sub':
        return this.#sub(argument, at);
      case 'Fn::Join':
        return this.#join(argument, at);
      case 'Fn::Select':
        return this.#select(argument, at);
      case 'Fn::Split':
        return this.#split(argument, at);
      case 'Fn::FindInMap':
        return this.#findInMap(argument, at);
      case 'Fn::If':
        return this.#if(argument, at);
      case 'Fn::ToJsonString':
        return { ...whole('', at), encoded: { format: 'json', of: this.work(argument) } };
      case 'Condition':
        // Only a condition inside of a condition; elsewhere it is a key like any other (of a policy's statement).
        return undefined;
      case 'Fn::ImportValue':
        return unknown({ code: 'reference', what: `the export ${knownValue(stringValue(this.work(argument))) ?? ''}`.trim() }, at);
      default:
        return unknown({ code: 'function', what: name }, at);
    }
  }

  #ref(argument: Data, at: Place): Data {
    const name = knownValue(stringValue(argument));
    return name === undefined ? unknown({ code: 'syntax', what: 'Ref without a name' }, at) : this.#named(name, at);
  }

  #named(name: string, at: Place): Data {
    const pseudo = pseudoParameter(name, at);
    if (pseudo) return pseudo;
    const parameter = mapOf(member(this.#sections, 'Parameters', name));
    if (parameter) {
      this.#conditions.assumed();
      return parameterValue(name, parameter, at);
    }
    return unknown({ code: 'reference', what: `${this.#uri}#${name}` }, at);
  }

  #getAtt(argument: Data, at: Place): Data {
    const [resource, attribute] = itemsOf(argument).items.map(item => knownValue(stringValue(this.work(item))));
    if (resource === undefined) return unknown({ code: 'syntax', what: 'Fn::GetAtt without a resource' }, at);
    const what = attribute === undefined ? resource : `${resource}.${attribute}`;
    return unknown({ code: 'reference', what: `${this.#uri}#${what}` }, at);
  }

  /** `${Name}`, `${Name.Attribute}`, `${!Literal}`. */
  #sub(argument: Data, at: Place): Data {
    const [template, given] = argument.kind === 'list' ? argument.items : [argument];
    const text = template && textOf(this.work(template));
    if (!text) return unknown({ code: 'syntax', what: 'Fn::Sub without a string' }, at);
    const variables = given ? mapOf(this.work(given)) : undefined;
    const pieces: StringData[] = [];
    let from = 0;
    for (const found of text.value.matchAll(/\$\{(!?)([^{}]*)\}/g)) {
      const end = found.index + found[0].length;
      pieces.push(sliceString(text, from, found.index));
      if (found[1]) pieces.push(whole(`\${${found[2]}}`, sliceString(text, found.index, end).at));
      else pieces.push(this.#variable(found[2]!.trim(), variables, sliceString(text, found.index, end).at));
      from = end;
    }
    if (pieces.length === 0) return text;
    pieces.push(sliceString(text, from, text.value.length));
    return single(pieces) ?? joined(pieces, text.at);
  }

  #variable(name: string, variables: MapData | undefined, at: Place): StringData {
    const given = variables?.entries.get(name)?.value;
    const value = given ?? (name.includes('.') ? unknown({ code: 'reference', what: `${this.#uri}#${name}` }, at) : this.#named(name, at));
    return textOf(value) ?? textOf(unknown({ code: 'syntax', what: `${name} is no text` }, at))!;
  }

  #join(argument: Data, at: Place): Data {
    const [separator, list] = itemsOf(argument).items;
    const between = separator && textOf(this.work(separator));
    const worked = list && this.work(list);
    if (!between || !worked) return unknown({ code: 'syntax', what: 'Fn::Join without a list' }, at);
    if (worked.kind === 'unknown') return { ...worked, at };
    const { items, open } = itemsOf(worked);
    const pieces: StringData[] = [];
    for (const item of items) {
      if (pieces.length > 0) pieces.push(between);
      const text = textOf(item);
      if (!text) return unknown({ code: 'syntax', what: 'Fn::Join of what is no text' }, at);
      pieces.push(text);
    }
    if (open) pieces.push(textOf(unknown(open, at))!);
    return single(pieces) ?? joined(pieces, at);
  }

  #select(argument: Data, at: Place): Data {
    const [index, list] = itemsOf(argument).items;
    const number = Number(knownValue(stringValue(index ? this.work(index) : unknown({ code: 'syntax', what: 'Fn::Select' }, at))));
    const worked = list && this.work(list);
    if (worked?.kind === 'unknown') return { ...worked, at };
    const { items, open } = itemsOf(worked ?? unknown({ code: 'syntax', what: 'Fn::Select' }, at));
    return items[number] ?? unknown(open ?? { code: 'syntax', what: 'Fn::Select beyond the list' }, at);
  }

  #split(argument: Data, at: Place): Data {
    const [separator, source] = itemsOf(argument).items;
    const by = separator && knownValue(stringValue(this.work(separator)));
    const text = source && textOf(this.work(source));
    if (!by || !text) return unknown({ code: 'syntax', what: 'Fn::Split without a string' }, at);
    const items: Data[] = [];
    let from = 0;
    for (let next = text.value.indexOf(by); next >= 0 && this.#left-- > 0; next = text.value.indexOf(by, from)) {
      items.push(sliceString(text, from, next));
      from = next + by.length;
    }
    items.push(sliceString(text, from, text.value.length));
    return { kind: 'list', items, at };
  }

  #findInMap(argument: Data, at: Place): Data {
    const [name, first, second, options] = itemsOf(argument).items.map(item => this.work(item));
    const key = knownValue(stringValue(name ?? unknown({ code: 'syntax', what: 'Fn::FindInMap' }, at)));
    const mapping = key === undefined ? undefined : mapOf(member(this.#sections, 'Mappings', key));
    const keys = [first, second].map(data => data && knownValue(stringValue(data)));
    const found = mapping && keys[0] !== undefined && keys[1] !== undefined ? member(mapping, keys[0], keys[1]) : undefined;
    if (found && found.kind !== 'absent') return { ...found, via: [...(found.via ?? []), at] };
    const otherwise = options && member(options, 'DefaultValue');
    if (otherwise && otherwise.kind !== 'absent') return otherwise;
    const why = [name, first, second].find(data => data?.kind === 'unknown');
    return unknown(why?.kind === 'unknown' ? why.why : { code: 'reference', what: `the mapping ${key ?? ''}`.trim() }, at);
  }

  #if(argument: Data, at: Place): Data {
    const [condition, yes, no] = itemsOf(argument).items;
    if (!condition || !yes || !no) return unknown({ code: 'syntax', what: 'Fn::If without three arguments' }, at);
    const answer = this.#conditions.named(condition);
    if (answer.holds !== undefined) return this.work(answer.holds ? yes : no);
    // What stands there or does not is judged as if it did: somebody wrote it to be used.
    if (isNoValue(no)) return this.work(yes);
    return isNoValue(yes) ? this.work(no) : unknown(answer.why, at);
  }
}

const isNoValue = (data: Data): boolean => knownValue(stringValue(member(data, 'Ref'))) === 'AWS::NoValue';

/** A string of one hole only is not a string but what is not known. */
function single(pieces: StringData[]): Data | undefined {
  const full = pieces.filter(piece => piece.value !== '');
  const [only] = full;
  if (full.length !== 1 || !only) return undefined;
  const [part] = only.parts ?? [];
  if (only.parts?.length === 1 && part && 'hole' in part.from) return unknown(part.from.hole, only.at);
  return only;
}

const unknown = (why: Why, at: Place): Data => ({ kind: 'unknown', why: { ...why, at }, at });
