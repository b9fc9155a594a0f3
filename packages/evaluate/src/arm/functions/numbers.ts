import type { BinaryOperator } from '@idlint/syntax/bicep';
import type { Data } from '../../data.ts';
import { binary, compared, unary } from '../operators.ts';
import type { ArmFunction } from '../scope.ts';
import { bool, isList, number, numberOf, textOf, whole } from './values.ts';

const operator =
  (sign: Exclude<BinaryOperator, '??' | '&&' | '||'>): ArmFunction =>
  ([a, b], { at }) =>
    a && b ? compared(sign, a, b, at) : undefined;

const logic =
  (sign: '&&' | '||'): ArmFunction =>
  (given, { at }) => {
    const [first, ...rest] = given;
    return first && rest.reduce<Data>((left, right) => binary(sign, left, () => right, at) as Data, first);
  };

const extreme = (choose: (...numbers: number[]) => number): ArmFunction =>
  whole((given, { at }) => {
    const numbers = (isList(given[0]) ? given[0].items : given).map(numberOf);
    return numbers.length === 0 || numbers.length > 10_000 || numbers.includes(undefined)
      ? undefined
      : number(choose(...(numbers as number[])), at);
  });

/** Numbers, comparisons and logic. */
export const numbers: Record<string, ArmFunction> = {
  add: operator('+'),
  sub: operator('-'),
  mul: operator('*'),
  div: operator('/'),
  mod: operator('%'),
  equals: operator('=='),
  less: operator('<'),
  lessorequals: operator('<='),
  greater: operator('>'),
  greaterorequals: operator('>='),
  and: logic('&&'),
  or: logic('||'),
  not: ([value], { at }) => value && unary('!', value, at),
  min: extreme(Math.min),
  max: extreme(Math.max),
  int: whole(([value], { at }) => {
    if (value?.kind === 'number') return number(Math.trunc(value.value), at);
    const text = textOf(value);
    return text !== undefined && /^\s*[+-]?\d+\s*$/.test(text) ? number(Number(text), at) : undefined;
  }),
  float: whole(([value], { at }) => {
    const text = value?.kind === 'number' ? String(value.value) : textOf(value);
    return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? number(Number(text), at) : undefined;
  }),
  bool: whole(([value], { at }) => {
    if (value?.kind === 'bool') return value;
    if (value?.kind === 'number') return bool(value.value !== 0, at);
    const text = textOf(value)?.toLowerCase();
    return text === 'true' || text === '1' ? bool(true, at) : text === 'false' || text === '0' ? bool(false, at) : undefined;
  }),
  datetimefromepoch: whole(([seconds], { at }) => {
    const value = numberOf(seconds);
    if (value === undefined || !Number.isFinite(value) || Math.abs(value) > 8.64e12) return undefined;
    const text = new Date(value * 1000).toISOString().replace('.000', '');
    return { kind: 'string', value: text, at, parts: [{ start: 0, end: text.length, from: { at, map: [] } }] };
  }),
  datetimetoepoch: whole(([text], { at }) => {
    const time = Date.parse(textOf(text) ?? '');
    return Number.isNaN(time) ? undefined : number(Math.trunc(time / 1000), at);
  }),
};
