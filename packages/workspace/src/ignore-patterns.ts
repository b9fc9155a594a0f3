import { type Glob, matches, parseGlob } from './glob.ts';

interface Pattern {
  /** What it says of a path that it matches. */
  ignores: boolean;
  foldersOnly: boolean;
}

/** A pattern with wildcards, of a name or of a path from the folder of its file. */
interface Wild extends Pattern {
  number: number;
  glob: Glob;
  ofName: boolean;
}

/** As git has it where the file system tells no cases apart. */
const caseless = process.platform === 'win32' || process.platform === 'darwin';
const folded = (text: string): string => (caseless ? text.toLowerCase() : text);

/**
 * The patterns of one folder's ignore files (gitignore(5)), of which the last that matches decides. Every file of a tree is asked about, so
 * plain names, plain paths and `*.extension` are looked up, and only the others are tried one after another.
 */
export class IgnorePatterns {
  readonly #patterns: Pattern[] = [];
  /** Numbers of patterns, by what they match; the last is the greatest. */
  readonly #names = new Map<string, number[]>();
  readonly #paths = new Map<string, number[]>();
  readonly #extensions = new Map<string, number[]>();
  /** The last first. */
  readonly #wild: Wild[] = [];

  /** @param texts what comes later wins */
  constructor(texts: readonly string[]) {
    for (const text of texts) for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) this.#add(folded(line));
    this.#wild.reverse();
  }

  /**
   * @param path from the folder of the ignore file, with `/`; the folders on its way are not ignored
   * @param name its last part
   * @returns undefined where no pattern speaks of it
   */
  ignores(path: string, name: string, isFolder: boolean): boolean | undefined {
    const [inPath, inName] = [folded(path), folded(name)];
    const dot = inName.lastIndexOf('.');
    const last = Math.max(
      this.#lastOf(this.#names.get(inName), isFolder),
      this.#lastOf(this.#paths.get(inPath), isFolder),
      dot < 0 ? -1 : this.#lastOf(this.#extensions.get(inName.slice(dot)), isFolder),
    );
    const wild = this.#wild.find(
      ({ number, glob, ofName, foldersOnly }) => number > last && (isFolder || !foldersOnly) && matches(glob, ofName ? inName : inPath),
    );
    return (wild ?? this.#patterns[last])?.ignores;
  }

  #lastOf(numbers: number[] | undefined, isFolder: boolean): number {
    return numbers?.findLast(number => isFolder || !this.#patterns[number]!.foldersOnly) ?? -1;
  }

  #add(line: string): void {
    if (line.startsWith('#')) return;
    const ignores = !line.startsWith('!');
    let text = withoutTrailingBlanks(ignores ? line : line.slice(1));
    const foldersOnly = text.endsWith('/');
    if (foldersOnly) text = text.slice(0, -1);
    if (text === '') return;
    const number = this.#patterns.push({ ignores, foldersOnly }) - 1;
    const ofName = !text.includes('/');
    if (text.startsWith('/')) text = text.slice(1);
    const plain = !/[*?[\\]/.test(text);
    if (plain) add(ofName ? this.#names : this.#paths, text, number);
    else if (ofName && /^\*\.[^.*?[\\]+$/.test(text)) add(this.#extensions, text.slice(1), number);
    else {
      const glob = parseGlob(text);
      if (glob) this.#wild.push({ number, glob, ofName, ignores, foldersOnly });
    }
  }
}

function add(to: Map<string, number[]>, text: string, number: number): void {
  const numbers = to.get(text);
  if (numbers) numbers.push(number);
  else to.set(text, [number]);
}

/** Blanks at the end count only behind a backslash. */
function withoutTrailingBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end--;
  let escapes = 0;
  while (text[end - 1 - escapes] === '\\') escapes++;
  return text.slice(0, escapes % 2 === 1 && end < text.length ? end + 1 : end);
}
