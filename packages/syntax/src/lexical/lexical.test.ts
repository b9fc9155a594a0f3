import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hole } from '../string-use.ts';
import { languageOf, lexicalUses, meaningOf, type Token, tokenize } from './index.ts';
import { languages } from './languages.ts';

describe('language of a document', () => {
  test.each([
    ['src/app.PY', 'Python'],
    ['deploy/Dockerfile', 'Dockerfile'],
    ['Dockerfile.dev', 'Dockerfile'],
    ['.env', 'dotenv'],
    ['config/.env.production', 'dotenv'],
    ['app.properties.example', 'properties'],
    ['settings.py.bak', 'Python'],
    ['CMakeLists.txt', 'CMake'],
    ['Jenkinsfile', 'Groovy'],
    ['infra/main.tf', 'HCL'],
    ['values.yaml', 'YAML'],
    ['tsconfig.json', 'JSON with comments'],
    ['a/CODEOWNERS', 'text with # comments'],
  ])('%s is %s', (uri, name) => {
    expect(languageOf(uri)?.name).toBe(name);
  });

  test('a name that says nothing has none', () => {
    expect(languageOf('LICENSE')).toBeUndefined();
    expect(languageOf('a/data.bin')).toBeUndefined();
    expect(languageOf('build.log')).toBeUndefined();
  });

  test('a comment is written in the first form; JSON has none', () => {
    expect(languageOf('a.go')?.comments[0]).toEqual({ line: '//' });
    expect(languageOf('a.html')?.comments[0]).toEqual({ open: '<!--', close: '-->' });
    expect(languageOf('a.json')?.comments).toEqual([]);
  });
});

const read = (file: string, text: string, start?: number): Token[] => tokenize(text, languageOf(file)!, start);
const stringsOf = (file: string, text: string) =>
  read(file, text).flatMap(token => (token.kind === 'string' ? [meaningOf(text, token.form).value] : []));

describe('strings', () => {
  test.each<[string, string, string[]]>([
    ['a.py', `'a' "b" r'\\c' f"d{x!r:>{w}}{{e}}" b'f' """g\n"h" """`, ['a', 'b', '\\c', `d${hole}{e}}`, 'f', 'g\n"h" ']],
    ['a.py', `"it's" # "no"\n'x\\'y' "\\x41\\u00e9\\n\\d"`, ["it's", "x'y", 'Aé\n\\d']],
    ['a.py', `f"{d["k"]}-z"`, [`${hole}-z`]],
    ['a.go', '"a\\"b" `c\\n\n"d"` \'"\' "e"', ['a"b', 'c\\n\n"d"', '"', 'e']],
    ['a.rs', `r#"a"b"# b"c" fn f<'a>(x: &'a str) "d" '"' "e"`, ['a"b', 'c', 'd', '"', 'e']],
    ['a.cpp', 'R"x(a)"b)x" L"c" "d" \'"\' 1\'000 "e"', ['a)"b', 'c', 'd', '"', 'e']],
    ['a.cs', '@"a""b\\" $"c{d}{{e" $@"f{g}\\" """h"i"""', ['a"b\\', `c${hole}{e`, `f${hole}\\`, 'h"i']],
    ['a.java', '"a" \'"\' """\n b"c\n """', ['a', '"', '\n b"c\n ']],
    ['a.kt', '"$a-b${c("d")}" """e\\n"""', [`${hole}-b${hole}`, 'e\\n']],
    ['a.swift', '"a\\(b("c"))d" #"e"f"#', [`a${hole}d`, 'e"f']],
    ['a.scala', 's"a$b" "c$d"', [`a${hole}`, 'c$d']],
    ['a.dart', "r'a\\b' 'c$d'", ['a\\b', `c${hole}`]],
    ['a.rb', `"a#{b["c"]}" 'd' %q(e(f)g) %w[h i] x = /it's/ ; "j"`, [`a${hole}`, 'd', 'e(f)g', 'h i', 'j']],
    ['a.rb', 'f(<<~A, "b")\n  c "d"\n  A\n"e"', ['  c "d"', 'b', 'e']],
    ['a.php', `don't <?php $a = "b$c"; 'd' ?> isn't <?= "e" ?>`, [`b${hole}`, 'd', 'e']],
    ['a.php', '<?php $a = <<<X\nb $c\nX;\n$d = "e";', [`b ${hole}`, 'e']],
    ['a.pl', `q{a{b}} qq(c$d) s/'/x/g; tr/'"/x/; "e"`, ['a{b}', `c${hole}`, "'", `'"`, 'e']],
    ['a.lua', '[[a\n"b"]] [=[c]]d]=] "e" --[[ "no" ]]', ['a\n"b"', 'c]]d', 'e']],
    ['a.ps1', '"a`"b$c" \'d\'\'e\' @"\nf"g\n"@ <# "no" #>', [`a"b${hole}`, "d'e", 'f"g']],
    ['a.sql', "'it''s' E'b' $$c'd$$ -- 'no'", ["it's", 'b', "c'd"]],
    ['a.ex', '"a#{b}" ~s(c) """\n d\n"""', [`a${hole}`, 'c', '\n d\n']],
    ['a.nix', "''\n a ${b}\n''", [`\n a ${hole}\n`]],
  ])('%s: %s', (file, text, expected) => {
    expect(stringsOf(file, text)).toEqual(expected);
  });

  test('one that does not end costs its line, or its file no more than that', () => {
    expect(stringsOf('a.py', 'a = "b\nc = "d"\n')).toEqual(['b', 'd']);
    const text = `x = 'a\n${'y = 1\n'.repeat(5000)}z = "b"\n`;
    expect(stringsOf('a.rb', text)).toEqual(['a', 'b']);
  });

  test('know where each character stands', () => {
    const text = 'key = "a\\tb#{c}d"';
    const [use] = lexicalUses(text, languages.ruby);
    expect(text.slice(use!.start, use!.end)).toBe('a\\tb#{c}d');
    expect(use!.runs?.map(({ outer, outerLength }) => text.slice(outer, outer + outerLength))).toEqual(['a', '\\t', 'b', '#{c}', 'd']);
  });
});

describe('tokens', () => {
  const kinds = (file: string, text: string, start?: number) =>
    read(file, text, start).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

  test('are told apart', () => {
    expect(kinds('a.py', 'a.b: int = 0x1f # c\n  "d"')).toEqual([
      'name a',
      'operator .',
      'name b',
      'operator :',
      'name int',
      'operator =',
      'number 0x1f',
      'comment # c',
      'string "d"',
    ]);
  });

  test('comments nest where they do in the language', () => {
    expect(kinds('a.rs', '/* a /* b */ c */ d')).toEqual(['comment /* a /* b */ c */', 'name d']);
    expect(kinds('a.c', '/* a /* b */ c')).toEqual(['comment /* a /* b */', 'name c']);
  });

  test('in the middle of a comment, it is one', () => {
    const text = '/* a\n don\'t "b\n */\nc = "d"';
    expect(kinds('a.go', text, text.indexOf(' don'))).toEqual(['comment  don\'t "b\n */', 'name c', 'operator =', 'string "d"']);
  });

  test('in the middle of PHP, it is PHP', () => {
    const text = '<?php\n$a = 1;\n$b = "c";\n';
    expect(kinds('a.php', text, text.indexOf('$b'))).toEqual(['name $b', 'operator =', 'string "c"', 'punctuation ;']);
  });
});

test('any text of any language is read without throwing, within its bounds and in order', () => {
  const unit = fc.constantFrom(
    ...`"'\`#/*-<>{}()[]$@%\\=:.,;!~|&\n \tqrRfbsLm`,
    '"""',
    "'''",
    '<<A',
    'A',
    '${',
    '#{',
    '\\(',
    '<?php',
    '?>',
    '{-',
    '(*',
    'é',
    '\r\n',
    '=begin',
    '$$',
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(languages)), fc.string({ unit, maxLength: 80 }), fc.nat(20), (language, text, start) => {
      let last = start;
      for (const token of tokenize(text, language, Math.min(start, text.length))) {
        expect(token.start).toBeGreaterThanOrEqual(Math.min(last, text.length));
        expect(token.end).toBeLessThanOrEqual(text.length);
        expect(token.end).toBeGreaterThan(token.start);
        last = token.start;
      }
      for (const { start, end, value, runs } of lexicalUses(text, language)) {
        expect(end).toBeGreaterThanOrEqual(start);
        if (!runs) expect(text.slice(start, end)).toBe(value);
        else expect(runs.reduce((sum, run) => sum + run.innerLength, 0)).toBe(value.length);
      }
    }),
    { numRuns: 3000 },
  );
});
