import { float, nil, type Value } from '../value.ts';

/** Plain scalars as go-yaml v2 understands them: YAML 1.1, with what 1.2 has for octal numbers. All numbers are Helm's float64. */

const words = new Map<string, boolean | null | number>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']) words.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']) words.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, null);
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, Number.NaN);
for (const word of ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']) words.set(word, Number.POSITIVE_INFINITY);
for (const word of ['-.inf', '-.Inf', '-.INF']) words.set(word, Number.NEGATIVE_INFINITY);

const floats = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const timestamps = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const base60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;

/** Undefined where it is a string. */
function resolved(text: string): boolean | null | number | undefined {
  const word = words.get(text);
  if (word !== undefined || words.has(text)) return word;
  if (!/^[-+.\d]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9]\d*)$/.exec(plain);
  if (match) {
    const digits = match[2]!;
    const octal = /^0([0-7]+)$/.exec(digits)?.[1];
    const value = octal === undefined ? Number(digits) : Number.parseInt(octal, 8);
    return match[1] === '-' ? -value : value;
  }
  return floats.test(plain) ? Number(plain) : undefined;
}

/** What a plain scalar stands for; undefined for a string. */
export function plainValue(text: string): Value | undefined {
  const value = resolved(text);
  if (value === undefined) return undefined;
  if (value === null) return nil;
  return typeof value === 'boolean' ? { kind: 'bool', value } : float(value);
}

/** A key that is no string is written as its text. */
export function plainKey(text: string): string {
  const value = resolved(text);
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : text;
}

/** Whether a string, written plainly, would be read as something else. */
export const needsQuotes = (text: string): boolean => timestamps.test(text) || base60.test(text) || resolved(text) !== undefined;
