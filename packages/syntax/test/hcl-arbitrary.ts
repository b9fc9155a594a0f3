import fc from 'fast-check';

/** Bits of HCL in any order: what the scanner and the recovery have to live with. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b-c',
        'é',
        'for',
        'in',
        'if',
        'true',
        'null',
        '0',
        '1.5e3',
        '1..',
        '"',
        '"',
        '${',
        '${~',
        '%{',
        '}',
        '~}',
        '$',
        '%',
        '$${',
        '{',
        '}',
      ],
      ...[
        '[',
        ']',
        '(',
        ')',
        ',',
        ':',
        '::',
        '?',
        '.',
        '...',
        '*',
        '=',
        '==',
        '=>',
        '<',
        '&&',
        '!',
        '-',
        '/',
        '\n',
        '\n',
        '\n  ',
        ' ',
        '\t',
        '\\n',
        '\\',
      ],
      ...['#c\n', '//c\n', '/*c*/', '/*', '<<A\n', '<<-A\n', '\nA\n', '\r\n', '\r', '~', '\u{1f600}', '\u00a0', '\u0000', '\ud800'],
      ...[
        'b "l" {\n',
        'x = ',
        '}\n',
        '%{if x}',
        '%{else}',
        '%{endif}',
        '%{for k, v in m}',
        '%{endfor}',
        '[for x in y : x]',
        '"x"',
        'f(',
        '...)',
        '[*]',
        '.*',
        '.0',
      ],
    ),
    { maxLength: 40 },
  )
  .map(bits => bits.join(''));

const gap = fc.constantFrom('', '', ' ', '\n', '# c\n', '/*c*/', '\t', '\r\n');
const glue = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map(part => (typeof part === 'string' ? fc.constant(part) : part))).map(texts => texts.join(''));

const grammar = fc.letrec<{ expression: string; key: string; quoted: string; lines: string; items: string }>(tie => {
  const { expression, key, quoted, lines, items } = {
    expression: tie('expression'),
    key: tie('key'),
    quoted: tie('quoted'),
    lines: tie('lines'),
    items: tie('items'),
  };
  const sequence = fc.oneof(glue('${', expression, '}'), glue('${~ ', expression, ' ~}'));
  const directive = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.oneof(
      glue('%{ if ', expression, ' }', inner, '%{~ endif }'),
      glue('%{~ if ', expression, ' ~}', inner, '%{ else ~}', inner, '%{ endif ~}'),
      glue('%{ for k, v in ', expression, ' ~}', inner, '%{ endfor ~}'),
    );
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'hcl' },
      fc.constantFrom('a', '1', 'true', 'null', '"s"', 'a.b', 'a-b', '""', '1.5e3', '"\\u00e9\\n"'),
      glue(expression, fc.constantFrom(' + ', '-', ' * ', '/', '%', '==', ' != ', '<', '>', '<=', ' >= ', '&&', ' || '), expression),
      glue(expression, ' ? ', expression, ' : ', expression),
      glue('(', gap, expression, gap, ')'),
      glue('[', gap, expression, ',', gap, expression, fc.constantFrom('', ','), gap, ']'),
      glue(
        '{',
        gap,
        key,
        fc.constantFrom(' = ', ':'),
        expression,
        fc.constantFrom(',', '\n', ', \n # c\n'),
        key,
        ' = ',
        expression,
        gap,
        '}',
      ),
      glue(fc.constantFrom('f(', 'a::b('), gap, expression, fc.constantFrom('', ',', '...'), gap, ')'),
      glue(expression, fc.constantFrom('.b', '[0]', '["k"]', '.0', '[*]', '[*].x', '.*', '.*.y', '.*.y.0')),
      glue(expression, '[', gap, expression, gap, ']'),
      glue(fc.constantFrom('-', '!'), expression),
      glue('[for ', gap, fc.constantFrom('x', 'k, v'), ' in ', expression, ' : ', expression, gap, ']'),
      glue('{', gap, 'for x in ', expression, ' : ', expression, ' => ', expression, fc.constantFrom('', '...'), ' if ', expression, '}'),
      glue('"', quoted, quoted, '"'),
      glue(fc.constantFrom('<<', '<<-'), 'M\n', lines, lines, '\n', fc.constantFrom('', '  '), 'M\n'),
    ),
    key: fc.oneof(fc.constantFrom('a', '"k"', 'true', 'null'), glue('(', expression, ')'), expression),
    quoted: fc.oneof(
      fc.constantFrom('lit', ' ', '\\n', '\\t', '$', '%', '$${', '%%{x}', '$x', 'é', '\\u00e9', '\u{1f600}'),
      sequence,
      directive(quoted),
    ),
    lines: fc.oneof(
      fc.constantFrom('lit', ' ', '\n', '\n  ', '$', '%', '$${', '%%{x}', '$x', 'é', '\n    foo\n', '\u{1f600}'),
      sequence,
      directive(lines),
    ),
    items: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'hcl' },
      glue('a = ', expression, '\n'),
      glue('a = ', expression, ' # c\nb = ', expression, '\n'),
      glue('b "l" {\n', items, '}\n'),
      glue('b l "m\\n" { x = ', expression, ' }\nb {}\n'),
      glue('\n/* c */ b {\n', items, '}\n'),
    ),
  };
});

export const { expression, lines, items } = grammar;

/** A text with one piece taken out and another put in. */
export const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.nat(), fc.nat({ max: 3 }), soup).map(([whole, place, gone, put]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + put.slice(0, 4) + whole.slice(at + gone);
  });
