import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findInContext } from '../src/context/index.ts';
import { contextWords } from '../src/context/words.ts';
import { mayFollow } from '../src/guard.ts';
import { createFallback, literalOf } from '../src/prefilter/index.ts';

const prefilter = createFallback(contextWords.map(word => literalOf(word, 'anywhere')));

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
        const { anywhere } = prefilter.find(document.bytes);
        const hits = [];
        for (let i = 0; i < anywhere.length; i += 2) hits.push({ word: contextWords[anywhere[i]!]!, at: anywhere[i + 1]! });
        const promising = hits.filter(({ word, at }) => mayFollow(word, document.bytes, at));
        expect(findInContext(document, promising).candidates).toEqual(findInContext(document, hits).candidates);
      },
    ),
    { numRuns: 5000 },
  );
});
