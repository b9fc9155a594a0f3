import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HclFile, type Node, parse, parseExpression, parseTemplate } from '../src/hcl/index.ts';
import { damaged, expression, items, lines, soup } from './hcl-arbitrary.ts';
import { realFiles, valid } from './hcl-samples.ts';
import { type AnyNode, childrenOf, visit } from './hcl-visit.ts';

const texts = [...Object.values(valid), ...realFiles().map(file => file.text)];
const anyText = fc.oneof(soup, items, damaged(items), damaged(fc.constantFrom(...texts)), expression, lines, fc.string({ unit: 'binary' }));
const check = (arbitrary: fc.Arbitrary<string>, property: (text: string) => void): void =>
  fc.assert(fc.property(arbitrary, property), { numRuns: 3000 });

/** Every node inside of its parent, behind the one before it, and its own right way round. Asked by hand: `expect` takes longer than the parser. */
function expectNested(node: AnyNode, length: number): void {
  const astray: AnyNode[] = node.start >= 0 && node.end <= length ? [] : [node];
  visit(node, (each, parent) => {
    if (each.start > each.end) astray.push(each);
    if (parent && each.start < each.end && (each.start < parent.start || each.end > parent.end)) astray.push(each);
    let previous = each.start;
    // The item of a splat has the place of the splat's mark: inside of `each`, not before it.
    for (const child of childrenOf(each)) {
      if (child.start >= child.end) continue;
      if (child.start < previous) astray.push(child);
      previous = child.end;
    }
  });
  expect(astray).toEqual([]);
}

describe('whatever the text', () => {
  it('parsing a file gives segments in order, nodes in nodes, faults in the text', () => {
    check(anyText, text => {
      const { segments, faults } = parse(text);
      let end = 0;
      for (const { offset, item } of segments) {
        expect(offset).toBeGreaterThanOrEqual(end);
        expect(item.start).toBe(0);
        end = offset + item.end;
        expectNested(item, text.length - offset);
      }
      expect(new Set(segments.map(segment => segment.name)).size).toBe(segments.length);
      expectInside(faults, text);
    });
  });

  it('what is in no segment is space, a comment, or told as a fault', () => {
    check(anyText, text => {
      const { segments, faults } = parse(text);
      const edges = [...segments.flatMap(({ offset, item }) => [offset, offset + item.end]), text.length];
      let from = text.startsWith('\ufeff') ? 1 : 0;
      for (let edge = 0; edge < edges.length; edge += 2) {
        const between = text.slice(from, edges[edge]);
        const since = edges[edge - 2] ?? 0;
        // A comment that swallows lines is noticed behind them.
        const told = faults.some(fault => fault.end >= since);
        if (!told) expect(parse(between)).toEqual({ segments: [], faults: [] });
        from = edges[edge + 1] ?? text.length;
      }
    });
  });

  it('parsing an expression or a template gives nodes in nodes, faults in the text', () => {
    check(anyText, text => {
      for (const { expression, faults } of [parseExpression(text), parseTemplate(text)]) {
        expectNested(expression, text.length);
        expectInside(faults, text);
      }
    });
  });

  it('literals map every character to where it is written', () => {
    check(anyText, text => {
      visit(parseTemplate(text).expression, node => {
        if (node.kind !== 'literal') return;
        let inner = 0;
        for (const run of node.runs) {
          expect(run.inner).toBe(inner);
          expect(run.outer).toBeGreaterThanOrEqual(node.start);
          expect(run.outer + run.outerLength).toBeLessThanOrEqual(node.end);
          inner += run.innerLength;
          if (run.innerLength === run.outerLength)
            expect(text.slice(run.outer, run.outer + run.outerLength)).toBe(node.text.slice(run.inner, inner));
        }
        expect(inner).toBe(node.text.length);
      });
    });
  });

  const expectInside = (faults: Node[], text: string): void => {
    for (const { start, end } of faults) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  };
});

describe('an edit changes no other block', () => {
  const itemsOf = (file: HclFile): unknown[] => file.segments.map(({ item, name }) => ({ item, name }));

  it('a line put in above shifts offsets, nothing else', () => {
    check(anyText, text => {
      const before = parse(text);
      const line = '# a line\n';
      const after = parse(line + text.replace(/^\ufeff/, ''));
      const mark = text.startsWith('\ufeff') ? 1 : 0;
      expect(itemsOf(after)).toEqual(itemsOf(before));
      expect(after.segments.map(segment => segment.offset - line.length + mark)).toEqual(before.segments.map(segment => segment.offset));
    });
  });

  it('the start of a valid file has the same blocks, as far as it goes', () => {
    const whole = fc.oneof(items, fc.constantFrom(...texts)).filter(text => parse(text).faults.length === 0);
    fc.assert(
      fc.property(whole, fc.nat(), (text, cut) => {
        const at = cut % (text.length + 1);
        const file = parse(text);
        const complete = file.segments.filter(({ offset, item }) => text.slice(offset + item.end, at).includes('\n'));
        expect(parse(text.slice(0, at)).segments.slice(0, complete.length)).toEqual(complete);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('hostile texts', () => {
  const openers = [
    '[',
    '(',
    '{',
    '{a=',
    'f(',
    '-',
    '!',
    '"${',
    '"%{if ',
    'a ? ',
    'a[',
    '[for a in ',
    '<<A\n${',
    'b {\n',
    'b { ',
    '%{if a}',
    '${[',
    '/*',
    '"',
    '}',
    '\u{1f600}',
  ];
  const chains = ['a + ', 'a.', 'a[0] && ', 'a::', '.*', '[*]', '1.', '%{endif}', '\\n', '\\'];
  const unclosed = [
    'x = <<A\n',
    'x = "\n',
    'x = [\n',
    'x = {\n',
    'x = "${\n',
    'x = 1 /*\n',
    'b {\n  x = {\n',
    'b {\n  x = <<A\n',
    'b "c" {\n  x = (a +\n}\n',
    'a b\n',
  ];

  it.each([...openers, ...chains, ...unclosed])(
    '%j twenty thousand times',
    bit => {
      const text = bit.repeat(20_000);
      const start = process.cpuUsage();
      for (const whole of [text, `x = ${text}`, `x = "${text}"`]) parse(whole);
      parseExpression(text);
      parseTemplate(text);
      const { user, system } = process.cpuUsage(start);
      // Some tenths of a second on a slow machine; an algorithm that is not linear takes minutes.
      expect((user + system) / 1e6).toBeLessThan(10);
    },
    120_000,
  );

  it('a hundred thousand brackets do not overflow the stack', () => {
    for (const bit of openers) expect(parse(`x = ${bit.repeat(100_000)}`).faults).not.toEqual([]);
  });

  it('make trees that may be walked', () => {
    for (const bit of ['[', 'a.', 'a + ', 'a[0]', '-', '!'])
      expect(() => JSON.stringify(parse(`x = ${bit.repeat(100_000)}a`))).not.toThrow();
  });

  it('a different marker for each of many heredocs', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `b {\n  x = <<A${index}\n`).join('');
    expect(parse(text).segments.length).toBeGreaterThan(19_000);
  });
});
