/**
 * What a file's name tells, before anything of it is read. Rules know nothing of this: it only saves work.
 */
import { wideEncoding } from '@idlint/model';

/** Folders that hold what somebody else wrote or a tool made, passed over even where no ignore file says so. */
export const passedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  '.terraform',
  '.terragrunt-cache',
  '.venv',
  '__pycache__',
  '.idlint-cache',
]);

/** What idlint itself wrote. */
export const ownFile = (name: string): boolean => name === 'idlint-baseline.json';

/** Only what is never text under that name; `.bin`, `.dat` or `.db` may be anything, and are opened. */
const binary: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif webp avif bmp ico icns tif tiff psd heic mp3 mp4 m4a m4v mov avi mkv webm ogg oga ogv wav flac aac ' +
    'zip gz tgz bz2 xz zst 7z rar jar war ear whl egg deb rpm apk dmg iso msi cab ' +
    'woff woff2 ttf otf eot pdf doc docx xls xlsx ppt pptx odt ods odp ' +
    'exe dll so dylib pyc pyo wasm sqlite3 parquet avro npy npz onnx tflite'
  ).split(' '),
);

/** Binary files that are secrets themselves. */
const keystore: ReadonlySet<string> = new Set(
  'p12 pfx jks keystore bks kdbx kdb psafe3 kwl keyring keychain keychain-db ppk pem key der keytab'.split(' '),
);
const keystoreNames: ReadonlySet<string> = new Set(['key3.db', 'key4.db', 'Login Data', '.mylogin.cnf', 'credentials-config.json']);
/** What Java's keystores and KeePass databases begin with. */
const keystoreHeads: ReadonlySet<number> = new Set([0xfeedfeed, 0xcececece, 0x03d9a29a]);

const identity: ReadonlySet<string> = new Set([
  'tf',
  'tofu',
  'tfvars',
  'hcl',
  'yaml',
  'yml',
  'json',
  'jsonc',
  'template',
  'tpl',
  'bicep',
  'toml',
  'sql',
]);
const identityNames: ReadonlySet<string> = new Set(['CODEOWNERS']);

const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 || (dot === 0 && name.length > 1) ? name.slice(dot + 1).toLowerCase() : '';
};

/** An image, an archive, a font …: never opened. */
export const binaryByName = (name: string): boolean => binary.has(extensionOf(name));

/** A key file is looked at whatever its bytes are. */
export const keystoreByName = (name: string): boolean =>
  keystore.has(extensionOf(name)) || keystoreNames.has(name.slice(name.lastIndexOf('/') + 1));

/** So is one that begins as they do, whatever its name. */
export const keystoreByContent = (bytes: Uint8Array): boolean =>
  bytes.length > 32 &&
  (keystoreHeads.has(((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0) || beginsWithVersion(bytes));

/** DER: a SEQUENCE that begins with its version, 0 or 1 in a private key (RFC 5208, 8017, 5915), 3 in PKCS#12 (RFC 7292). */
function beginsWithVersion(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const at = 2 + (bytes[1]! > 0x80 ? bytes[1]! - 0x80 : 0);
  return bytes[at] === 2 && bytes[at + 1] === 1 && (bytes[at + 2] === 0 || bytes[at + 2] === 1 || bytes[at + 2] === 3);
}

/** May declare identities, grants, trust or owners, so that it belongs to the inventory even when only other files are asked about. */
export const identityDocument = (name: string): boolean => identityNames.has(name) || identity.has(extensionOf(name));

/** More than this is data, not something that a person wrote: passed over and counted. */
export const hugeBytes = 32 * 1024 * 1024;

/** A NUL byte early in the file, as git sees it, unless it is UTF-16. */
export function binaryByContent(bytes: Uint8Array): boolean {
  // On a Buffer, this is done many bytes at once.
  const at = Buffer.prototype.indexOf.call(bytes, 0);
  return at >= 0 && at < 8000 && !wideEncoding(bytes);
}
