/** Times in Go's layouts, which write one certain moment: Mon Jan 2 15:04:05 MST 2006. https://pkg.go.dev/time#Layout */
const months = 'January February March April May June July August September October November December'.split(' ');
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const two = (number: number): string => String(number).padStart(2, '0');

const fields =
  /January|Jan|Monday|Mon|MST|2006|__2|002|-07:00:00|-07:00|-070000|-0700|-07|Z07:00:00|Z07:00|Z070000|Z0700|Z07|01|02|03|04|05|06|15|_2|PM|pm|1|2|3|4|5|[.,](?:0+|9+)(?!\d)/g;

/** In UTC. */
export function layoutText(layout: string, time: number): string {
  const date = new Date(time);
  const hour12 = date.getUTCHours() % 12 || 12;
  const dayOfYear = Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const known: Record<string, () => string> = {
    January: () => months[date.getUTCMonth()]!,
    Jan: () => months[date.getUTCMonth()]!.slice(0, 3),
    Monday: () => days[date.getUTCDay()]!,
    Mon: () => days[date.getUTCDay()]!.slice(0, 3),
    MST: () => 'UTC',
    '2006': () => String(date.getUTCFullYear()).padStart(4, '0'),
    '06': () => two(date.getUTCFullYear() % 100),
    '01': () => two(date.getUTCMonth() + 1),
    '1': () => String(date.getUTCMonth() + 1),
    '02': () => two(date.getUTCDate()),
    _2: () => String(date.getUTCDate()).padStart(2, ' '),
    '2': () => String(date.getUTCDate()),
    '002': () => String(dayOfYear).padStart(3, '0'),
    __2: () => String(dayOfYear).padStart(3, ' '),
    '15': () => two(date.getUTCHours()),
    '03': () => two(hour12),
    '3': () => String(hour12),
    '04': () => two(date.getUTCMinutes()),
    '4': () => String(date.getUTCMinutes()),
    '05': () => two(date.getUTCSeconds()),
    '5': () => String(date.getUTCSeconds()),
    PM: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    pm: () => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  };
  return layout.replace(fields, field => {
    if (known[field]) return known[field]();
    if (field.startsWith('Z')) return 'Z';
    if (field.startsWith('-')) return `+${field.slice(1).replace(/\d/g, '0')}`;
    const nanoseconds = `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`.slice(0, field.length - 1);
    if (field[1] === '0') return field[0] + nanoseconds;
    const short = nanoseconds.replace(/0+$/, '');
    return short && field[0] + short;
  });
}

const patterns: Record<string, string> = {
  January: months.join('|'),
  Jan: months.map(month => month.slice(0, 3)).join('|'),
  Monday: days.join('|'),
  Mon: days.map(day => day.slice(0, 3)).join('|'),
  MST: '[A-Z]{3,4}',
  '2006': '\\d{4}',
  PM: 'AM|PM',
  pm: 'am|pm',
  '002': '\\d{3}',
};

/** The milliseconds of a text that is as the layout says; undefined where it is not. */
export function parseLayout(layout: string, text: string): number | undefined {
  const found: string[] = [];
  let at = 0;
  let pattern = '';
  const literal = (piece: string): string => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  for (const match of layout.matchAll(fields)) {
    const [field] = match;
    pattern += literal(layout.slice(at, match.index));
    at = match.index + field.length;
    found.push(field);
    const zone = /^[-Z]0?7/.test(field);
    const width = /^0\d$|^15$/.test(field) ? '\\d{2}' : '\\s?\\d{1,2}';
    pattern += `(${patterns[field] ?? (zone ? 'Z|[+-]\\d\\d(?::?\\d\\d)?' : /^[.,]/.test(field) ? '[.,]\\d+' : width)})`;
  }
  const read = new RegExp(`^${pattern}${literal(layout.slice(at))}$`).exec(text);
  if (!read) return undefined;
  const value = (...names: string[]): string | undefined => {
    const index = found.findIndex(field => names.includes(field));
    return index < 0 ? undefined : read[index + 1]!.trim();
  };
  const short = value('06');
  const year = Number(value('2006') ?? (short === undefined ? 0 : Number(short) >= 69 ? 1900 + Number(short) : 2000 + Number(short)));
  const name = value('January', 'Jan');
  const month = name ? months.findIndex(month => month.startsWith(name)) : Number(value('01', '1') ?? 1) - 1;
  const day = Number(value('02', '_2', '2') ?? 1);
  const half = value('PM', 'pm')?.toUpperCase();
  const hour = Number(value('15') ?? (Number(value('03', '3') ?? 0) % 12) + (half === 'PM' ? 12 : 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, Number(value('04', '4') ?? 0), Number(value('05', '5') ?? 0));
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  const zone = found.findIndex(field => /^[-Z]0?7/.test(field));
  const offset = zone < 0 ? undefined : /^([+-])(\d\d):?(\d\d)?$/.exec(read[zone + 1]!);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) : 0;
  return date.getTime() - minutes * 60_000;
}
