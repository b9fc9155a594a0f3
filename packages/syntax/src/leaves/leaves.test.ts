import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Leaf } from '../leaf.ts';
import { leafReader } from './index.ts';

const read = async (file: string, text: string): Promise<Leaf[]> => (await leafReader(file)!)(text);

/** `path: value`, and where the text of the value is not the value, what is written there. */
const said = (text: string, leaf: Leaf): string => {
  const written = text.slice(leaf.start, leaf.end);
  return `${leaf.path.join('.')}: ${leaf.value}${written === leaf.value ? '' : ` <${written}>`}`;
};

/** Folding and attributes of XML make blanks of line breaks, one for one. */
const blanks = (text: string): string => text.replace(/\s/g, ' ');

/** A leaf whose places hold: each straight run of its value is written as it says. */
function expectPlaces(text: string, { value, runs, start, end }: Leaf): void {
  if (!runs) expect(blanks(text.slice(start, end))).toBe(blanks(value));
  let inner = 0;
  for (const run of runs ?? []) {
    expect(run.inner).toBe(inner);
    inner += run.innerLength;
    expect(run.outer).toBeGreaterThanOrEqual(start);
    if (run.innerLength === run.outerLength && run.innerLength > 1)
      expect(blanks(text.slice(run.outer, run.outer + run.outerLength))).toBe(blanks(value.slice(run.inner, inner)));
  }
  if (runs) expect(inner).toBe(value.length);
}

describe('leaves of', () => {
  test.each<[string, string, string[]]>([
    ['a.json', '{"a": {"b": "c\\u0041", "d": [1, "e"]}, "f": null} // g', ['a.b: cA <c\\u0041>', 'a.d: 1', 'a.d: e', 'f: null']],
    ['a.json', '{"env": [{"name": "PASSWORD", "value": "x"}]}', ['env.name: PASSWORD', 'env.PASSWORD: x']],
    ['a.json', '[{"ParameterKey": "P", "ParameterValue": "x"}]', ['ParameterKey: P', 'P: x']],
    ['a.yaml', 'a:\n  b: c\n  d: [1, "e\\n"]\n---\nf: !vault |\n  g\n  h\n', ['a.b: c', 'a.d: 1', 'a.d: e\n <e\\n>', 'f: g\nh\n <g\n  h>']],
    ['a.yml', 'env:\n- name: P\n  value: x\n- &a y\n- *a\n', ['env.name: P', 'env.P: x', 'env: y']],
    [
      'a.toml',
      'a = "b\\tc"\n[d."e.f"]\ng = [1, {h = \'i\'}]\n[[j]]\nk = """\nl"""',
      ['a: b\tc <b\\tc>', 'd.e.f.g: 1', 'd.e.f.g.h: i', 'j.k: l'],
    ],
    ['a.xml', '<a b="c&amp;d"><e>f</e><g><![CDATA[h<]]></g>\n<!-- i --> j </a>', ['a.b: c&d <c&amp;d>', 'a.e: f', 'a.g: h<', 'a: j']],
    [
      'web.config',
      '<c><add key="P" value="x"/><string name="Q">y</string></c>',
      ['c.add.key: P', 'c.add.P: x', 'c.string.name: Q', 'c.Q: y'],
    ],
    ['a.config', '<setting name="P"><value>x</value></setting>', ['setting.name: P', 'setting.P: x']],
    ['a.plist', '<dict><key>P</key><string>x</string></dict>', ['dict.key: P', 'dict.P: x']],
    [
      '.env',
      'A=b\nexport C=\'d # e\' # f\nG="h\\ni"\nJ=k;l#m # n\nO: p\nQ=\n# R=s',
      ['A: b', 'C: d # e', 'G: h\ni <h\\ni>', 'J: k;l#m', 'O: p', 'Q: '],
    ],
    ['.env', 'A="b\nc"\nD=e', ['A: b\nc', 'D: e']],
    ['.env', 'A="b\nC=d', ['A: "b', 'C: d']],
    [
      'a.ini',
      '[a]\nb = c ; d\ne: f;g\n; h = i\n[j "k"]\n\tl = "m;n" # o\np =\n  q\nr',
      ['a.b: c', 'a.e: f;g', 'j.k.l: m;n', 'j.k.p: ', 'j.k.p: q'],
    ],
    ['.npmrc', '//registry.example.com/:_authToken=x', ['//registry.example.com/:_authToken: x']],
    [
      'a.properties',
      'a=b\nc : d\ne f\n! g=h\ni=j\\\n   k\nl\\=m=n\\u0041\\\\',
      ['a: b', 'c: d', 'e: f', 'i: jk <j\\\n   k>', 'l=m: nA\\ <n\\u0041\\\\>'],
    ],
    [
      'Dockerfile',
      'FROM a\nENV A=b C="d e" \\\n  F=\'g\'\nENV H i j\nARG K=l\nARG M\nLABEL n=o',
      ['A: b', 'C: d e', 'F: g', 'H: i j', 'K: l', 'n: o'],
    ],
  ])('%s: %j', async (file, text, expected) => {
    for (const line of [text, text.replaceAll('\n', '\r\n')]) {
      const leaves = await read(file, line);
      expect(leaves.map(leaf => said(line, leaf).replaceAll('\r\n', '\n'))).toEqual(expected);
      for (const leaf of leaves) expectPlaces(line, leaf);
    }
  });

  test('a key stands where it is written, that of a pair where its name is', async () => {
    const text = '[{"name": "PASSWORD", "value": "x"}]';
    const [, leaf] = await read('a.json', text);
    expect(text.slice(leaf!.key!.start, leaf!.key!.end)).toBe('PASSWORD');
    const xml = '<a><b c="d">e</b></a>';
    expect((await read('a.xml', xml)).map(({ key }) => xml.slice(key!.start, key!.end))).toEqual(['c', 'b']);
  });

  test('strings are told from numbers and words, tags and instructions are kept', async () => {
    expect((await read('a.yaml', 'a: 1\nb: "1"\nc: true\nd: !vault x')).map(({ string, tag }) => [string, tag])).toEqual([
      [false, undefined],
      [true, undefined],
      [false, undefined],
      [true, '!vault'],
    ]);
    expect((await read('Dockerfile', 'FROM a\nARG B=c')).map(({ tag }) => tag)).toEqual(['ARG']);
  });

  test.each([
    ['a.toml', 'a = \nb = "c"\n[d\ne = 1\nf = "g"\n', ['b: c', 'e: 1', 'f: g']],
    ['a.xml', '<a><b>c</b><d e="f"><g>h&nbsp;i</a><j>k', ['a.b: c', 'a.d.e: f', 'a.d.g: h&nbsp;i']],
    ['a.json', '{"a": "b", "c": }', ['a: b']],
    ['a.yaml', 'a: b\nc: ]\n', ['a: b', 'c: ']],
  ])('%s, broken: what can be read', async (file, text, expected) => {
    expect((await read(file, text)).map(leaf => said(text, leaf))).toEqual(expect.arrayContaining(expected));
  });
});

test('other documents have none', () => {
  expect(leafReader('a.py')).toBeUndefined();
});

describe('whatever the text', () => {
  const files = ['a.json', 'a.yaml', 'a.toml', 'a.xml', '.env', 'a.ini', 'a.properties', 'Dockerfile'];

  test.each(files)('%s: places hold, and nothing throws', async file => {
    const reader = (await leafReader(file))!;
    const unit = fc.constantFrom(
      ...'ab=:"\'`#;\\[]{}<>/&!- \t\n,.',
      '\r\n',
      'ENV ',
      'ARG ',
      'RUN ',
      '\nENV a=',
      '<a b="',
      '</a>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '"""',
      'é',
      '&amp;',
      '\\u0041',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), text => {
        for (const leaf of reader(text)) {
          expect(0 <= leaf.start && leaf.start <= leaf.end && leaf.end <= text.length).toBe(true);
          expectPlaces(text, leaf);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(files)('%s: hostile texts end', async file => {
    const reader = (await leafReader(file))!;
    const begin = performance.now();
    for (const part of ['[', '{', '<a>', '<a ', '"', "a='", 'a=\\\n', 'a="b\n', '[a]\n', 'ENV a=b \\\n', '&amp;', '<!--', 'a.', "'''"])
      reader(part.repeat(10_000));
    expect(performance.now() - begin).toBeLessThan(20_000);
  });
});
