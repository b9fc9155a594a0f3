import { scriptReader } from '@idlint/syntax/javascript';
import { describe, expect, test } from 'vitest';
import { isPlainlyGiven } from './plain.ts';

/** Where «…» stands in a program; the marks are no part of it. */
function placed(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('«');
  return { text: marked.replace(/[«»]/g, ''), start, end: marked.indexOf('»') - 1 };
}

const plain = [
  "const password = '«hunter22»';",
  "  this.token = '«hunter22»'\n  next()",
  "send({ user: 'ana', password: '«hunter22»' })",
  'send({\n  auth: {\n    \'api-key\': "«hunter22»",\n  },\n});',
  "if (password === '«hunter22»') open();",
  "field.setPassword('«hunter22»');",
  'login({ email: `ana@${domain("x")}`, password: \'«hunter22»\' });',
  "login({ email: `' or password: '«hunter22»' --` });",
  "send(['user: ana', 'token: «hunter22»'].join('\\n'));",
];

const notPlain = [
  ['a module', "import token from '«hunter22»';"],
  ['a module that is asked for', "const token = require('«hunter22»');"],
  ['a type', "type Token = '«hunter22»';"],
  ["a type's member", "interface Login {\n  token: '«hunter22»';\n}"],
  ["a type's first member", "type Login = { token: '«hunter22»' };"],
  ["a parameter's type", "function login(given: { token: '«hunter22»' }) {}"],
  ['a choice that is joined', "const url = (ok ? token : '«hunter22»') + rest;"],
  ['a text that goes on', "const token = '«hunter22»'\n  + rest;"],
  ['a part of a template', "const text = `${ok ? (token = '«hunter22»') : ''} of it`;"],
  ['a template of several lines', "const text = `\n  password = '«hunter22»';\n` + rest;"],
  ['a list that is joined', "const text = 'a' + ['x', '«hunter22»'].join('');"],
  ['what a field asks for', "const field = <input\n  placeholder='«hunter22»'\n  required />;"],
  ['a key', "const all = { '«hunter22»': token };"],
  ['a directive', "'«hunter22»';"],
] as const;

describe('a literal that is plainly given needs no parser', () => {
  test.each(plain)('%s', async marked => {
    const { text, start, end } = placed(marked);
    expect(text.slice(start, end)).toBe('hunter22');
    expect(isPlainlyGiven(text, { start, end })).toBe(true);
    const use = (await scriptReader('a.ts'))?.(text)?.find(each => each.start <= start && end <= each.end);
    expect(use?.role.is).toMatch(/^(?:assigned|property|compared|argument)$/);
    expect(use?.through ?? []).not.toContain('joined');
  });

  test.each(notPlain)('but not %s', (_, marked) => {
    const { text, ...span } = placed(marked);
    expect(isPlainlyGiven(text, span)).toBe(false);
  });
});
