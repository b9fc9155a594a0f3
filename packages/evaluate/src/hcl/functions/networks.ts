import type { Data } from '../../data.ts';
import { bigOf, integerOf, isInteger } from '../number.ts';
import { failure } from '../work.ts';
import { type CallContext, define, type FunctionDefinition, list, type Numeric, type Text, text } from './define.ts';

/** An address as a number, and how many bits it has: 32 or 128. */
interface Prefix {
  address: bigint;
  bits: number;
  length: number;
}

function parseIpv4(written: string): bigint | undefined {
  const parts = written.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

function parseIpv6(written: string): bigint | undefined {
  let text = written;
  const dotted = /:(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const tail = parseIpv4(dotted[1]!);
    if (tail === undefined) return undefined;
    text = `${text.slice(0, -dotted[1]!.length)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - groups.flat().length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = halves.length === 2 ? [...groups[0]!, ...Array<string>(missing).fill('0'), ...groups[1]!] : groups[0]!;
  if (!all.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function parsePrefix(written: string): Prefix | undefined {
  const [ip = '', mask = '', ...more] = written.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(mask)) return undefined;
  const v4 = parseIpv4(ip);
  const address = v4 ?? parseIpv6(ip);
  const bits = v4 === undefined ? 128 : 32;
  const length = Number(mask);
  if (address === undefined || length > bits) return undefined;
  return { address: masked(address, bits, length), bits, length };
}

const masked = (address: bigint, bits: number, length: number): bigint => (address >> BigInt(bits - length)) << BigInt(bits - length);

function addressText(address: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map(shift => String((address >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  // The longest run of two or more zeros is left out; the first of equal ones.
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.start < 0) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

const prefixText = ({ address, bits, length }: Prefix): string => `${addressText(address, bits)}/${length}`;

function subnet(prefix: Prefix, newbits: number, number: bigint): Prefix | undefined {
  const length = prefix.length + newbits;
  if (newbits < 0 || length > prefix.bits || number < 0n || number >= 1n << BigInt(newbits)) return undefined;
  return { ...prefix, length, address: prefix.address | (number << BigInt(prefix.bits - length)) };
}

const integer = (number: Numeric): bigint | undefined => (isInteger(bigOf(number)) ? integerOf(bigOf(number)) : undefined);

function subnets(prefix: Prefix, sizes: Numeric[], context: CallContext): Data {
  const made: Data[] = [];
  let next = prefix.address;
  for (const size of sizes) {
    const length = prefix.length + size.value;
    if (!Number.isInteger(size.value) || size.value < 1 || length > prefix.bits)
      return failure(context.work, 'the network can not be extended so far', context.at);
    const width = 1n << BigInt(prefix.bits - length);
    const address = ((next + width - 1n) / width) * width;
    if (address + width > prefix.address + (1n << BigInt(prefix.bits - prefix.length)))
      return failure(context.work, 'there is no room for another network', context.at);
    made.push(text(prefixText({ address, bits: prefix.bits, length }), context));
    next = address + width;
  }
  return list(made, context);
}

const noPrefix = ({ work, at }: CallContext): Data => failure(work, 'a network in CIDR notation is needed', at);

export const networks: Record<string, FunctionDefinition> = {
  cidrhost: define<[Text, Numeric]>(['string', 'number'], ([written, number], context) => {
    const prefix = parsePrefix(written.value);
    const host = integer(number);
    if (!prefix || host === undefined) return noPrefix(context);
    const size = 1n << BigInt(prefix.bits - prefix.length);
    if (host >= size || -host > size) return failure(context.work, 'the network has no such host', context.at);
    return text(addressText(prefix.address + (host < 0n ? size + host : host), prefix.bits), context);
  }),
  cidrnetmask: define<[Text]>(['string'], ([written], context) => {
    const prefix = parsePrefix(written.value);
    if (prefix?.bits !== 32) return noPrefix(context);
    return text(addressText(masked(0xffffffffn, 32, prefix.length), 32), context);
  }),
  cidrsubnet: define<[Text, Numeric, Numeric]>(['string', 'number', 'number'], ([written, newbits, number], context) => {
    const prefix = parsePrefix(written.value);
    const index = integer(number);
    if (!prefix || index === undefined || !Number.isInteger(newbits.value)) return noPrefix(context);
    const made = subnet(prefix, newbits.value, index);
    return made ? text(prefixText(made), context) : failure(context.work, 'the network has no such subnet', context.at);
  }),
  cidrsubnets: define<[Text, ...Numeric[]]>(
    ['string'],
    ([written, ...sizes], context) => {
      const prefix = parsePrefix(written.value);
      return prefix ? subnets(prefix, sizes, context) : noPrefix(context);
    },
    { rest: 'number' },
  ),
};
