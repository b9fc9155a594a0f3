import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../src/archive/open.ts';
import { openWorkspace } from '../src/index.ts';
import { tar, tgz, zip } from './packed.ts';
import { folderOf, repositoryOf } from './temporary.ts';

function opened(files: Record<string, string | Uint8Array>, archives = true) {
  const { files: all, passed } = openWorkspace({ cwd: folderOf(files), paths: [], archives });
  const texts = all.list().map(uri => [uri, Buffer.from(all.read(uri) ?? []).toString()]);
  return { texts: Object.fromEntries(texts) as Record<string, string>, passed };
}

describe('what is in archives is listed beside the files', () => {
  it.each([
    ['a.zip', zip({ 'inner/a.env': 'A=1', 'b.txt': '' }), { 'a.zip!inner/a.env': 'A=1', 'a.zip!b.txt': '' }],
    [
      'lib.jar',
      zip({ 'META-INF/x.properties': 'a=1', 'A.class': 'binary by content\0' }),
      { 'lib.jar!META-INF/x.properties': 'a=1', 'lib.jar!A.class': '' },
    ],
    ['a.tar', tar({ 'x/y': 'Y' }), { 'a.tar!x/y': 'Y' }],
    ['a.tgz', tgz({ 'x/y': 'Y' }), { 'a.tgz!x/y': 'Y' }],
    ['dump.sql.gz', gzipSync('SELECT 1'), { 'dump.sql.gz!dump.sql': 'SELECT 1' }],
    ['notes.docx', zip({ 'word/document.xml': '<w:t>x</w:t>' }), { 'notes.docx!word/document.xml': '<w:t>x</w:t>' }],
    ['a.zip', zip({ 'b.tar.gz': tgz({ c: 'C' }), 'd.zip': zip({ e: 'E' }) }), { 'a.zip!b.tar.gz!c': 'C', 'a.zip!d.zip!e': 'E' }],
    ['self.zip', Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zip({ a: 'A' })]), { 'self.zip!a': 'A' }],
    ['stored.zip', zip([{ name: 'a', content: 'A', method: 0 }]), { 'stored.zip!a': 'A' }],
    ['long.tar', tar({ [`${'d/'.repeat(60)}f`]: 'F' }), { [`long.tar!${'d/'.repeat(60)}f`]: 'F' }],
    ['up.zip', zip({ '../../etc/passwd': 'P', '/root/x': 'X' }), { 'up.zip!etc/passwd': 'P', 'up.zip!root/x': 'X' }],
  ])('%s', (name, bytes, inside) => expect(opened({ [name]: bytes, 'z.txt': 'z' }).texts).toEqual({ ...inside, 'z.txt': 'z' }));

  it('only where that is asked for', () => {
    const { texts, passed } = opened({ 'a.zip': zip({ a: 'A' }), 'z.txt': 'z' }, false);
    expect(Object.keys(texts)).toEqual(['z.txt']);
    expect([...passed.binary]).toEqual(['a.zip']);
  });

  it('and only those that are asked about', () => {
    const folder = repositoryOf({ 'x/a.zip': zip({ a: 'A' }), 'y/b.zip': zip({ b: 'B' }) });
    expect(openWorkspace({ cwd: folder, paths: ['x'], archives: true }).only).toEqual(['x/a.zip!a']);
    expect(openWorkspace({ cwd: folder, paths: ['y/b.zip'], archives: true }).only).toEqual(['y/b.zip!b']);
  });
});

describe('what can not be unpacked, or is made to do harm, is said', () => {
  const many = zip(Array.from({ length: 50_001 }, (_, at) => ({ name: `${at}`, content: '' })));
  const nested = (depth: number): Buffer => (depth === 0 ? zip({ a: 'A' }) : zip({ 'n.zip': nested(depth - 1) }));
  const overlapping = () => {
    const bytes = zip({ a: 'A'.repeat(1000), b: 'B'.repeat(1000) });
    const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(2, second + 42);
    return bytes;
  };
  it.each([
    ['cut.zip', zip({ a: 'A' }).subarray(0, 40), 'cut.zip', 'is damaged'],
    ['flipped.zip', zip({ a: 'the quick brown fox jumps over the lazy dog' }).fill(0xff, 31, 48), 'flipped.zip!a', 'is damaged'],
    ['locked.zip', zip([{ name: 'a', content: 'A', flags: 1 }]), 'locked.zip!a', 'is encrypted'],
    ['odd.zip', zip([{ name: 'a', content: 'A', method: 93 }]), 'odd.zip!a', 'is compressed in a way that idlint does not know'],
    ['other.7z', Buffer.from('7z'), 'other.7z', 'is packed in a way that idlint does not open'],
    ['a.zip', zip({ 'b.tar.xz': 'xz' }), 'a.zip!b.tar.xz', 'is packed in a way that idlint does not open'],
    ['cut.tgz', tgz({ a: 'A'.repeat(9999) }).subarray(0, 60), 'cut.tgz', 'is damaged'],
    ['x.tar', Buffer.from('no archive at all'.repeat(100)), 'x.tar', 'is damaged'],
    ['bomb.gz', gzipSync(Buffer.alloc(20 * 1024 * 1024)), 'bomb.gz', 'was not unpacked: 20 KB that become 20 MB, as in a zip bomb'],
    [
      'liar.zip',
      zip([{ name: 'a', content: 'A'.repeat(1000), size: 10 }]),
      'liar.zip!a',
      'was not unpacked: it is larger than it says, as in a zip bomb',
    ],
    ['bomb.zip', zip([{ name: 'a', content: 'A', size: 0xfffffff0 }]), 'bomb.zip', 'was not unpacked: 4 GB unpacked, as in a zip bomb'],
    ['many.zip', many, 'many.zip', 'was not unpacked: 50001 entries, as in a zip bomb'],
    ['overlap.zip', overlapping(), 'overlap.zip', 'was not unpacked: its entries overlap, as in a zip bomb'],
    ['deep.zip', nested(4), 'deep.zip!n.zip!n.zip!n.zip', 'lies too deep in others'],
  ])('%s', (name, bytes, uri, why) => {
    const { passed, texts } = opened({ [name]: bytes, 'z.txt': 'z' });
    expect([...passed.archives]).toEqual([[uri, why]]);
    // The rest is looked at all the same.
    expect(texts['z.txt']).toBe('z');
  });

  it('many archives in one, which are many more in each', () => {
    const inner = zip(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.txt`, ''])));
    const bytes = zip(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.zip`, inner])));
    expect(opened({ 'a.zip': bytes }).passed.archives.get('a.zip')).toMatch(/^was not unpacked: \d+ entries, as in a zip bomb$/);
  });
});

it('throws nothing but what it says, whatever the bytes', () => {
  const whole = [zip({ a: 'A'.repeat(500), 'b/c': 'C' }), tar({ a: 'A', b: 'B'.repeat(600) }), tgz({ a: 'A' })];
  fc.assert(
    fc.property(
      fc.constantFrom(0, 1, 2),
      fc.array(fc.tuple(fc.nat(2500), fc.nat(255)), { maxLength: 6 }),
      fc.nat(2500),
      (which, changes, cut) => {
        const bytes = Buffer.from(whole[which]!.subarray(0, cut || undefined));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          for (const entry of openArchive(['a.zip', 'a.tar', 'a.tgz'][which]!, bytes)) entry.read();
        } catch (error) {
          expect((error as Error).constructor.name).toBe('ArchiveError');
        }
      },
    ),
    { numRuns: 3000 },
  );
});
