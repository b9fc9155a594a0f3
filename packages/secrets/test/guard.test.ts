import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Hit } from '../src/candidate.ts';
import { writingOf } from '../src/context/form.ts';
import { findInContext } from '../src/context/index.ts';
import { needOf } from '../src/context/needs.ts';
import { contextWords } from '../src/context/words.ts';
import { wordLiteral } from '../src/machine.ts';
import { createFallback, createPrefilter, literalOf, type Prefilter } from '../src/prefilter/index.ts';

const everywhere = createFallback(contextWords.map(word => literalOf(word, 'anywhere')));
const guarded = createPrefilter(contextWords.map(wordLiteral), needOf);
const plain = createFallback(contextWords.map(wordLiteral), needOf);

function hitsOf(prefilter: Prefilter, { bytes, uri }: SourceDocument): Hit[] {
  const { anywhere } = prefilter.find(bytes, writingOf(uri) === 'code');
  return Array.from({ length: anywhere.length / 2 }, (_, i) => ({ word: contextWords[anywhere[2 * i]!]!, at: anywhere[2 * i + 1]! }));
}

const name = fc.constantFrom(
  'password',
  'db_password',
  'API_KEY',
  'authToken',
  'client.secret',
  '--password',
  '-pass',
  'Credential',
  'X-Api-Key',
  'Authorization',
  'PGPASS',
  'x-api-key',
  'key',
  'TOKEN_staging',
  'passwordHint',
  'publicKey',
  'my_pass',
  'proxy-authorization',
);
const value = fc.constantFrom(
  'hunter2-Winter',
  'a1b',
  'a1b2',
  'x9y8z7w6, ',
  'my_Pass=w0rd1',
  '$ecr3t!9',
  '#Winter2024!',
  'q8Zt5Lw0Vb3n',
  's3cr3t!pass',
  'Kq7Zt5Lw0Vb3nXr9Ym2Ps',
  'kqxzvbnwrtplmghjfdscvbnmqwrtzxpl',
  'a sentence of words',
  '{"a": "Kq7Zt5Lw0Vb3nXr9Ym2Ps"}',
  '{{ .Values.key }}',
  'q7!k2 Zt5$Lw0-Vb3;nXr9:Ym2.Ps8,Qw4^Ed6&Rf1*Tg3(Yh5)',
  '${HOME}',
  'null',
  'os.environ["X"]',
  'foo(bar)',
  '',
);
const between = fc.constantFrom(
  ' = ',
  '=',
  ': ',
  ' := ',
  ' => ',
  '", "',
  "', '",
  '("',
  ' string = ',
  ': str = ',
  '>',
  ' ',
  '\n  value: ',
  ' # note\n  value: ',
  '"] = ',
  '", value="',
  ' == ',
  ' === ',
  ' != ',
  ' ||= ',
  ' ??= ',
  ' ?= ',
  ' .= ',
  ' -> ',
  '::=',
  ': string | null = ',
  '?: Secret<T>[] = ',
  ' = new Secret(',
  ' = String(',
  ' = os.environ.get("X", ',
  ' = process.env.X || ',
  " = ENV['X'] || ",
  ' = (',
  ' = r',
  '" : ',
  '\\" : \\"',
  "'] = ",
  ')= ',
  '",\n  "value": ',
  '"\n  value = ',
  '" {\n  default = ',
  ' encoding="x">',
  '>\n  ',
  '" default=',
  ' PASSWORD ',
  '&quot;: &quot;',
  ' | ',
  ' => {',
  '::',
  ' = = ',
  '=:',
  ':=>',
  ':::=',
  ': Key ',
  ': X ',
  '=b64decode(',
  ' = String::from(',
  ' = x ?? ',
  ' = a.get("b") || ',
  ' = getenv("X") or ',
  ', ',
  '[] = ',
  '} = ',
  ' { get; set; } = ',
  ' {',
  '=\n  ',
  '", default=',
  '" to ',
  '</name>\n<value>',
  '"><value>',
  '><![CDATA[',
  ': |\n  ',
  ': &x ',
  "': '{{ x | default('",
  '("ana", ',
  '(Base64.decode(',
);
const quote = fc.constantFrom('"', "'", '`', '\\"', '&quot;', '"""', '');
const lead = fc.constantFrom(
  '',
  'const ',
  '- name: ',
  '"',
  "env['",
  'WITH ',
  'https://user:',
  '<',
  '<add key="',
  'curl -u a:',
  'Authorization: Bearer ',
  "IDENTIFIED BY '",
  'x = "',
  '// ',
  '# ',
  ' * ',
  '  -',
  'export ',
  'variable "',
  'name = "',
  '"name": "',
  '\\"',
  '&quot;',
  '"""',
  '<!-- ',
  'log.info("',
  'Authorization: Token ',
  '?',
  'set ',
  'é "',
  'machine git.shop.net login ci ',
  'ConvertTo-SecureString "',
  'new Network',
  'curl -H "',
  'put(X.',
  'ENV ',
  '#define ',
  '<property name="',
  '<name>',
  'req.SetBasicAuth',
  '${',
  '$config{',
);
const tail = fc.constantFrom('', '', ';', ',', ')', ' more', '</password>', '\r', ' + x', '@host');
/** Values that are known, and shorter than any other in their place. */
const published = fc.constant(`Authorization: Bearer ${['mF_9', 'B5f-4', '1JqM'].join('.')}`);
const line = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(lead, name, between, quote, value, quote, tail).map(parts => parts.join('')) },
  { weight: 1, arbitrary: published },
);

it('lets through every place of which the context makes something', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom('a.ts', 'a.yaml', 'a.md', 'a.py', 'a.xml', '.env', 'a.tf', 'a.go', 'a.json', 'a.html', 'a.sh'),
      (lines, uri) => {
        const document = new SourceDocument(uri, lines.join('\n'));
        const promising = hitsOf(guarded, document);
        expect(findInContext(document, promising).candidates).toEqual(findInContext(document, hitsOf(everywhere, document)).candidates);
        expect(promising).toEqual(hitsOf(plain, document));
      },
    ),
    { numRuns: 8000 },
  );
});
