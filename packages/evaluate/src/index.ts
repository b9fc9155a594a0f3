/**
 * Values worked out; unknown stays unknown. May lean on model and syntax; knows no platform, no rule and no file system.
 */
export * from './data.ts';
export * from './query.ts';
export * from './string.ts';
