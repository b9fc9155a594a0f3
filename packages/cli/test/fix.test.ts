import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@idlint/engine';
import type { Finding, TextEdit } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../workspace/test/temporary.ts';
import { encode, fix } from '../src/fix.ts';
import { writeWhole } from '../src/write.ts';

/** A linter that finds every `bad` (and wants it `good`) and every `worse` (and wants it `bad`) in texts that it is shown. */
class Words {
  readonly texts = new Map<string, string>();
  readonly bytes: Record<string, Uint8Array>;
  safety: 'safe' | 'suggested' = 'safe';

  constructor(texts: Record<string, string | Uint8Array>) {
    this.bytes = Object.fromEntries(Object.entries(texts).map(([uri, text]) => [uri, typeof text === 'string' ? Buffer.from(text) : text]));
    for (const [uri, bytes] of Object.entries(this.bytes)) this.texts.set(uri, new TextDecoder().decode(bytes));
  }

  fix() {
    const session = { overlay: (uri: string, text: string) => this.texts.set(uri, text), load: async () => {} } as unknown as Session;
    return fix(
      session,
      uri => this.bytes[uri],
      () => this.findings(),
    );
  }

  findings(): Finding[] {
    const found: TextEdit[] = [];
    for (const [uri, text] of this.texts) {
      for (const [word, better] of [
        ['worse', 'bad'],
        ['bad', 'good'],
      ] as const) {
        for (const { index } of text.matchAll(new RegExp(word, 'g')))
          found.push({ uri, start: index, end: index + word.length, text: better });
      }
    }
    return found.map(edit => ({ fix: { title: '', safety: this.safety, edits: [edit] } }) as unknown as Finding);
  }
}

describe('fixing', () => {
  it('goes on until nothing is left, also of what a fix brought forth', async () => {
    const { texts, count } = await new Words({ a: 'bad, bad and worse', b: 'fine' }).fix();
    expect([...texts]).toEqual([['a', { before: 'bad, bad and worse', after: 'good, good and good' }]]);
    expect(count).toBe(4);
  });

  it('leaves fixes that touch each other for the next round', async () => {
    const { texts } = await new Words({ a: 'badbadbad' }).fix();
    expect(texts.get('a')!.after).toBe('goodgoodgood');
  });

  it('takes only what is safe', async () => {
    const words = new Words({ a: 'bad' });
    words.safety = 'suggested';
    expect((await words.fix()).texts.size).toBe(0);
  });

  it('leaves a file alone whose bytes would not survive', async () => {
    const { texts, left } = await new Words({ a: Uint8Array.of(0x62, 0x61, 0x64, 0xff) }).fix();
    expect([texts.size, left]).toEqual([0, ['a']]);
  });

  it('ends where a fix never mends its fault', async () => {
    const words = new Words({ a: 'bad' });
    const findings = words.findings();
    words.findings = () => findings.map(each => ({ ...each, fix: { ...each.fix!, edits: [{ uri: 'a', start: 0, end: 0, text: '!' }] } }));
    expect((await words.fix()).texts.get('a')!.after).toBe(`${'!'.repeat(10)}bad`);
  });

  it('keeps a byte order mark', () => {
    expect([...encode('a', Uint8Array.of(0xef, 0xbb, 0xbf, 0x62))]).toEqual([0xef, 0xbb, 0xbf, 0x61]);
    expect([...encode('a', Uint8Array.of(0x62))]).toEqual([0x61]);
  });
});

describe('writing', () => {
  it('keeps the mode, and writes through a link', () => {
    const folder = folderOf({ 'run.sh': 'old' });
    chmodSync(join(folder, 'run.sh'), 0o750);
    symlinkSync('run.sh', join(folder, 'link'));
    writeWhole(join(folder, 'link'), 'new');
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'run.sh')).mode & 0o777).toBe(0o750);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  });
});
