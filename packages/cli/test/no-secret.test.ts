import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import { createScanner } from '@idlint/secrets';
import { nodeHost } from '@idlint/workspace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tgz, zip } from '../../workspace/test/packed.ts';
import { repositoryOfSuite } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

/** Every example of every kind of secret in one workspace, and what the scanner takes out of each. */
const texts: Record<string, string> = {};
const secrets = new Map<string, string>();
const scanner = createScanner(secretRules, nodeHost());
for (const [rule, kinds] of Object.entries(secretExamples))
  for (const [number, { finds, file }] of kinds.entries())
    for (const [ordinal, template] of finds.entries()) {
      const uri = file ? join('src', rule, `${number}-${ordinal}`, file) : join('src', rule, `${number}-${ordinal}.txt`);
      // No two from the same seed: what one tells of itself would be a part of another.
      texts[uri] = `${expandTemplates(template, Object.keys(texts).length + 1)}\n`;
      for (const { at, mask } of scanner.scan(new SourceDocument(uri, texts[uri]!)).secrets) {
        const value = texts[uri]!.slice(at.start, at.end);
        // What is so short that words hold it by chance proves nothing.
        if (value.length >= 12 && value !== mask) secrets.set(value, uri);
      }
    }

/** The secrets in another writing; every third is enough: a run over all of them takes long. */
const encoded = new Map<string, string>();
const otherwise: Record<string, string> = {};
const writings = [(text: string) => btoa(text), (text: string) => Buffer.from(text).toString('hex'), (text: string) => btoa(btoa(text))];
for (const [number, [value, uri]] of [...secrets].entries()) {
  if (number % 3 > 0 || !/^[\x20-\x7e]{12,400}$/.test(value)) continue;
  const written = writings[(number / 3) % writings.length]!(value);
  encoded.set(written, uri);
  otherwise[`src/${number}.txt`] = `x: ${written}\n`;
}

/** What the scanner takes out of files, as it is written there. */
const scannedIn = (files: Record<string, string>): Set<string> =>
  new Set(
    Object.entries(files).flatMap(([uri, text]) =>
      scanner.scan(new SourceDocument(uri, text)).secrets.map(({ at }) => text.slice(at.start, at.end)),
    ),
  );

describe(`none of the ${secrets.size} secrets of the examples is ever shown whole`, () => {
  const folder = repositoryOfSuite(texts);
  const packed = repositoryOfSuite({ 'all.zip': zip({ 'all.tgz': tgz(texts) }) });
  const written = repositoryOfSuite(otherwise);
  const found = scannedIn(otherwise);
  const shownWhole = (said: string) => [...secrets].filter(([value]) => said.includes(value)).map(([, uri]) => uri);

  it.each(['pretty', 'concise', 'json', 'sarif', 'github', 'markdown'])('%s', async format => {
    const { out, err, code } = await idlint(folder, ['--format', format, '--preset', 'all']);
    expect(code).toBe(1);
    expect(shownWhole(out + err)).toEqual([]);
  });

  it.each(['pretty', 'sarif'])('in an archive, %s', async format => {
    const { out, err, code } = await idlint(packed, ['--archives', '--format', format, '--preset', 'all']);
    expect(code).toBe(1);
    expect(out).toContain('all.zip!all.tgz!src');
    expect(shownWhole(out + err)).toEqual([]);
  });

  it.each(['pretty', 'sarif'])('nor in another writing, %s', async format => {
    const { out, err } = await idlint(written, ['--format', format, '--preset', 'all']);
    expect(out).toContain('src/');
    expect(found.size).toBeGreaterThan(100);
    const said = out + err;
    expect([...found].filter(text => said.includes(text)).map(text => encoded.get(text))).toEqual([]);
    expect(shownWhole(said)).toEqual([]);
  });

  it('a baseline', async () => {
    await idlint(folder, ['baseline']);
    const file = join(folder, 'idlint-baseline.json');
    onTestFinished(() => rmSync(file));
    expect(shownWhole(readFileSync(file, 'utf8'))).toEqual([]);
  });
});
