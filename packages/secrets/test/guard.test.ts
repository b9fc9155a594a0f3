import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Hit } from '../src/candidate.ts';
import { findInContext } from '../src/context/index.ts';
import { contextWords } from '../src/context/words.ts';
import { createFallback, createPrefilter, literalOf, type Prefilter } from '../src/prefilter/index.ts';
import { wordLiteral } from '../src/scanner.ts';

const everywhere = createFallback(contextWords.map(word => literalOf(word, 'anywhere')));
const guarded = createPrefilter(contextWords.map(wordLiteral));
const plain = createFallback(contextWords.map(wordLiteral));

function hitsOf(prefilter: Prefilter, { bytes }: SourceDocument): Hit[] {
  const { anywhere } = prefilter.find(bytes);
  return Array.from({ length: anywhere.length / 2 }, (_, i) => ({ word: contextWords[anywhere[2 * i]!]!, at: anywhere[2 * i + 1]! }));
}

const name = fc.constantFrom('password', 'db_password', 'API_KEY', 'authToken', 'client.secret', '--password', 'PGPASS', 'x-api-key');
const value = fc.constantFrom('hunter2-Winter', 'q8Zt5Lw0Vb3n', 's3cr3t!pass', '${HOME}', 'null', 'os.environ["X"]', 'foo(bar)', '');
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
);
const quote = fc.constantFrom('"', "'", '`', '\\"', '&quot;', '');
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
);
const line = fc.tuple(lead, name, between, quote, value, quote).map(parts => parts.join(''));

it('lets through every place of which the context makes something', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom('a.ts', 'a.yaml', 'a.md', 'a.py', 'a.xml', '.env', 'a.tf'),
      (lines, uri) => {
        const document = new SourceDocument(uri, lines.join('\n'));
        const promising = hitsOf(guarded, document);
        expect(findInContext(document, promising).candidates).toEqual(findInContext(document, hitsOf(everywhere, document)).candidates);
        expect(promising).toEqual(hitsOf(plain, document));
      },
    ),
    { numRuns: 5000 },
  );
});
