/** The cases that stand in the folders beside this file: one set for each rule, others by what they are about. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One workspace: a file alone, or a folder. */
export interface Case {
  /** `wildcard-action/terraform.tf` */
  name: string;
  /** Absolute paths by workspace path; the texts after fixes are not among them. */
  files: Map<string, string>;
}

const root = fileURLToPath(new URL('.', import.meta.url));
/** A plain workspace, whose expectations stand beside it: its files have no annotations. */
const plain = new Set(['acme']);

export function casesBySet(): Map<string, Case[]> {
  const sets = folders(root).filter(set => !plain.has(set));
  return new Map(sets.map(set => [set, casesOf(set)]));
}

const casesOf = (set: string): Case[] =>
  readdirSync(join(root, set), { withFileTypes: true }).flatMap(entry => {
    const path = join(root, set, entry.name);
    const name = `${set}/${entry.name}`;
    if (entry.isDirectory()) return [{ name, files: new Map(filesIn(path).map(file => [relative(path, file), file])) }];
    return isFixed(entry.name) || entry.name.startsWith('.') ? [] : [{ name, files: new Map([[entry.name, path]]) }];
  });

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !isFixed(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();

const isFixed = (name: string): boolean => /\.fixed(?:\.|$)/.test(name);

/** Where the text after the fix stands: `x.fixed.tf` beside `x.tf`. */
export function fixedPath(path: string): string {
  const extension = extname(basename(path));
  return `${path.slice(0, path.length - extension.length)}.fixed${extension}`;
}

export const textOf = (path: string): string => readFileSync(path, 'utf8');
