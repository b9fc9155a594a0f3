import type { Uri } from '@idlint/model';
import micromatch from 'micromatch';

/** Where a text stands in a list that is sorted by code units, or would stand. */
const firstAtOrAfter = (sorted: readonly Uri[], text: string): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether a list that is sorted by code units holds a uri: a set of many names would take more memory than the names. */
export const isAmong = (sorted: readonly Uri[], uri: Uri): boolean => sorted[firstAtOrAfter(sorted, uri)] === uri;

/** The names of the workspace, so that a glob only looks at the folder that it names. */
export class Tree {
  readonly uris: readonly Uri[];
  #children: Map<string, Uri[]> | undefined;

  /** Sorted by code units, without duplicates. */
  constructor(uris: readonly Uri[]) {
    this.uris = uris;
  }

  has(uri: Uri): boolean {
    return isAmong(this.uris, uri);
  }

  /** What a glob (micromatch) matches, sorted. `*.tf` is the root's own; `**` crosses folders; names that begin with a dot count. */
  list(written: string): Uri[] {
    const glob = written.replace(/^\.\//, '');
    const { folder, rest } = split(glob);
    if (rest === '') return this.has(folder) ? [folder] : [];
    if (rest === '**') return [...this.#candidates(folder, rest)];
    const matches = micromatch.matcher(glob, { dot: true, nonegate: true });
    return this.#candidates(folder, rest).filter(uri => matches(uri));
  }

  #candidates(folder: string, rest: string): readonly Uri[] {
    if (!/[/(]|\*\*/.test(rest)) return this.#childrenOf(folder);
    if (folder === '') return this.uris;
    const inside = this.uris.slice(firstAtOrAfter(this.uris, `${folder}/`), firstAtOrAfter(this.uris, `${folder}0`));
    // `a/**` matches `a` as well.
    return this.has(folder) ? [folder, ...inside] : inside;
  }

  #childrenOf(folder: string): readonly Uri[] {
    if (!this.#children) {
      this.#children = new Map();
      for (const uri of this.uris) {
        const parent = uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
        const siblings = this.#children.get(parent);
        if (siblings) siblings.push(uri);
        else this.#children.set(parent, [uri]);
      }
    }
    return this.#children.get(folder) ?? [];
  }
}

/** The folders that a glob names outright, and what is left of it. */
function split(glob: string): { folder: string; rest: string } {
  const parts = glob.split('/');
  let plain = 0;
  while (plain < parts.length && !/[*?[\]{}()\\]|^!/.test(parts[plain]!)) plain++;
  return { folder: parts.slice(0, plain).join('/'), rest: parts.slice(plain).join('/') };
}

/** A reader that asks for what is not a name inside of the workspace gets nothing. */
export const isInside = (uri: Uri): boolean => uri !== '' && !uri.startsWith('/') && !/(^|\/)\.\.?(\/|$)|\\|^[a-zA-Z]:/.test(uri);
