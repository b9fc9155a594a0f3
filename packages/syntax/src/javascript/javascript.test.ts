import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { said } from '../../test/said.ts';
import { hole, type StringUse } from '../string-use.ts';
import { halfTypedUses } from './half-typed.ts';
import { type ScriptReader, scriptReader } from './index.ts';
import { strictUses } from './typescript.ts';

/** With the parser that only half-typed texts ask for. */
async function whole(uri: string): Promise<ScriptReader> {
  const reader = (await scriptReader(uri))!;
  expect([reader('class {'), reader.more]).toEqual([undefined, expect.any(Function)]);
  await reader.more!();
  expect(reader.more).toBeUndefined();
  return reader;
}

const readers = {
  typescript: await whole('a.tsx'),
  'typescript-eslint': (text: string) => strictUses(text, true),
  javascript: await whole('a.js'),
  'half-typed': (text: string) => halfTypedUses(text, 'a.tsx'),
};
type ReaderName = keyof typeof readers;

const roleOfX = (reader: ReaderName, text: string): string => {
  const use = readers[reader](text)?.find(({ value }) => value.includes('xyz'));
  return use ? said(use) : 'nothing';
};

const both: [string, string][] = [
  ['const password = "xyz";', 'password ='],
  ['config.db.password = `xyz`;', 'password ='],
  ['process.env["PASSWORD"] = "xyz";', 'PASSWORD ='],
  ['class A { #token = "xyz"; }', 'token ='],
  ['class A { static apiKey = "xyz"; }', 'apiKey ='],
  ['f({ password: "xyz" });', 'password:'],
  ['f({ "api-key": ["a", "xyz"] });', 'api-key: (list)'],
  ['function f(password = "xyz") {}', 'default of password'],
  ['const { password = "xyz" } = config;', 'default of password'],
  ['const password = process.env.PASSWORD || "xyz";', 'password = (fallback)'],
  ['const password = process.env.PASSWORD ?? "xyz";', 'password = (fallback)'],
  ['const password = debug ? "xyz" : get();', 'password = (choice)'],
  ['const url = "https://" + user + ":xyz@" + host;', 'url = (joined)'],
  ['const url = `https://${user}:xyz@${host}`;', 'url ='],
  ['const password = await decrypt("xyz");', 'argument 0 of decrypt for password'],
  ['const key = Buffer.from("xyz", "hex");', 'argument 0 of Buffer.from for key'],
  ['request.setHeader("Authorization", "xyz");', 'argument 1 of request.setHeader after Authorization'],
  ['fetch(url).then(a => a).catch("xyz");', 'argument 0 of fetch.then.catch'],
  ['new Client("xyz");', 'argument 0 of Client'],
  ['const a = sql`select xyz`;', 'argument 0 of sql'],
  ['const secret = "xyz".trim();', 'secret ='],
  ['const a = <Input password="xyz" />;', 'attribute password of Input'],
  ['const a = <Input password={"xyz"} />;', 'attribute password of Input'],
  ['if (password === "xyz") {}', 'compared with password'],
  ['switch (a.kind) { case "xyz": }', 'compared with a.kind'],
  ['env["xyz"];', 'key'],
  ['f({ "xyz": password });', 'key'],
  ['import a from "xyz";', 'import'],
  ['const a = require("xyz");', 'import'],
  ['const a = import("xyz");', 'import'],
  ['function getPassword() { return "xyz"; }', 'other'],
];

describe('what a string is there for', () => {
  test.each(both)('%s', (text, expected) => {
    for (const reader of Object.keys(readers) as ReaderName[]) expect([reader, roleOfX(reader, text)]).toEqual([reader, expected]);
  });

  test.each([
    ['const password: string = "xyz" as const;', 'password ='],
    ['class A { constructor(private readonly password: string = "xyz") {} }', 'default of password'],
    ['enum A { Key = "xyz" }', 'Key ='],
    ['type A = "xyz" | "b";', 'type'],
    ['const key = get<A>("xyz")!;', 'argument 0 of get for key'],
    ['import a = require("xyz");', 'import'],
    ['const a = { password: "xyz" } satisfies B;', 'password:'],
  ])('%s (TypeScript)', (text, expected) => {
    expect(roleOfX('typescript', text)).toBe(expected);
    expect(roleOfX('half-typed', text)).toBe(expected);
  });

  test.each([
    ['const password = "xyz"\nconst other = {', 'password ='],
    ['const a = {\n  user: ,\n  password: "xyz"\n}', 'password:'],
    ['login(user, "xyz"\nfunction f() {', 'argument 1 of login'],
    ['class {\n password = "xyz', 'password ='],
    ['const url = `a${b', 'nothing'],
  ])('half-typed: %s', (text, expected) => {
    expect(() => readers['typescript-eslint'](text)).toThrow();
    for (const reader of ['typescript', 'javascript', 'half-typed'] as const)
      expect([reader, roleOfX(reader, text)]).toEqual([reader, expected]);
  });
});

test('what a function gives back bears its name', () => {
  const texts = [
    'function secret() { return "x"; }',
    'const secret = () => "x";',
    'const secret = () => { if (a) return "x"; };',
    'class A { secret() { return "x"; } }',
    'f({ secret: () => "x" });',
  ];
  for (const reader of Object.values(readers))
    expect(texts.map(text => reader(text)?.[0]?.role)).toEqual(texts.map(() => ({ is: 'other', name: 'secret' })));
});

describe('what it means, and where each character stands', () => {
  const uses = (text: string): StringUse[][] => Object.values(readers).map(reader => reader(text)!);

  test('escapes and holes', () => {
    const text = 'const a = ["\\x41\\u{1F600}\\q\\\n", `b\\`${c}d${`e`}`];';
    for (const found of uses(text)) {
      expect(found.map(({ value }) => value)).toEqual(['A😀q', `b\`${hole}d${hole}`, 'e']);
      expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['\\x41\\u{1F600}\\q\\\n', 'b\\`${c}d${`e`}', 'e']);
      for (const { value, runs } of found)
        expect((runs ?? []).reduce((sum, run) => sum + run.innerLength, 0)).toBe(runs ? value.length : 0);
    }
  });

  test('an attribute of JSX has entities in place of escapes', () => {
    const text = '<i t="f&amp;g" u="\\n" />;';
    for (const reader of [readers.typescript, readers.javascript]) {
      expect(reader(text)?.map(({ value }) => value)).toEqual(['f&g', '\\n']);
      expect(reader(text)?.[0]?.runs).toEqual([{ inner: 0, innerLength: 3, outer: 6, outerLength: 7 }]);
    }
  });

  test('a literal means what the language says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map(value => JSON.stringify(value)),
        literal => {
          for (const [use] of uses(`a = ${literal};`)) expect(use!.value).toBe(JSON.parse(literal));
        },
      ),
    );
  });
});

describe('bad input', () => {
  test('deep, long and broken programs are read or passed over, never thrown at', () => {
    const long = `a = ${'"x" + '.repeat(5_000)}"y";`;
    for (const reader of [readers.typescript, readers.javascript]) {
      expect(reader('['.repeat(100_000))).toBeUndefined();
      expect(reader('a'.repeat(3_000_000))).toBeUndefined();
      expect(reader(long)?.length).toBe(5_001);
      for (const text of ['', '`', '"', '<a', '/* ', '\\', '@', '#!', 'a = `${`${', '}{', '\ufeff"x"'])
        expect(() => reader(text)).not.toThrow();
    }
  });

  test('any text', () => {
    const unit = fc.constantFrom(
      'a',
      '=',
      '"',
      "'",
      '`',
      '${',
      '}',
      '(',
      ')',
      '{',
      '[',
      ']',
      '<',
      '/>',
      ':',
      ';',
      '\n',
      'const ',
      'class ',
      '=>',
      '?',
      '.',
      ',',
      '\\',
      '//',
      '/*',
      'import ',
      '@',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), text => {
        for (const reader of [readers.typescript, readers.javascript])
          for (const { start, end } of reader(text) ?? []) expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('other documents are none', () => {
  expect(scriptReader('a.py')).toBeUndefined();
  expect(scriptReader('ts')).toBeUndefined();
});

test('the readers say the same of real programs', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  const typescript = readers.typescript;
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect([file, halfTypedUses(text, 'a.ts')]).toEqual([file, typescript(text)]);
  }
});
