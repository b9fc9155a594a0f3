import { numberData } from '../number.ts';
import { failure } from '../work.ts';
import { type CallContext, define, type FunctionDefinition, type Text, text } from './define.ts';

/** RFC 3339 timestamps, as Terraform computes with them. */
interface Instant {
  /** Milliseconds since 1970 as if the wall clock showed UTC, and the clock's offset in minutes. */
  wall: number;
  offset: number;
  zulu: boolean;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function parseInstant(written: string): Instant | undefined {
  const match = rfc3339.exec(written);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[7]!;
  const [zoneHour, zoneMinute] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (zoneHour > 24 || zoneMinute > 59) return undefined;
  const offset = (zone.startsWith('-') ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  return { wall: date.getTime(), offset, zulu: zone === 'Z' };
}

const two = (number: number): string => String(number).padStart(2, '0');
const zoneText = ({ offset }: Instant, colon: string): string =>
  `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${colon}${two(Math.abs(offset) % 60)}`;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** One run of letters of a `formatdate` pattern; undefined where it means nothing. */
function dateField(field: string, instant: Instant): string | undefined {
  const date = new Date(instant.wall);
  const hour12 = date.getUTCHours() % 12 || 12;
  const fields: Record<string, () => string> = {
    YYYY: () => String(date.getUTCFullYear()).padStart(4, '0'),
    YY: () => two(date.getUTCFullYear() % 100),
    MMMM: () => months[date.getUTCMonth()]!,
    MMM: () => months[date.getUTCMonth()]!.slice(0, 3),
    MM: () => two(date.getUTCMonth() + 1),
    M: () => String(date.getUTCMonth() + 1),
    DD: () => two(date.getUTCDate()),
    D: () => String(date.getUTCDate()),
    EEEE: () => days[date.getUTCDay()]!,
    EEE: () => days[date.getUTCDay()]!.slice(0, 3),
    hh: () => two(date.getUTCHours()),
    h: () => String(date.getUTCHours()),
    HH: () => two(hour12),
    H: () => String(hour12),
    AA: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    aa: () => (date.getUTCHours() < 12 ? 'am' : 'pm'),
    mm: () => two(date.getUTCMinutes()),
    m: () => String(date.getUTCMinutes()),
    ss: () => two(date.getUTCSeconds()),
    s: () => String(date.getUTCSeconds()),
    ZZZZZ: () => zoneText(instant, ':'),
    ZZZZ: () => zoneText(instant, ''),
    ZZZ: () => (instant.offset === 0 ? 'UTC' : zoneText(instant, '')),
    Z: () => (instant.offset === 0 ? 'Z' : zoneText(instant, ':')),
  };
  return Object.hasOwn(fields, field) ? fields[field]!() : undefined;
}

function formatDate(pattern: string, instant: Instant): string | undefined {
  let made = '';
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+|'/g)) {
    if (token === "'") return undefined;
    if (token.startsWith("'")) made += token.slice(1, -1).replaceAll("''", "'");
    else if (/^[a-zA-Z]/.test(token)) {
      const field = dateField(token, instant);
      if (field === undefined) return undefined;
      made += field;
    } else made += token;
  }
  return made;
}

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, μs: 1e-3, ns: 1e-6 };

/** Go's duration, in milliseconds. */
function parseDuration(written: string): number | undefined {
  const match = /^([+-]?)((?:\d*\.?\d+(?:h|ms|us|µs|μs|ns|m|s)|\d+\.(?:h|ms|us|µs|μs|ns|m|s))+)$/.exec(written);
  if (!match) return written === '0' || written === '+0' || written === '-0' ? 0 : undefined;
  let total = 0;
  for (const [, amount, unit] of match[2]!.matchAll(/(\d*\.?\d*)(h|ms|us|µs|μs|ns|m|s)/g)) total += Number(amount) * units[unit!]!;
  return match[1] === '-' ? -total : total;
}

const noInstant = ({ work, at }: CallContext): ReturnType<typeof failure> => failure(work, 'an RFC 3339 timestamp is needed', at);

export const dates: Record<string, FunctionDefinition> = {
  formatdate: define<[Text, Text]>(['string', 'string'], ([pattern, written], context) => {
    const instant = parseInstant(written.value);
    if (!instant) return noInstant(context);
    const made = formatDate(pattern.value, instant);
    return made === undefined ? failure(context.work, 'the date format can not be read', context.at) : text(made, context);
  }),
  timeadd: define<[Text, Text]>(['string', 'string'], ([written, duration], context) => {
    const instant = parseInstant(written.value);
    const milliseconds = parseDuration(duration.value);
    if (!instant || milliseconds === undefined) return noInstant(context);
    const moved = new Date(instant.wall + milliseconds);
    if (Number.isNaN(moved.getTime())) return noInstant(context);
    const zone = instant.zulu || instant.offset === 0 ? 'Z' : zoneText(instant, ':');
    return text(moved.toISOString().replace(/\.\d+Z$/, zone), context);
  }),
  timecmp: define<[Text, Text]>(['string', 'string'], ([a, b], context) => {
    const [first, second] = [parseInstant(a.value), parseInstant(b.value)];
    if (!first || !second) return noInstant(context);
    const instants = [first, second].map(({ wall, offset }) => wall - offset * 60_000) as [number, number];
    return numberData(Math.sign(instants[0] - instants[1]), context.at);
  }),
};
