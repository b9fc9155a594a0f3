import { expect, it } from 'vitest';
import { expandTemplates } from '../src/templates.ts';

it('expands to the same text for the same seed, and to another for another', () => {
  const template = 'a = "{alnum:36}", b = "{alnum:36}"';
  expect(expandTemplates(template)).toBe(expandTemplates(template));
  expect(expandTemplates(template)).not.toBe(expandTemplates(template, 2));
  const [, a, b] = /a = "(.*)", b = "(.*)"/.exec(expandTemplates(template))!;
  expect(a).toMatch(/^[A-Za-z0-9]{36}$/);
  expect(b).not.toBe(a);
});

it('repeats a value that has a name', () => {
  expect(expandTemplates('{hex:8#x} {hex:8#x}')).toMatch(/^([0-9a-f]{8}) \1$/);
});

it('mixes what the alphabet has, so that no example is found by luck', () => {
  for (let seed = 0; seed < 200; seed++) expect(expandTemplates('{alnum:8}', seed)).toMatch(/(?=.*[a-z])(?=.*[A-Z])(?=.*\d)/);
});

it('leaves braces that are no placeholder', () => {
  for (const text of ['${HOME}', '{"a": 1}', '{nothing:8}', '{{ .Values.x }}']) expect(expandTemplates(text)).toBe(text);
});

it('pads base64 as an encoder does', () => {
  for (const bytes of [16, 32, 64]) {
    const text = expandTemplates(`{base64pad:${bytes}}`);
    expect(Buffer.from(text, 'base64')).toHaveLength(bytes);
    expect(Buffer.from(text, 'base64').toString('base64')).toBe(text);
  }
});
