import type { Data } from '../../data.ts';
import { convert } from '../convert.ts';
import type { Type } from '../type.ts';
import { unknownData } from '../work.ts';
import { define, type FunctionDefinition } from './define.ts';

const conversion = (type: Type): FunctionDefinition =>
  define<[Data]>(['dynamic'], ([data], { at, work }) => convert(data, type, work, at), { takes: 'anything', nullable: true });

const same = define<[Data]>(['dynamic'], ([data]) => data, { takes: 'anything', nullable: true });

export const conversions: Record<string, FunctionDefinition> = {
  tostring: conversion('string'),
  tonumber: conversion('number'),
  tobool: conversion('bool'),
  tolist: conversion({ list: 'dynamic' }),
  tomap: conversion({ map: 'dynamic' }),
  // Items that are not known stay: they are there, though two of them may be one.
  toset: conversion({ set: 'dynamic' }),
  // Whether a value is shown makes no difference to what it is.
  sensitive: same,
  nonsensitive: same,
  ephemeralasnull: define<[Data]>(['dynamic'], (_args, { at }) => unknownData({ code: 'function', what: 'ephemeralasnull()', at }, at), {
    takes: 'anything',
    nullable: true,
  }),
  issensitive: define<[Data]>(['dynamic'], (_args, { at }) => unknownData({ code: 'function', what: 'issensitive()', at }, at), {
    takes: 'anything',
    nullable: true,
  }),
};
