/** Opens archives by their name; what is in them is unpacked when it is read. */
import { builtin } from '../builtin.ts';
import { ArchiveError, type Entry, limits, refuseBomb } from './entries.ts';
import { tarEntries } from './tar.ts';
import { zipEntries } from './zip.ts';

const zips = 'zip jar war ear aar apk ipa whl egg nupkg vsix xpi docx docm xlsx xlsm pptx pptm odt ods odp epub'.split(' ');
const byName = new RegExp(`\\.(?:(${zips.join('|')})|(tar)|(tgz|tar\\.gz)|(gz))$`, 'i');
const inside = new RegExp(`\\.(?:${zips.join('|')}|tar|tgz|gz)!.`, 'i');

const others = /\.(?:7z|rar|bz2|tbz2?|xz|txz|zst|lz4?|lzma|deb|rpm|dmg|iso|cab)$/i;

/** Whether it is an archive of a kind that is not opened. */
export const isOtherArchive = (name: string): boolean => others.test(name);
export const isArchive = (name: string): boolean => byName.test(name);

/** Whether a uri is that of a file in an archive. */
export const inArchive = (uri: string): boolean => inside.test(uri);

/** @throws {ArchiveError} where nothing of it can be read */
export function openArchive(name: string, bytes: Uint8Array): Entry[] {
  const [, zip, tar, packedTar] = byName.exec(name) ?? [];
  const entries = zip ? zipEntries(bytes) : tar ? tarEntries(bytes) : packedTar ? tarEntries(unzipped(bytes)) : [single(name, bytes)];
  refuseBomb(
    bytes.length,
    entries.reduce((sum, { size }) => sum + size, 0),
    entries.length,
  );
  return entries;
}

/** A file that is compressed by itself. */
function single(name: string, bytes: Uint8Array): Entry {
  const content = unzipped(bytes);
  return { name: name.replace(/^.*[/!]/, '').replace(/\.gz$/i, ''), size: content.length, read: () => content };
}

function unzipped(bytes: Uint8Array): Uint8Array {
  try {
    return builtin.zlib.gunzipSync(bytes, { maxOutputLength: limits.stream });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ArchiveError(large ? `was not unpacked: more than ${limits.stream / 1024 ** 2} MB, as in a zip bomb` : 'is damaged');
  }
}
