import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { layoutText, parseLayout } from '../formats/go-time.ts';
import { type Source, str } from '../text.ts';
import { int64, type Native, sourceOf, typeOf, type Value } from '../value.ts';
import { wholeOf } from './math.ts';
import { random } from './random.ts';

/** Sprig's dates, in UTC: what time it is, nobody knows here. http://masterminds.github.io/sprig/date.html */
export const dates: Record<string, FunctionDefinition> = {
  now: define('', (_, { at }) => instant(Date.UTC(2020, 0, 1), random('now', at))),
  date: define('string any', ([layout, value], { at }) => dated(layout.value, value, random('now', at))),
  dateInZone: define('string any string', ([layout, value], { at }) => dated(layout.value, value, random('now', at))),
  date_in_zone: define('string any string', ([layout, value], { at }) => dated(layout.value, value, random('now', at))),
  htmlDate: define('any', ([value], { at }) => dated('2006-01-02', value, random('now', at))),
  htmlDateInZone: define('any string', ([value], { at }) => dated('2006-01-02', value, random('now', at))),
  toDate: define('string string', ([layout, text]) => instant(parseLayout(layout.value, text.value) ?? Date.UTC(1, 0, 1), sourceOf(text))),
  mustToDate: define('string string', ([layout, text]) => {
    const time = parseLayout(layout.value, text.value);
    if (time === undefined) throw fault('a date that is not as its layout');
    return instant(time, sourceOf(text));
  }),
  dateModify: define('string any', ([change, value]) => modified(change.value, value)),
  date_modify: define('string any', ([change, value]) => modified(change.value, value)),
  mustDateModify: define('string any', ([change, value]) => modified(change.value, value)),
  must_date_modify: define('string any', ([change, value]) => modified(change.value, value)),
  unixEpoch: define('any', ([value]) => str(String(Math.floor(timeOf(value) / 1000)), timeSource(value))),
  ago: define('any', (_, { at }) => str('0s', random('ago', at))),
  duration: define('any', ([value]) => str(durationText(value.kind === 'string' || typeOf(value) === 'int64' ? wholeOf(value) * 1000 : 0))),
  durationRound: define('any', ([value]) => str(roundedDuration(value))),
};

function instant(time: number, from: Source | undefined): Native {
  const text = str(layoutText('2006-01-02 15:04:05.999999999 -0700 MST', time), from && { ...from, exact: false });
  const number = (value: number): Value => ({ ...int64(value), ...(from ? { from } : {}) });
  return {
    kind: 'native',
    type: 'time.Time',
    fields: {},
    text,
    methods: {
      Unix: () => number(Math.floor(time / 1000)),
      UnixMilli: () => number(time),
      UnixNano: () => number(time * 1e6),
      Year: () => number(new Date(time).getUTCFullYear()),
      Day: () => number(new Date(time).getUTCDate()),
      Hour: () => number(new Date(time).getUTCHours()),
      Minute: () => number(new Date(time).getUTCMinutes()),
      Second: () => number(new Date(time).getUTCSeconds()),
      Weekday: () => str(layoutText('Monday', time), from),
      Month: () => str(layoutText('January', time), from),
      UTC: () => instant(time, from),
      Format: ([layout]) => str(layoutText(layout?.kind === 'string' ? layout.value : '', time), from),
      String: () => text,
    },
  };
}

const isTime = (value: Value): value is Native => value.kind === 'native' && value.type === 'time.Time';
const timeOf = (value: Value): number => {
  if (!isTime(value)) throw fault('what is no time');
  const unix = value.methods!.UnixMilli!([]);
  return unix.kind === 'int' ? unix.value : 0;
};
const timeSource = (value: Value): Source | undefined => (isTime(value) ? value.text?.from : sourceOf(value));

/** A number counts seconds since 1970; what is neither is now. */
function dated(layout: string, value: Value, now: Source): Value {
  if (isTime(value)) return str(layoutText(layout, timeOf(value)), timeSource(value));
  if (value.kind === 'int') return str(layoutText(layout, value.value * 1000), value.from);
  return str(layoutText(layout, Date.UTC(2020, 0, 1)), now);
}

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 };

/** Go's durations, in milliseconds: `-1h30m`. */
function durationOf(text: string): number | undefined {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?(?:h|ms|m|s|us|µs|ns))+|0)$/.exec(text);
  if (!match) return undefined;
  let total = 0;
  for (const [, number, unit] of match[2]!.matchAll(/(\d+(?:\.\d*)?)(h|ms|m|s|us|µs|ns)/g)) total += Number(number) * units[unit!]!;
  return match[1] === '-' ? -total : total;
}

function modified(change: string, value: Value): Value {
  const by = durationOf(change);
  if (by === undefined) return value;
  return instant(timeOf(value) + by, timeSource(value));
}

function durationText(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const sign = milliseconds < 0 ? '-' : '';
  const seconds = Math.abs(milliseconds) / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = Number((seconds % 60).toFixed(9));
  return [sign, hours > 0 ? `${hours}h` : '', hours > 0 || minutes > 0 ? `${minutes}m` : '', `${rest}s`].join('');
}

function roundedDuration(value: Value): string {
  const milliseconds = value.kind === 'string' ? (durationOf(value.value) ?? 0) : value.kind === 'int' ? value.value / 1e6 : 0;
  const size = Math.abs(milliseconds);
  const steps: [unit: string, milliseconds: number][] = [
    ['y', 365 * 24 * 3_600_000],
    ['mo', 30 * 24 * 3_600_000],
    ['d', 24 * 3_600_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ];
  const step = steps.find(([, length]) => size > length);
  return step ? `${Math.floor(size / step[1])}${step[0]}` : '0s';
}
