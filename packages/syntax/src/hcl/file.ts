import type { Attribute, Block, HclFile, Segment } from './ast.ts';
import { AttributeNames, endItem, heldTo, parseItem } from './body.ts';
import { nextItem, recoveryPoint } from './recovery.ts';
import { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/** How many characters may be read twice to find out where broken items end, before every item is held to its own lines at once. */
const patience = 4_000_000;

/** The text of a file. Never throws: what can't be read is a fault, and the rest is read. */
export function parse(text: string): HclFile {
  const s = new Scanner(text);
  const segments: Segment[] = [];
  const names = new SegmentNames();
  const attributes = new AttributeNames();
  const read = { again: 0 };
  s.resume(text.charCodeAt(0) === 0xfeff ? 1 : 0);
  while (s.kind !== Token.end) {
    if (s.kind === Token.newline) {
      s.advance();
      continue;
    }
    s.startSegment();
    const offset = s.base;
    let item: Attribute | Block | undefined;
    if (s.kind === Token.identifier) {
      item = parseWhole(s, read);
      if (item?.kind === 'attribute') attributes.add(s, item.name);
      if (s.outdent === Number.POSITIVE_INFINITY) endItem(s, false);
      s.outdent = Number.POSITIVE_INFINITY;
    } else s.fail('expected a block or an attribute');
    if (s.broken) {
      const next = recoveryPoint(s, offset, -1);
      if (item) item = heldTo(s, item, next);
      s.resume(next);
    }
    if (item) segments.push({ name: names.of(item), offset, item });
  }
  return { segments, faults: s.faults.sort((a, b) => a.start - b.start) };
}

/** One item. Where it is still open at the end of the text, once more, and no further than to what looks like the next one. */
function parseWhole(s: Scanner, read: { again: number }): Attribute | Block | undefined {
  const { base, text } = s;
  const before = s.faults.length;
  s.ranOut = false;
  if (read.again > patience) return parseUpTo(s, nextItem(text, base, undefined));
  const item = parseItem(s);
  if (!s.ranOut) return item;
  const next = nextItem(text, base, item);
  if (next < 0) return item;
  read.again += text.length - base;
  s.faults.length = before;
  s.depth = 0;
  s.ignoreNewlines = false;
  s.settled = base;
  s.resume(base);
  return parseUpTo(s, next);
}

function parseUpTo(s: Scanner, limit: number): Attribute | Block | undefined {
  if (limit >= 0) s.limit = limit;
  s.ranOut = false;
  s.outdent = Number.POSITIVE_INFINITY;
  const item = parseItem(s);
  s.limit = s.text.length;
  if (limit >= 0 && s.kind === Token.end) {
    s.resume(limit);
    s.outdent = 0;
  }
  return item;
}

/** `resource.aws_iam_role.deploy`; the second of a name is `…~2`. */
class SegmentNames {
  readonly #count = new Map<string, number>();

  of(item: Attribute | Block): string {
    const plain = item.kind === 'attribute' ? item.name.name : [item.type, ...item.labels].map(label => label.name).join('.');
    let count = this.#count.get(plain) ?? 0;
    let name = plain;
    do {
      count++;
      name = count === 1 ? plain : `${plain}~${count}`;
    } while (count > 1 && this.#count.has(name));
    this.#count.set(plain, count);
    if (name !== plain) this.#count.set(name, 1);
    return name;
  }
}
