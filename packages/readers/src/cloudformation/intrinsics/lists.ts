import { type Data, itemsOf, member, sliceString, stringValue } from '@idlint/evaluate';
import { knownValue, type Place, type Why } from '@idlint/model';
import { misused, textOf, unknown, whole } from './strings.ts';
import type { IntrinsicFunction, Working } from './working.ts';

/** Intrinsic functions that make lists or look into lists and mappings. */
export const listFunctions: Record<string, IntrinsicFunction> = {
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Length': length,
  'Fn::FindInMap': findInMap,
  'Fn::Cidr': cidr,
  'Fn::GetAZs': (_, at) => unknown({ code: 'reference', what: 'the availability zones' }, at),
};

function select(argument: Data, at: Place, working: Working): Data {
  const [index, list] = itemsOf(argument).items.map(item => working.work(item));
  if (!index || !list) return misused('Fn::Select without a list', at);
  if (list.kind === 'unknown') return { ...list, at };
  const which = stringValue(index);
  if (which.kind === 'unknown') return unknown(which.why, at);
  const { items, open } = itemsOf(list);
  const number = knownValue(which);
  const item = number !== undefined && /^\d+$/.test(number) ? items[Number(number)] : undefined;
  return item ?? unknown(open ?? { code: 'syntax', what: 'Fn::Select beyond the list' }, at);
}

function split(argument: Data, at: Place, working: Working): Data {
  const [separator, source] = itemsOf(argument).items.map(item => working.work(item));
  const by = separator && knownValue(stringValue(separator));
  if (source?.kind === 'unknown') return { ...source, at };
  const text = source && textOf(source);
  if (!by || !text) return misused('Fn::Split without a string', at);
  const items: Data[] = [];
  let from = 0;
  for (let next = text.value.indexOf(by); next >= 0; next = text.value.indexOf(by, from)) {
    if (!working.spend(1)) return unknown({ code: 'limit', what: 'a list this long' }, at);
    items.push(piece(sliceString(text, from, next)));
    from = next + by.length;
  }
  items.push(piece(sliceString(text, from, text.value.length)));
  const hidden = holesOf(text);
  // What a hole stands for may be split as well, and nobody knows into how many.
  if (!hidden) return { kind: 'list', items, at };
  const first = items.findIndex(item => stringValue(item).kind === 'unknown');
  return { kind: 'list', items: items.slice(0, first), open: hidden, at };
}

const piece = (data: Data): Data => {
  const text = stringValue(data);
  return text.kind === 'unknown' && !text.prefix && !text.suffix ? unknown(text.why, data.at) : data;
};

const holesOf = ({ parts }: { parts?: { from: object }[] }): Why | undefined => {
  const part = parts?.find(({ from }) => 'hole' in from);
  return part && (part.from as { hole: Why }).hole;
};

function length(argument: Data, at: Place, working: Working): Data {
  const worked = working.work(argument);
  if (worked.kind === 'unknown') return { ...worked, at };
  if (worked.kind !== 'list') return misused('Fn::Length of what is no list', at);
  return worked.open ? unknown(worked.open, at) : { kind: 'number', value: worked.items.length, at };
}

/** Mapping, two keys, and with AWS::LanguageExtensions what there is where the mapping has no such keys. */
function findInMap(argument: Data, at: Place, working: Working): Data {
  const [name, first, second, options] = itemsOf(argument).items.map(item => working.work(item));
  if (!name || !first || !second) return misused('Fn::FindInMap without a mapping and two keys', at);
  const keys: string[] = [];
  for (const key of [name, first, second]) {
    const text = stringValue(key);
    if (text.kind === 'unknown') return unknown(text.why, at);
    keys.push(knownValue(text) ?? '');
  }
  const found = member(working.mapping(keys[0]!), keys[1]!, keys[2]!);
  if (found.kind === 'unknown') return found;
  if (found.kind !== 'absent') {
    const worked = working.work(found);
    return { ...worked, via: [...(worked.via ?? []), at] };
  }
  const otherwise = options && member(options, 'DefaultValue');
  if (otherwise && otherwise.kind !== 'absent') return otherwise;
  return misused(`the mapping ${keys[0]} has no such keys`, at);
}

/** A block, how many, and how many bits of each are the host's: that many blocks of that size from the beginning of the first. */
function cidr(argument: Data, at: Place, working: Working): Data {
  const texts = itemsOf(argument).items.map(item => stringValue(working.work(item)));
  const unclear = texts.find(text => text.kind === 'unknown');
  if (unclear?.kind === 'unknown') return unknown(unclear.why, at);
  const [block = '', count = '', bits] = texts.map(text => knownValue(text));
  const four = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block)?.slice(1).map(Number);
  const many = Number(count);
  const host = bits === undefined ? 8 : Number(bits);
  // Of IPv6 only a VPC's own blocks are written, which nobody knows before they are given.
  if (!four || !(many >= 1 && many <= 256) || !(host >= 1 && host <= 32)) return misused('Fn::Cidr of what is no block', at);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = four;
  const size = 2 ** host;
  const start = ((a * 256 + b) * 256 + c) * 256 + d;
  const begin = start - (start % 2 ** (32 - prefix));
  if (many * size > 2 ** (32 - prefix)) return misused('Fn::Cidr of more than the block holds', at);
  const items = Array.from({ length: many }, (_, index): Data => whole(`${dotted(begin + index * size)}/${32 - host}`, at));
  return { kind: 'list', items, at };
}

const dotted = (address: number): string => [2 ** 24, 2 ** 16, 2 ** 8, 1].map(unit => Math.floor(address / unit) % 256).join('.');
